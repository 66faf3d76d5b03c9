import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import type { Step } from "#engine/core/step.js";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { type: "string", pattern: "^[^-:,\\s][^:,\\s]*$", description: "Name of the group." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether there should be such a group." },
    gid: { type: "integer", minimum: 0, description: "Its number; left out, the next free one is taken and an existing one is left alone." },
    system: { type: "boolean", default: false, description: "Take the number from the range of system groups. Only used when the group is made." },
    non_unique: { type: "boolean", default: false, description: "Allow a number that another group has." },
    local: { type: "boolean", default: false, description: "Taken for Ansible's sake: groupadd(8) always edits /etc/group." },
    force: { type: "boolean", default: false, description: "Remove the group even if it is the primary group of a user." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Group {
  /** undefined in a prediction: groupadd chooses. */
  readonly gid: number | undefined;
}

/** A group of users; groupadd(8), groupmod(8), groupdel(8). */
export const group = defineModule<Params, Group>({
  name: "group",
  summary: "Make or remove a group of users, or change its number.",
  params,
  examples: [
    { title: "A system group for an application", yaml: "group:\n  name: cchq\n  system: true" },
    { title: "A group with a fixed number", yaml: "group:\n  name: shared\n  gid: 1500" },
  ],
  returns: { name: "Name of the group.", gid: "Its number.", state: "present or absent.", system: "As given." },
  throughPicture: true,
  resource: ({ name }) => `group:${name}`,
  probe,
  desired: ({ state, gid }, before) => (state === "absent" ? undefined : { gid: gid ?? before?.gid }),
  steps,
  effects({ after }, { name }): readonly Effect[] {
    return [{ kind: "group", name, entry: after === undefined ? undefined : { name, gid: after.gid ?? -1, members: [] } }];
  },
  values: (state, { name, system }) => ({ name, state: state === undefined ? "absent" : "present", system, ...(state?.gid !== undefined && { gid: state.gid }) }),
});

async function probe(host: Reader, { name, gid, state, non_unique }: Params): Promise<Group | undefined | Refusal> {
  const entry = await host.group(name);
  if (state === "present" && gid !== undefined && entry?.gid !== gid && !non_unique) {
    const holder = await host.group(String(gid));
    if (holder !== undefined) return refuse(`number ${gid} belongs to the group ${holder.name} already`, "choose another gid, or set non_unique: true");
  }
  return entry === undefined ? undefined : { gid: entry.gid < 0 ? undefined : entry.gid };
}

function steps({ before, after }: Difference<Group>, { name, gid, system, non_unique, force }: Params): readonly Step[] {
  const number = gid === undefined ? [] : ["-g", String(gid), ...(non_unique ? ["-o"] : [])];
  if (after === undefined) return [run(["groupdel", ...(force ? ["-f"] : []), "--", name])];
  if (before === undefined) return [run(["groupadd", ...(system ? ["-r"] : []), ...number, "--", name])];
  return [run(["groupmod", ...number, "--", name])];
}

function run(argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}
