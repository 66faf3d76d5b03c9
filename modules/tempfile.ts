import { defineAction } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";

const params = {
  type: "object", additionalProperties: false,
  properties: {
    state: { type: "string", enum: ["file", "directory"], default: "file", description: "What to make." },
    path: { type: "string", pattern: "^/", description: "The folder for it; left out: that of the user's TMPDIR, else /tmp." },
    prefix: { type: "string", pattern: "^[^/]*$", default: "ansible.", description: "What its name begins with." },
    suffix: { type: "string", pattern: "^[^/]*$", default: "", description: "What its name ends with." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** mktemp(1): a template without a folder is taken from there. */
const MAKE = `# make a temporary
folder=$1 prefix=$2 suffix=$3 kind=$4
made=$(mktemp $kind -- "\${folder:-\${TMPDIR:-/tmp}}/\${prefix}XXXXXXXX$suffix") || exit
stat -c '%U %G %u %g %a %s' -- "$made" && printf %s "$made"`;

/** A file or folder with a name that nothing else has. */
export const tempfile = defineAction<Params>({
  name: "tempfile",
  summary: "Make a temporary file or directory.",
  description: "It is made anew each time, and stays until something removes it: use the module file with state: absent. A check run makes none, and its path is unknown.",
  params,
  examples: [{ title: "A folder to work in", yaml: "tempfile:\n  state: directory\n  suffix: .build\nregister: work" }],
  returns: { path: "What was made.", state: "file or directory.", owner: "User name.", group: "Group name.", uid: "User number.", gid: "Group number.", mode: "Octal mode.", size: "Bytes." },
  resource: ({ state, path = "" }) => `tempfile:${state}${path === "" ? "" : ` in ${path}`}`,
  steps: ({ state, path = "", prefix, suffix }) => [{ kind: "run", command: { script: MAKE, args: [path, prefix, suffix, state === "directory" ? "-d" : "-q"] } }],
  result([output], { state }) {
    if (output === undefined) throw new Error("mktemp has one output");
    const { code, stdout, stderr } = output;
    if (code !== 0) return { changed: false, values: {}, problem: { reason: "command-failed", command: "mktemp", code, stdout, stderr } };
    const end = stdout.indexOf("\n");
    const [owner = "", group = "", uid = "", gid = "", mode = "", size = ""] = stdout.slice(0, end).split(" ");
    return { changed: true, values: { path: stdout.slice(end + 1), state, owner, group, uid: Number(uid), gid: Number(gid), mode: mode.padStart(4, "0"), size: Number(size) } };
  },
});
