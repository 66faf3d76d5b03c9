import { version } from "./version.js";

/** Whether a developer is asking: -vvv, or TSPLAY_DEBUG=1. */
export function wantsStack(words: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return (env["TSPLAY_DEBUG"] ?? "") !== "" || words.some((word) => /^-[a-zA-Z]*vvv/.test(word)) || words.filter((word) => word === "-v" || word === "--verbose").length >= 3;
}

/** What a person reads when tsplay itself is wrong: never a naked stack. */
export function internalErrorText(error: unknown, stack: boolean): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = stack && error instanceof Error && error.stack !== undefined ? `${error.stack}\n` : "";
  return `tsplay ${version()} stopped because of a bug of its own: ${what}\n${trace}${advice(trace !== "")}`;
}

function advice(complete: boolean): string {
  const more = complete ? "the lines above" : "what TSPLAY_DEBUG=1 in front of the same command adds";
  return `Please report it with the command, the version of node (${process.version}) and ${more}.\nRunning the playbook again is safe: what is already done is left alone.\n`;
}
