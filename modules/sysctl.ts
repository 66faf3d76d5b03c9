import type { Step } from "#engine/core/step.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { DiffPart } from "#engine/core/change.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { editSysctl } from "./lib/sysctl-file.js";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { "type": "string", "pattern": "^[A-Za-z0-9_./*-]+$", "x-aliases": ["key"], "description": "The setting of the kernel: vm.swappiness." },
    value: { "type": "string", "x-aliases": ["val"], "description": "Its value." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether the file has the setting." },
    sysctl_file: { type: "string", pattern: "^/", default: "/etc/sysctl.conf", description: "The file; made if it is not there." },
    sysctl_set: { type: "boolean", default: false, description: "Look at the running kernel as well, and set it." },
    reload: { type: "boolean", default: true, description: "Have the kernel take the file's settings when the file changes (sysctl -p)." },
    ignoreerrors: { type: "boolean", default: false, description: "Pass over settings that the kernel does not know." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A file of settings, and what the kernel has; undefined: nobody asked. */
interface Settings {
  readonly text: string;
  readonly live?: string;
}

/** A setting of the kernel; sysctl(8), sysctl.conf(5). */
export const sysctl = defineModule<Params, Settings>({
  name: "sysctl",
  summary: "Keep a setting of the kernel in sysctl.conf, and set it.",
  description: "The last line of a setting counts, and earlier ones go. The kernel is only asked with sysctl_set; without it a file that is right is enough.",
  params,
  examples: [{ title: "Keep memory of processes in memory", yaml: "sysctl:\n  name: vm.swappiness\n  value: \"1\"\n  sysctl_file: /etc/sysctl.d/60-app.conf\n  sysctl_set: true" }],
  returns: { name: "The setting." },
  resource: ({ sysctl_file, name, sysctl_set }) => `sysctl:${sysctl_file}${sysctl_set ? ` ${name}` : ""}`,
  throughPicture: true,
  prepare: (given) => Promise.resolve(given.state === "present" && given.value === undefined ? refuse("value cannot be None", "give `value`") : given),
  probe,
  desired: ({ name, value = "", state, sysctl_set }, before = { text: "" }) => ({
    text: editSysctl(before.text, name, state === "present" ? oneLine(value) : undefined),
    ...(sysctl_set && state === "present" && { live: oneLine(value) }),
  }),
  steps,
  diff,
  effects,
  values: (_state, { name }) => ({ name }),
});

async function probe(host: Reader, { sysctl_file: path, name, sysctl_set, state }: Params): Promise<Settings | Refusal> {
  const asks = sysctl_set && state === "present";
  const [found, live] = await Promise.all([host.path(path, { follow: true, digest: false }), asks ? host.ask(["sysctl", "-e", "-n", name]) : undefined]);
  if (found.kind !== "file" && found.kind !== "absent") return refuse(`${path} is no regular file`);
  const bytes = found.kind === "file" ? await host.content(path) : undefined;
  return { text: bytes === undefined ? "" : new TextDecoder().decode(bytes), ...(live !== undefined && { live: oneLine(live.stdout) }) };
}

/** The kernel writes tabs between several numbers. */
function oneLine(value: string): string {
  return value.trim().split(/\s+/).join(" ");
}

function steps({ after, keys }: Difference<Settings>, { sysctl_file: path, name, value = "", reload, ignoreerrors }: Params): readonly Step[] {
  const lenient = ignoreerrors ? ["-e"] : [];
  const file: readonly Step[] = keys.includes("text") ? [{ kind: "write", path, follow: true, content: { from: "memory", bytes: new TextEncoder().encode(after?.text ?? "") } }] : [];
  const live: readonly Step[] = keys.includes("live") ? [{ kind: "run", command: { argv: ["sysctl", ...lenient, "-w", `${name}=${oneLine(value)}`] } }] : [];
  return [...file, ...live, ...(reload && file.length > 0 ? [{ kind: "run", command: { argv: ["sysctl", ...lenient, "-p", path] } } as const] : [])];
}

function diff({ before, after, keys }: Difference<Settings>, { sysctl_file: title, name }: Params): readonly DiffPart[] {
  const text: readonly DiffPart[] = keys.includes("text") ? [{ kind: "text", title, before: before?.text ?? "", after: after?.text ?? "" }] : [];
  return keys.includes("live") ? [...text, { kind: "fields", title: `${name} of the kernel`, before: { value: before?.live }, after: { value: after?.live }, keys: ["value"] }] : text;
}

function effects({ after, keys }: Difference<Settings>, { sysctl_file: path }: Params): readonly Effect[] {
  if (after === undefined || !keys.includes("text")) return [];
  const content = new TextEncoder().encode(after.text);
  return [{ kind: "path", path, content, state: { kind: "file", mode: "0644", owner: "root", group: "root", uid: 0, gid: 0, size: content.length, sha256: undefined, mtime: 0, links: 1 } }];
}
