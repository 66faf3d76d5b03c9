import { defineAction } from "#engine/module/define.js";
import type { Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { commandEffects, commandGuard, commandInput, commandParams, commandResult, commandReturns, commandSteps, type CommandInput } from "./lib/command-input.js";

const params = {
  "type": "object", "additionalProperties": false, "x-free-form": "cmd", "required": ["cmd"],
  "properties": {
    cmd: { "type": "string", "minLength": 1, "x-never-secret": true, "description": "Text for the shell." },
    executable: { type: "string", pattern: "^[^-\\s]\\S*$", default: "/bin/sh", description: "The shell, a path or a name that PATH leads to; it is run with -c and the text." },
    ...commandParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Runs a line of shell. */
export const shell = defineAction<Params, CommandInput>({
  name: "shell",
  summary: "Run text in a shell.",
  description: [
    "It counts as changed each time it runs, unless `creates`, `removes`, `reads` or `changed_when` say otherwise. A check run says that it would run, and does run it with `reads: true`.",
    "/bin/sh does not stop where a part of a pipe fails: use `executable: /bin/bash` and `set -o pipefail` for that. Put values into the text with the filter quote.",
  ].join("\n"),
  params,
  examples: [
    { title: "A pipe", yaml: "shell: |\n  set -o pipefail\n  zcat /srv/dump.gz | psql app\nargs:\n  executable: /bin/bash\n  creates: /srv/loaded" },
    { title: "A value of the playbook", yaml: "shell: ls {{ folder | quote }} | wc -l\nargs:\n  reads: true" },
  ],
  returns: commandReturns,
  prepare: (given): Promise<CommandInput | Refusal> => Promise.resolve(commandInput([given.executable, "-c", given.cmd], given.cmd, given)),
  resource: ({ cmd }) => `shell:${typeof cmd === "string" ? cmd : ""}`,
  guard: commandGuard,
  unneeded: ({ cmd }) => ({ cmd }),
  reads: ({ reads }) => reads,
  changes: ({ reads }) => !reads,
  steps: commandSteps,
  result: commandResult,
  effects: commandEffects,
});
