import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import { refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { mountAt, withEntry, withoutEntry, type FstabEntry, type MountedHere } from "./lib/fstab.js";
import { mountByTable, mountByWords, removePlace } from "./lib/mount-steps.js";
import { plainFileEffects, readPlainFile } from "./lib/plain-file.js";

const FSTAB = "/etc/fstab";

const params = {
  type: "object", required: ["path", "state"], additionalProperties: false,
  properties: {
    path: { "type": "string", "pattern": "^(/|none$|swap$)", "x-aliases": ["name"], "description": "Where it is mounted; none for swap." },
    state: {
      type: "string", enum: ["mounted", "present", "unmounted", "absent", "absent_from_fstab", "remounted", "ephemeral"],
      description: "mounted: in fstab and mounted; present: in fstab; unmounted: not mounted, fstab is left alone; absent: neither, and the empty folder goes too (nothing is done where fstab does not have it); "
        + "absent_from_fstab: not in fstab; remounted: mounted anew each time; ephemeral: mounted, fstab is left alone, and mounted anew each time.",
    },
    src: { type: "string", description: "The device, NFS share or the like, as in fstab." },
    fstype: { type: "string", description: "The kind of file system." },
    opts: { type: "string", minLength: 1, description: "Options, with commas between them. Left out: defaults." },
    dump: { type: "string", default: "0", description: "The fifth field of fstab." },
    passno: { type: "string", default: "0", description: "The sixth field of fstab." },
    boot: { type: "boolean", default: true, description: "false adds noauto to `opts`, where these are given and have no defaults among them." },
    fstab: { type: "string", pattern: "^/", default: FSTAB, description: "Another file than /etc/fstab." },
    backup: { type: "boolean", default: false, description: "Keep the old fstab beside the new one, as fstab.DATE~." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly options: string;
  /** undefined: the state does not need one. */
  readonly entry: FstabEntry | undefined;
}

/** The table, and what is at the place. */
interface Mounting {
  readonly table: string;
  readonly mounted: boolean;
  /** Whether there is something at the path. */
  readonly place: boolean;
  /** Mounted anew by this task. */
  readonly renewed?: boolean;
  /** What is mounted. Never compared. */
  readonly has?: MountedHere;
}

/** A file system in its place; mount(8), fstab(5). */
export const mount = defineModule<Params, Mounting, Input>({
  name: "mount",
  summary: "Mount a file system, and keep it in fstab.",
  description: "What a new line of fstab says is tried before it is written: where it cannot be mounted fstab stays as it was, and folders that were made for it are removed. absent unmounts before it touches fstab. "
    + "A password among `opts` can be read by every user: name a file with credentials=.",
  params,
  examples: [
    { title: "A disk, now and after the next boot", yaml: "mount:\n  path: /srv/data\n  src: UUID=b3e48f45-f933-4c8e-a700-22a159ec9077\n  fstype: ext4\n  opts: noatime\n  state: mounted" },
    { title: "A folder in another place", yaml: "mount:\n  path: /opt/shared\n  src: /mnt/nfs/shared\n  fstype: none\n  opts: bind\n  state: mounted" },
    { title: "No more", yaml: "mount:\n  path: /mnt/old\n  state: absent" },
  ],
  returns: { name: "The path.", src: "The device.", fstype: "The kind of file system.", opts: "Options.", dump: "The fifth field.", passno: "The sixth field.", fstab: "The file.", boot: "yes or no." },
  oneShot: ["renewed"],
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ path }) => `mount:${path}`,
  probe,
  desired,
  steps,
  diff,
  effects,
  values: (_state, { path, src, fstype, options, dump, passno, fstab, boot, opts = "" }) => ({
    name: path, ...(src !== undefined && { src }), ...(fstype !== undefined && { fstype }), opts: options, dump, passno, fstab, boot: boot || opts.split(",").includes("noauto") ? "yes" : "no",
  }),
});

function prepared(given: Params): Input | Refusal {
  const { state, src, fstype, path, dump, passno } = given;
  const options = optionsOf(given);
  if (state !== "mounted" && state !== "present" && state !== "ephemeral") return { ...given, options, entry: undefined };
  if (src === undefined || fstype === undefined) return refuse(`state is ${state} but all of the following are missing: ${src === undefined ? "src" : "fstype"}`, "give `src` and `fstype`");
  return { ...given, options, entry: { src, path, fstype, opts: options, dump, passno } };
}

function optionsOf({ opts = "defaults", boot }: Params): string {
  const words = opts.split(",");
  return boot || words.includes("noauto") || words.includes("defaults") ? opts : `${opts},noauto`;
}

/** Links on the way to the place are followed: so does mount(8). */
const LOOK = `# mounts
readlink -m -- "$1" && cat /proc/self/mountinfo`;

async function probe(host: Reader, { path, fstab, state }: Input): Promise<Mounting | Missing | Refusal> {
  const isPath = path.startsWith("/");
  const [file, at, looked] = await Promise.all([
    state === "ephemeral" ? { exists: false, text: "" } : readPlainFile(host, fstab),
    isPath ? host.path(path, { follow: true, digest: false }) : undefined,
    isPath ? host.ask({ script: LOOK, args: [path] }) : undefined,
  ]);
  if (!("text" in file)) return file;
  const [place = "", ...lines] = looked?.stdout.split("\n") ?? [];
  const has = mountAt(lines.join("\n"), place);
  return { table: file.text, mounted: has !== undefined, place: at !== undefined && at.kind !== "absent", ...(has && { has }) };
}

const NOTHING: Mounting = { table: "", mounted: false, place: false };

function desired(input: Input, before: Mounting = NOTHING): Partial<Mounting> | Refusal {
  return WANTED[input.state](input, before);
}

const WANTED: Readonly<Record<Params["state"], (input: Input, before: Mounting) => Partial<Mounting> | Refusal>> = {
  present: (input, { table }) => ({ table: added(input, table) }),
  mounted: (input, { table }) => ({ table: added(input, table), mounted: true, place: true }),
  unmounted: () => ({ mounted: false }),
  absent_from_fstab: ({ path, src }, { table }) => ({ table: withoutEntry(table, path, src) }),
  absent({ path, src }, before) {
    const table = withoutEntry(before.table, path, src);
    return table === before.table ? {} : { table, mounted: false, place: false };
  },
  remounted: () => ({ renewed: true }),
  ephemeral,
};

function added({ entry }: Input, table: string): string {
  return entry === undefined ? table : withEntry(table, entry);
}

function ephemeral({ path, src = "" }: Input, { mounted, has }: Mounting): Partial<Mounting> | Refusal {
  if (!mounted) return { mounted: true, place: true };
  if (has === undefined || has.source === src || has.alsoAt.includes(src)) return { renewed: true };
  return refuse(`Ephemeral mount point is already mounted with a different source than the specified one: ${path} has ${has.source}`, "unmount it first (state: unmounted), or use another path");
}

function steps({ before, after, keys }: Difference<Mounting>, input: Input): readonly Step[] {
  if (after === undefined) return [];
  const write: readonly Step[] = keys.includes("table") ? [tableStep(after.table, before, input)] : [];
  return [...ACTS[input.state](input, { mounted: before?.mounted === true, table: after.table }), ...write];
}

interface Now {
  /** Something is mounted there. */
  readonly mounted: boolean;
  /** The table as it will be. */
  readonly table: string;
}

/** What is done before the table is written. */
const ACTS: Readonly<Record<Params["state"], (input: Input, now: Now) => readonly Step[]>> = {
  present: () => [],
  absent_from_fstab: () => [],
  mounted: ({ path }, { table, mounted }) => [mountByTable(path, table, mounted)],
  unmounted: ({ path }) => [{ kind: "run", command: { argv: ["umount", "--", path] } }],
  absent: ({ path }, { mounted }) => (path.startsWith("/") ? [removePlace(path, mounted)] : []),
  remounted: (input) => [remount(input)],
  ephemeral: (input, { mounted }) => [mountByWords(input.path, ["-t", input.fstype ?? "", ...optionWords(input), input.src ?? ""], mounted)],
};

function tableStep(table: string, before: Mounting | undefined, { fstab, backup }: Input): Step {
  return { kind: "write", path: fstab, follow: true, content: { from: "memory", bytes: new TextEncoder().encode(table) }, ...(backup && before !== undefined && before.table !== "" && { backup }) };
}

/** With options of its own it has to succeed: mounting it otherwise would not have them. */
function remount({ path, fstab, options, opts }: Input): Step {
  const table = fstab === FSTAB ? [] : ["-T", fstab];
  return opts === undefined || opts === "defaults" ? mountByWords(path, table, true) : { kind: "run", command: { argv: ["mount", "-o", `remount,${options}`, ...table, path] } };
}

function optionWords({ options }: Input): readonly string[] {
  return options === "defaults" ? [] : ["-o", options];
}

function diff({ before, after, keys }: Difference<Mounting>, { fstab, path }: Input): readonly DiffPart[] {
  const text: readonly DiffPart[] = keys.includes("table") ? [{ kind: "text", title: fstab, before: before?.table ?? "", after: after?.table ?? "" }] : [];
  const fields = keys.filter((key) => key === "mounted" || key === "renewed");
  const shown = (state: Mounting | undefined): { readonly mounted: boolean; readonly renewed: boolean } => ({ mounted: state?.mounted ?? false, renewed: state?.renewed ?? false });
  return fields.length === 0 ? text : [...text, { kind: "fields", title: path, before: shown(before), after: shown(after), keys: fields }];
}

/** Nobody knows what is in a place where something else will be mounted. */
function effects({ after, keys }: Difference<Mounting>, { fstab, path }: Input): readonly Effect[] {
  if (after === undefined) return [];
  const table = keys.includes("table") ? plainFileEffects(fstab, after.table) : [];
  if (!path.startsWith("/") || !keys.some((key) => key === "mounted" || key === "place")) return table;
  const state = after.place ? { kind: "directory", mode: "0755", owner: "root", group: "root", uid: 0, gid: 0, unlisted: true } as const : { kind: "absent", parent: true } as const;
  return [...table, { kind: "path", path, state }];
}
