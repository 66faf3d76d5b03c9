import type { Session } from "#engine/connection/types.js";
import type { Command } from "#engine/core/command.js";

/** What a look needs of a session. */
export type Asking = Pick<Session, "run" | "read">;

/** A look was overtaken by a change: nobody wants its answer any more. */
export class Stale extends Error {}

/** Asks only as long as the answers are of use, so that the later questions of looks that were thrown away do not keep the host busy; then rejects with Stale. */
export function whileFresh(session: Asking, isFresh: () => boolean): Asking {
  const guarded = <T>(ask: (command: Command) => Promise<T>) => (command: Command): Promise<T> => (isFresh() ? ask(command) : Promise.reject(new Stale()));
  return { run: guarded((command) => session.run(command)), read: guarded((command) => session.read(command)) };
}

/** What a look came to; undefined where it was overtaken. */
export async function unlessStale<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look;
  } catch (error) {
    if (error instanceof Stale) return undefined;
    throw error;
  }
}
