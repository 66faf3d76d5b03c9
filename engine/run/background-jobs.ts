import type { Ending } from "./ending.js";

/** A task that runs while the run goes on. */
export interface Job {
  readonly id: string;
  readonly host: string;
  readonly task: string;
  /** How it ended; undefined while it runs. */
  ended: Ending | undefined;
  readonly end: Promise<Ending>;
}

/** The tasks of a run that were started with `async` and `poll: 0`, by their ids. */
export class BackgroundJobs {
  readonly #jobs = new Map<string, Job>();
  #channels = 0;
  #ids = 0;

  /** A number for a connection that no other task uses. */
  nextChannel(): number {
    this.#channels += 1;
    return this.#channels;
  }

  /** A name for a job. */
  nextId(): string {
    this.#ids += 1;
    return `j${String(Date.now() % 1_000_000_000_000)}.${String(this.#ids)}`;
  }

  /** Keeps a task that was begun. */
  start(host: string, task: string, end: Promise<Ending>): Job {
    const id = this.nextId();
    const job: Job = { id, host, task, ended: undefined, end };
    void end.then((ending) => { job.ended = ending; });
    this.#jobs.set(id, job);
    return job;
  }

  /** A job of a host; undefined when there is none of that id. */
  find(host: string, id: string): Job | undefined {
    const job = this.#jobs.get(id);
    return job?.host === host ? job : undefined;
  }

  /** Forgets a job (`mode: cleanup`). */
  forget(id: string): void {
    this.#jobs.delete(id);
  }

  /** Those that still run. */
  get running(): readonly Job[] {
    return [...this.#jobs.values()].filter((job) => job.ended === undefined);
  }
}
