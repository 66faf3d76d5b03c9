import { createContext, Script, type Context } from "node:vm";

/** How long one search may take. */
const LIMIT_MS = 1_000;

/** The work, called where V8 watches the clock: it can end a regular expression between two steps of its backtracking. */
const SCRIPT = new Script("work()");
let bench: { readonly context: Context; readonly holder: { work: (() => unknown) | undefined } } | undefined;

/** The error is made by the bench, so it is not an Error of ours. */
function isTimeout(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** What the work gives; undefined when it was ended because it took too long. */
export function withinTimeLimit<T>(work: () => T): { readonly value: T } | undefined {
  if (bench === undefined) {
    const holder: { work: (() => unknown) | undefined } = { work: undefined };
    bench = { holder, context: createContext(holder) };
  }
  bench.holder.work = work;
  try {
    return { value: SCRIPT.runInContext(bench.context, { timeout: LIMIT_MS }) as T };
  } catch (error) {
    if (isTimeout(error)) return undefined;
    throw error;
  } finally {
    bench.holder.work = undefined;
  }
}
