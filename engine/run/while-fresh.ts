import type { Session } from "#engine/connection/types.js";
import type { Command } from "#engine/core/command.js";

/** What a look needs of a session. */
export type Asking = Pick<Session, "run" | "read">;

/** A look was overtaken by a change: nobody wants its answer any more. */
export class Stale extends Error {}

/** When a look that was sent ahead is still wanted. */
export interface Freshness {
  readonly isFresh: () => boolean;
  /** Resolves when the task's turn has come. */
  readonly turn: Promise<void>;
}

/**
 * Asks only as long as the answers are of use, so that the later questions of looks that were thrown away do not keep the host busy; then rejects with
 * Stale. Costly questions wait for the task's turn.
 */
export function whileFresh(session: Asking, { isFresh, turn }: Freshness): Asking {
  const guarded = <T>(ask: (command: Command) => Promise<T>) => async (command: Command): Promise<T> => {
    if (command.costly === true) await turn;
    if (!isFresh()) throw new Stale();
    return ask(command);
  };
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
