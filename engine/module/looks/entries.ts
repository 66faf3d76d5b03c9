import type { Command, Output } from "#engine/core/command.js";

/** No process at all: the shell's own globs. A name may hold a newline, so that they end with NUL. */
const SCRIPT = `# what is in
cd -- "$1" 2>/dev/null || exit 0
for name in * .[!.]* ..?*; do
  if [ -e "$name" ] || [ -L "$name" ]; then printf '%s\\0' "$name"; fi
done`;

/** The names in a directory. */
export function entriesCommand(path: string): Command {
  return { script: SCRIPT, args: [path] };
}

/** None where there is no directory, or it may not be entered. */
export function entriesAnswer({ stdout }: Output): readonly string[] {
  return stdout.split("\0").filter((name) => name !== "").sort();
}
