import type { ValueMap } from "#engine/core/value.js";
import type { Look } from "./look.js";
import { sameValue } from "./same-value.js";

/** A look that was sent before its task's turn. */
interface Ahead {
  readonly task: string;
  readonly params: ValueMap;
  /** Settles with undefined when it could not be sent after all. */
  readonly look: Promise<Look | undefined>;
  /** The task's turn has come. */
  readonly open: () => void;
}

/** The most looks under way before their turn: enough to fill a pipe, few enough to throw away. */
export const WIDEST = 64;

/**
 * Looks of coming tasks, sent down the same pipe while a task runs. A change on the host throws them away and closes the window;
 * each task that finds nothing to do opens it again, twice as wide.
 */
export class ReadAhead {
  readonly #looks = new Map<string, Ahead>();
  readonly #begun = new Set<string>();
  #width = WIDEST;
  #age = 0;

  /** How many more looks may be sent ahead now. */
  get width(): number {
    return this.#width - this.#looks.size;
  }

  /** How often what was read had to be thrown away. */
  get age(): number {
    return this.#age;
  }

  /** Whether a task has not been looked at ahead yet; from now on it has. */
  begin(task: string): boolean {
    if (this.#begun.has(task)) return false;
    this.#begun.add(task);
    return true;
  }

  /** Keeps a look. `turn` resolves when the task takes it. */
  put({ task, key, params }: { readonly task: string; readonly key: string; readonly params: ValueMap }, send: (turn: Promise<void>) => Promise<Look | undefined>): void {
    let open: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => { open = resolve; });
    const look = send(turn);
    look.catch(() => undefined); // a bug shows when the task has its turn
    this.#looks.set(key, { task, params, look, open });
  }

  /** The look sent ahead under this key, if it was for the same parameters. */
  take(key: string, params: ValueMap): Promise<Look | undefined> | undefined {
    const found = this.#looks.get(key);
    this.#looks.delete(key);
    if (found === undefined || !sameValue(found.params, params)) return undefined;
    found.open();
    return found.look;
  }

  /** A task is over: what it did not take is of no use. */
  leave(task: string): void {
    this.#begun.delete(task);
    for (const [key, look] of this.#looks) if (look.task === task) this.#looks.delete(key);
  }

  /** What was read is no longer so. */
  discard(): void {
    this.#looks.clear();
    this.#begun.clear();
    this.#age += 1;
    this.#width = 0;
  }

  /** A task found nothing to do: reading ahead pays again. */
  widen(): void {
    this.#width = Math.min(WIDEST, Math.max(1, this.#width * 2));
  }
}
