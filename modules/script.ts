import { basename } from "node:path/posix";
import { defineAction } from "#engine/module/define.js";
import { refuse, type Control, type Refusal } from "#engine/module/contract.js";
import type { Problem } from "#engine/core/problem.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { commandEffects, commandGuard, commandReturns } from "./lib/command-input.js";
import { defined } from "./lib/defined.js";
import { linesOf } from "./lib/output-lines.js";
import { isNotWords, shellWords } from "./lib/shell-words.js";

const params = {
  "type": "object", "additionalProperties": false, "x-free-form": "cmd", "required": ["cmd"],
  "properties": {
    cmd: { "type": "string", "minLength": 1, "x-never-secret": true, "description": "A file of the control machine, and its arguments." },
    chdir: { type: "string", pattern: "^/", description: "The folder to run in." },
    creates: { type: "string", pattern: "^/", description: "A path that the script makes: it is not run when that is there already." },
    removes: { type: "string", pattern: "^/", description: "A path that the script removes: it is not run when that is not there." },
    executable: { type: "string", description: "The program that reads the script; left out: the script's own first line says so." },
    decrypt: { type: "boolean", default: true, description: "Taken for Ansible's sake: an encrypted script is decrypted." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input {
  readonly cmd: string;
  readonly content: Uint8Array;
  readonly name: string;
  readonly words: readonly string[];
  readonly executable: string;
  readonly chdir: string | undefined;
  readonly creates: string | undefined;
  readonly removes: string | undefined;
}

/** The script comes by standard input into a folder of its own, which is gone afterwards. $1: its name, $2: what reads it, or "". */
const RUN = `# script
name=$1 reader=$2
shift 2
folder=$(mktemp -d) || exit
trap 'rm -rf -- "$folder"' EXIT
cat > "$folder/$name" && chmod 0700 "$folder/$name" || exit
[ -z "$reader" ] || set -- "$folder/$name" "$@"
"\${reader:-$folder/$name}" "$@" </dev/null`;

/** Runs a script of the control machine on a host. */
export const script = defineAction<Params, Input>({
  name: "script",
  summary: "Run a script of the control machine on the host.",
  description: "The script is looked for as the source of a copy is. It is removed from the host afterwards. It counts as changed each time it runs; a check run says that it would run.",
  params,
  examples: [{ title: "Once", yaml: "script:\n  cmd: install.sh --quiet\n  creates: /opt/app/bin" }],
  returns: { rc: commandReturns.rc, stdout: commandReturns.stdout, stderr: commandReturns.stderr, stdout_lines: commandReturns.stdout_lines, stderr_lines: commandReturns.stderr_lines },
  prepare,
  resource: ({ cmd }) => `script:${cmd}`,
  guard: commandGuard,
  skips: true,
  steps: ({ name, executable, words, content, chdir }) => [{ kind: "run", own: true, command: { script: RUN, args: [name, executable, ...words], stdin: content, ...defined({ cwd: chdir }) } }],
  result([output], { cmd }) {
    if (output === undefined) throw new Error("a script has one output");
    const { code, stdout, stderr } = output;
    const values = { rc: code, stdout, stderr, stdout_lines: linesOf(stdout), stderr_lines: linesOf(stderr) };
    return code === 0 ? { changed: true, values } : { changed: true, values, problem: { reason: "command-failed", command: cmd, code, stdout, stderr } };
  },
  effects: commandEffects,
});

async function prepare({ cmd, executable = "", chdir, creates, removes }: Params, control: Control): Promise<Input | Refusal | Problem> {
  const words = shellWords(cmd);
  if (isNotWords(words)) return refuse(`a ${words.unclosed} is not closed in: ${cmd}`);
  const [path = "", ...args] = words;
  const found = await control.source(path);
  if (!found.ok) return found.error;
  return { cmd, content: await found.value.read(), name: basename(path), words: args, executable, chdir, creates, removes };
}
