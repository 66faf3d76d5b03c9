import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** What one host is owed: the handler's id (see handlerKey) -> when it was notified (ISO 8601). */
type Debts = Readonly<Record<string, string>>;

/**
 * Handlers that were notified and have not run, kept on the control machine so that they outlive a failed or killed run.
 * Written the moment a task notifies, crossed out when the handler is through.
 */
export class OwedHandlers {
  readonly #file: string;
  #debts: Record<string, Debts>;

  constructor(file: string) {
    this.#file = file;
    this.#debts = read(file);
  }

  /** What a host is owed. */
  of(host: string): Debts {
    return Object.hasOwn(this.#debts, host) ? this.#debts[host] ?? {} : {};
  }

  /** Notes that handlers are owed. */
  owe(host: string, handlers: readonly string[]): void {
    const known = this.of(host);
    const fresh = handlers.filter((handler) => !Object.hasOwn(known, handler));
    if (fresh.length === 0) return;
    const now = new Date().toISOString();
    this.#write({ ...this.#debts, [host]: { ...known, ...Object.fromEntries(fresh.map((handler) => [handler, now])) } });
  }

  /** Crosses out what has been paid, or can no longer be. */
  paid(host: string, handlers: readonly string[]): void {
    const known = this.of(host);
    if (!handlers.some((handler) => Object.hasOwn(known, handler))) return;
    const left = Object.entries(known).filter(([handler]) => !handlers.includes(handler));
    const others = Object.fromEntries(Object.entries(this.#debts).filter(([name]) => name !== host));
    this.#write(left.length === 0 ? others : { ...others, [host]: Object.fromEntries(left) });
  }

  /** Beside and renamed, so that a run killed in the middle of it leaves the old list or the new one. */
  #write(debts: Record<string, Debts>): void {
    this.#debts = debts;
    if (Object.keys(debts).length === 0) {
      rmSync(this.#file, { force: true });
      return;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    const beside = `${this.#file}.${String(process.pid)}`;
    writeFileSync(beside, `${JSON.stringify(debts, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(beside, this.#file);
  }
}

/** A journal that is missing or was damaged owes nothing: the run goes on without it. */
function read(file: string): Record<string, Debts> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed as Record<string, Debts> : {};
  } catch {
    return {};
  }
}
