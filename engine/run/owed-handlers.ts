import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What one host is owed: the handler's id (see handlerKey) -> when it was notified (ISO 8601). */
type Debts = Readonly<Record<string, string>>;

type Journal = Readonly<Record<string, Debts>>;

/**
 * Handlers that were notified and have not run, kept on the control machine so that they outlive a failed or killed run.
 * Written the moment a task notifies, crossed out when the handler is through. `complain` is told, once, when the file cannot be
 * read or written: the run goes on with what it remembers itself.
 */
export class OwedHandlers {
  readonly #file: string;
  readonly #complain: (message: string) => void;
  #journal: Journal;
  #complained = false;

  constructor(file: string, complain: (message: string) => void = () => undefined) {
    this.#file = file;
    this.#complain = complain;
    this.#journal = this.#read() ?? {};
  }

  /** What a host is owed. */
  of(host: string): Debts {
    return Object.hasOwn(this.#journal, host) ? this.#journal[host] ?? {} : {};
  }

  /** Notes that handlers are owed. */
  owe(host: string, handlers: readonly string[]): void {
    const known = this.of(host);
    const fresh = handlers.filter((handler) => !Object.hasOwn(known, handler));
    if (fresh.length === 0) return;
    const now = new Date().toISOString();
    this.#note(host, { ...known, ...Object.fromEntries(fresh.map((handler) => [handler, now])) });
  }

  /** Crosses out what has been paid, or can no longer be. */
  paid(host: string, handlers: readonly string[]): void {
    const known = this.of(host);
    if (!handlers.some((handler) => Object.hasOwn(known, handler))) return;
    this.#note(host, Object.fromEntries(Object.entries(known).filter(([handler]) => !handlers.includes(handler))));
  }

  /** Only what is said of this host is written anew: another run may be busy with other hosts of the same inventory. */
  #note(host: string, debts: Debts): void {
    const current = this.#read() ?? (this.#complained ? this.#journal : {});
    const others = Object.entries(current).filter(([name]) => name !== host);
    this.#journal = Object.fromEntries(Object.keys(debts).length === 0 ? others : [...others, [host, debts]]);
    try {
      this.#write();
    } catch (error) {
      this.#trouble(`cannot be written: ${messageOf(error)}`);
    }
  }

  /** Beside and renamed, so that a run killed in the middle of it leaves the old list or the new one. */
  #write(): void {
    if (Object.keys(this.#journal).length === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    // Not recursive: below a folder such as /proc, Node's recursive mkdir never ends.
    if (!existsSync(dirname(this.#file))) mkdirSync(dirname(this.#file));
    const beside = `${this.#file}.${String(process.pid)}`;
    writeFileSync(beside, `${JSON.stringify(this.#journal, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(beside, this.#file);
  }

  /** undefined: there is no list that could be read. */
  #read(): Journal | undefined {
    try {
      const parsed: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Journal;
      this.#trouble("is damaged");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") this.#trouble(`cannot be read: ${messageOf(error)}`);
    }
    return undefined;
  }

  #trouble(what: string): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#complain(`the list of handlers that are owed, ${this.#file}, ${what}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
