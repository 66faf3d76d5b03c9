import { defineAction } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { commandReturns } from "./lib/command-input.js";
import { linesOf } from "./lib/output-lines.js";

const params = {
  "type": "object", "additionalProperties": false, "x-free-form": "cmd", "required": ["cmd"],
  "properties": {
    cmd: { "type": "string", "minLength": 1, "x-never-secret": true, "description": "Text for the shell, as it is." },
    executable: { type: "string", pattern: "^[^-\\s]\\S*$", description: "The shell, a path or a name that PATH leads to; it is run with -c and the text. Left out: /bin/sh." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Text for a shell, and nothing around it. */
export const raw = defineAction<Params>({
  name: "raw",
  summary: "Run text in a shell, for hosts without Python.",
  description: "No module here needs Python, so that it does what shell does, without chdir, creates and the rest. A check run says that it would run, where Ansible skips it.",
  params,
  examples: [{ title: "A first step on a bare host", yaml: "raw: apt-get install -y python3" }],
  returns: { rc: commandReturns.rc, stdout: commandReturns.stdout, stderr: commandReturns.stderr, stdout_lines: commandReturns.stdout_lines, stderr_lines: commandReturns.stderr_lines },
  resource: ({ cmd }) => `raw:${cmd}`,
  steps: ({ cmd, executable = "/bin/sh" }) => [{ kind: "run", own: true, command: { argv: [executable, "-c", cmd] } }],
  result([output], { cmd }) {
    if (output === undefined) throw new Error("raw has one output");
    const { code, stdout, stderr } = output;
    const values = { rc: code, stdout, stderr, stdout_lines: linesOf(stdout), stderr_lines: linesOf(stderr) };
    return code === 0 ? { changed: true, values } : { changed: true, values, problem: { reason: "command-failed", command: cmd, code, stdout, stderr } };
  },
});
