import { posix } from "node:path";
import type { Problem } from "#engine/core/problem.js";
import type { Step } from "#engine/core/step.js";
import { missing, refuse, type Control, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { DirectoryState, PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { isGzip, isZip, tarCommand, tarDifferences, tarFailure, type Archive, type TarOptions } from "./lib/tar.js";
import { NO_UNZIP, zipExtract, zipLook, zipSeen } from "./lib/zip.js";

const words = { "type": "array", "items": { type: "string" }, "x-list": true, "default": [] } as const;

const params = {
  "type": "object", "required": ["src", "dest"], "additionalProperties": false,
  "x-exclusive": [["include", "exclude"], ["copy", "remote_src"]],
  "properties": {
    src: { type: "string", minLength: 1, description: "The archive: tar, plain or compressed, or zip. A file of the control machine, or with remote_src a path on the host." },
    dest: { type: "string", pattern: "^/", description: "The folder to unpack in. It has to be there." },
    remote_src: { type: "boolean", default: false, description: "The archive is on the host already." },
    copy: { type: "boolean", description: "The old way of saying it: copy: false is remote_src: true." },
    creates: { type: "string", pattern: "^/", description: "A path that unpacking makes: nothing is done when that is there already, and the archive is not read." },
    exclude: { ...words, description: "Members to leave out, as shell patterns." },
    include: { ...words, description: "Only these members." },
    extra_opts: { ...words, description: "Options for tar or unzip: --strip-components=1." },
    keep_newer: { type: "boolean", default: false, description: "Leave files alone that are newer than those of the archive." },
    list_files: { type: "boolean", default: false, description: "Register the names of the members as `files`." },
    owner: { type: "string", pattern: "^[^\\s:]+$", description: "Whose the members are to be; left out: as tar does it." },
    group: { type: "string", pattern: "^[^\\s:]+$", description: "The group of the members." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly tar: TarOptions;
}

/** What is compared: what tar says differs, and how many members have other owners. */
interface Unpacked {
  readonly different: readonly string[];
  readonly others: number;
  /** Never compared. */
  readonly members?: readonly string[];
  readonly folder?: DirectoryState;
  /** It is a zip archive. Never compared. */
  readonly zip?: boolean;
  /** Why nothing is looked at. Never compared. */
  readonly held?: string;
}

/** An archive that is unpacked somewhere. */
export const unarchive = defineModule<Params, Unpacked, Input>({
  name: "unarchive",
  summary: "Unpack a tar or zip archive.",
  description: "tar compares the archive with the folder (tar --diff): what is missing, or has another size or content, makes it unpack all of it. Modes and times are not compared. "
    + "Zip archives are looked at and unpacked by unzip, which the host needs for them. Unlike Ansible, addresses are refused: fetch with get_url. The mode of members is a matter for the module file.",
  params,
  examples: [
    { title: "A release that was fetched before", yaml: "unarchive:\n  src: /opt/app-1.2.tar.gz\n  dest: /opt/app\n  remote_src: true\n  extra_opts: [--strip-components=1]\n  creates: /opt/app/bin" },
    { title: "A zip archive", yaml: "unarchive:\n  src: /opt/app-1.2.zip\n  dest: /opt/app\n  remote_src: true\n  exclude: [\"*/docs/*\"]" },
    { title: "An archive of the role", yaml: "unarchive:\n  src: dashboards.tgz\n  dest: /srv/dashboards\n  owner: app\n  group: app" },
  ],
  returns: { dest: "The folder.", src: "As given.", handler: "TgzArchive for gzip, ZipArchive for zip, else TarArchive.", state: "directory.", owner: "The folder's user.", group: "Its group.", uid: "User number.", gid: "Group number.", mode: "Octal mode.", files: "Members, with list_files." },
  prepare,
  resource: ({ src, dest }) => `unarchive:${src} in ${dest}`,
  probe,
  desired: () => ({ different: [], others: 0 }),
  steps,
  diff: ({ before }, { dest, src }) => [{ kind: "note", title: dest, note: `${src} is unpacked: ${summary(before?.different ?? [])}` }],
  effects: ({ before }, { dest }): readonly Effect[] => [{ kind: "path", path: dest, state: { ...before?.folder ?? NEW_FOLDER, unlisted: true } }],
  skipped: (state) => state?.held,
  values: (state, { dest, src, list_files, tar }) => ({
    dest, src, handler: state?.zip === true ? "ZipArchive" : isGzip(tar.archive) ? "TgzArchive" : "TarArchive", state: "directory",
    ...(state?.folder !== undefined && { owner: state.folder.owner, group: state.folder.group, uid: state.folder.uid, gid: state.folder.gid, mode: state.folder.mode }),
    ...(list_files && { files: state?.members ?? [] }),
  }),
});

const NEW_FOLDER: DirectoryState = { kind: "directory", mode: "0755", owner: "", group: "", uid: -1, gid: -1 };

function summary(different: readonly string[]): string {
  const shown = different.slice(0, 5).join("; ");
  return different.length > 5 ? `${shown}; and ${different.length - 5} more` : shown === "" ? "owners differ" : shown;
}

async function prepare(written: Params, control: Control): Promise<Input | Refusal | Problem> {
  const given = { ...written, remote_src: written.remote_src || written.copy === false };
  if (/^\w+:\/\//.test(given.src)) return refuse("archives are not fetched from addresses", "fetch it with get_url first, and unpack it with remote_src: true");
  if (given.remote_src && !given.src.startsWith("/")) return refuse(`src: ${given.src} is no absolute path on the host`);
  const tar = { dest: given.dest, exclude: given.exclude, include: given.include, extraOpts: given.extra_opts, keepNewer: given.keep_newer };
  if (given.remote_src) return { ...given, tar: { ...tar, archive: { from: "host", path: given.src } } };
  const found = await control.source(given.src);
  if (!found.ok) return found.error;
  const archive: Archive = { from: "control", bytes: await found.value.read() };
  return { ...given, tar: { ...tar, archive } };
}

async function probe(host: Reader, input: Input): Promise<Unpacked | Missing | Refusal> {
  const { src, dest, creates, remote_src } = input;
  const look = (path: string): Promise<PathState> => host.path(path, { follow: true, digest: false });
  const [folder, made, archive] = await Promise.all([look(dest), creates === undefined ? undefined : look(creates), remote_src ? look(src) : undefined]);
  const there = folder.kind === "directory" ? folder : undefined;
  if (made !== undefined && made.kind !== "absent") return heldBack(input, there);
  if (archive?.kind === "absent") return missing(`Source '${src}' does not exist`, "fetch it first");
  return there === undefined ? missing(`dest '${dest}' must be an existing dir`, "make it first (file: state: directory)") : compare(host, input, there);
}

function heldBack({ creates = "" }: Input, folder: DirectoryState | undefined): Unpacked {
  return { different: [], others: 0, held: `skipped, since ${creates} exists`, ...(folder && { folder }) };
}

async function compare(host: Reader, input: Input, folder: DirectoryState): Promise<Unpacked | Missing | Refusal> {
  const { dest, owner, group, list_files, tar } = input;
  const owned = (owner ?? group) !== undefined;
  const seen = await isZipArchive(host, tar.archive) ? await lookAtZip(host, input) : await lookAtTar(host, input, list_files || owned);
  if (!("different" in seen)) return seen;
  const others = owned ? await othersAmong(host, seen.members ?? [], { dest, owner, group }) : 0;
  return { ...seen, others, folder };
}

type Seen = Pick<Unpacked, "different" | "members" | "zip">;

async function lookAtTar(host: Reader, { src, tar }: Input, listed: boolean): Promise<Seen | Refusal> {
  const compared = await host.ask(tarCommand("--diff", tar));
  const failure = tarFailure(compared);
  if (failure !== undefined) return unreadable(host, src, failure);
  return { different: tarDifferences(compared), ...(listed && { members: await membersOf(host, tar) }) };
}

async function lookAtZip(host: Reader, { src, tar, keep_newer }: Input): Promise<Seen | Missing | Refusal> {
  if (keep_newer) return refuse("keep_newer is not done for zip archives", "leave it out, or use command: unzip -u");
  if (tar.extraOpts.some((word) => /^-\w*j/.test(word))) return refuse("with -j nobody could tell whether the archive is unpacked already", "use command: unzip -j with creates");
  const seen = zipSeen(await host.ask(zipLook(tar)));
  if (!("failure" in seen)) return { ...seen, zip: true };
  return seen.failure === NO_UNZIP ? missing(NO_UNZIP, "install the package unzip") : { ...unreadable(host, src, seen.failure), zip: true };
}

function unreadable(host: Reader, src: string, failure: string): Seen | Refusal {
  return host.predicting ? { different: [`nobody knows yet what ${src} holds`] } : refuse(`Failed to find handler for "${src}": ${failure}`, "is it a tar or zip archive?");
}

/** The name tells, where it has one of the usual endings; else the first bytes do. */
async function isZipArchive(host: Reader, archive: Archive): Promise<boolean> {
  if (archive.from === "control") return isZip(archive.bytes);
  if (/\.(?:zip|jar|war|whl)$/.test(archive.path)) return true;
  if (/\.(?:tar|t[gbxz]z2?|tzst|tar\.\w+)$/.test(archive.path)) return false;
  const { stdout } = await host.ask(["head", "-c", "2", "--", archive.path]);
  return stdout === "PK";
}

/** As they are called in the archive; names that options of tar change are called otherwise below `dest`. */
async function membersOf(host: Reader, tar: TarOptions): Promise<readonly string[]> {
  const { stdout } = await host.ask(tarCommand("--list", { ...tar, extraOpts: [...tar.extraOpts, "--show-transformed-names", "--quoting-style=literal"] }));
  return stdout.split("\n").filter((name) => name !== "" && name !== "/");
}

const OTHERS = `# owners of members
cd -- "$1" || exit
xargs -r -d '\\n' stat -c '%U:%u:%G:%g' -- 2>/dev/null
exit 0`;

async function othersAmong(host: Reader, members: readonly string[], { dest, owner, group }: { readonly dest: string; readonly owner: string | undefined; readonly group: string | undefined }): Promise<number> {
  const { stdout } = await host.ask({ script: OTHERS, args: [dest], stdin: relative(members) });
  return stdout.split("\n").filter((line) => line !== "").filter((line) => {
    const [user = "", uid = "", team = "", gid = ""] = line.split(":");
    return (owner !== undefined && owner !== user && owner !== uid) || (group !== undefined && group !== team && group !== gid);
  }).length;
}

function relative(members: readonly string[]): string {
  return members.map((name) => `./${posix.normalize(`/${name}`).slice(1)}\n`).join("");
}

const OWN = `# own members
cd -- "$1" || exit
xargs -r -d '\\n' chown -h -- "$2"`;

function extraction(tar: TarOptions, before: Unpacked | undefined): Step {
  return { kind: "run", command: before?.zip === true ? zipExtract(tar) : tarCommand("--extract", tar) };
}

function steps({ keys, before }: Difference<Unpacked>, { dest, owner, group, tar }: Input): readonly Step[] {
  const extract: readonly Step[] = before === undefined || keys.includes("different") ? [extraction(tar, before)] : [];
  if ((owner ?? group) === undefined) return extract;
  const word = `${owner ?? ""}${group === undefined ? "" : `:${group}`}`;
  return [...extract, { kind: "run", command: { script: OWN, args: [dest, word], stdin: relative(before?.members ?? []) } }];
}
