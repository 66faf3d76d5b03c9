import { spawn } from "node:child_process";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";

/**
 * Lets the user edit a file with $EDITOR, $VISUAL or vi. Ctrl-C is the editor's business; when the process is told to end, the editor is told
 * first, so that the caller can clear away what it must not leave behind.
 */
export async function runEditor(path: string, env: NodeJS.ProcessEnv): Promise<Result<undefined, Diagnostic>> {
  const editor = [env["EDITOR"], env["VISUAL"]].find((each) => each !== undefined && each !== "") ?? "vi";
  // As git does it: the variable may hold options, and quotes.
  const child = spawn("/bin/sh", ["-c", `${editor} "$1"`, editor, path], { stdio: "inherit", env });
  const stop = (signal: NodeJS.Signals): void => { child.kill(signal); };
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore).on("SIGTERM", stop).on("SIGHUP", stop);
  const ended = await new Promise<string | undefined>((resolve) => {
    child.on("error", (error) => { resolve(error.message); });
    child.on("exit", (code, signal) => { resolve(code === 0 ? undefined : signal === null ? `exit code ${String(code)}` : `signal ${signal}`); });
  });
  process.removeListener("SIGINT", ignore).removeListener("SIGTERM", stop).removeListener("SIGHUP", stop);
  return ended === undefined ? ok(undefined) : err(problemAt("editor-failed", `the editor (${editor}) ended with ${ended}`, { hint: "Nothing was written. Choose an editor with the variable EDITOR" }));
}
