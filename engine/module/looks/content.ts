import type { Command } from "#engine/core/command.js";

/** One head(1); no process where there is no regular file. */
const SCRIPT = `# content of
[ -f "$1" ] || exit 3
exec head -c "$2" < "$1"`;

/** The bytes of a regular file, links followed, and one more than `limit`, so that a longer file shows. Code 3: there is none. */
export function contentCommand(path: string, limit: number): Command {
  return { script: SCRIPT, args: [path, String(limit + 1)] };
}
