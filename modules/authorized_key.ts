import { posix } from "node:path";
import { defineModule } from "#engine/module/define.js";
import { missing, refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import type { DiffPart } from "#engine/core/change.js";
import type { Effect } from "#engine/module/effect.js";
import type { PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import type { Step } from "#engine/core/step.js";
import { editKeys } from "./lib/authorized-keys.js";
import { when } from "./lib/given.js";
import { parseKeyLine, type SshKey } from "./lib/ssh-key-line.js";

const params = {
  type: "object", required: ["user", "key"], additionalProperties: false,
  properties: {
    user: { type: "string", minLength: 1, description: "Whose keys." },
    key: { type: "string", description: "One or more public keys, a line each; empty, with exclusive, for none at all." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether these keys let somebody in." },
    exclusive: { type: "boolean", default: false, description: "Remove all other keys. Give all keys in one task, not in a loop: each round would remove those of the round before." },
    key_options: { type: "string", description: "Options for each of these keys, such as no-pty; left out, those that stand before the key." },
    comment: { type: "string", pattern: "^[^\\n]*$", description: "Comment for each of these keys; left out, the key's own, else the one in the file." },
    path: { type: "string", pattern: "^/", description: "Another file than ~/.ssh/authorized_keys." },
    manage_dir: { type: "boolean", default: true, description: "Make the folder of the file, and keep it private to the user." },
    follow: { type: "boolean", default: false, description: "Where the file is a symbolic link, write where it leads." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly keys: readonly SshKey[];
}

/** The file, its folder, and who they belong to. */
interface KeyFile {
  readonly path: string;
  readonly owner: string;
  readonly group: string;
  readonly content: string;
  readonly exists: boolean;
  /** Only the user may change the file: sshd would not look at it otherwise (StrictModes). */
  readonly safe: boolean;
  readonly folder: "missing" | "open" | "private";
}

/** Public keys that let somebody in as a user; sshd(8), AUTHORIZED_KEYS FILE FORMAT. */
export const authorizedKey = defineModule<Params, KeyFile, Input>({
  name: "authorized_key",
  summary: "Let a public SSH key in as a user, or keep it out.",
  description: "A key is known by its base64 part: a changed comment or changed options rewrite its line and nothing else; other keys, comments and their order stay.",
  params,
  examples: [
    { title: "Let a key in", yaml: "authorized_key:\n  user: deploy\n  key: \"{{ lookup('file', 'deploy.pub') }}\"" },
    { title: "These keys and no others", yaml: "authorized_key:\n  user: root\n  key: \"{{ admin_keys | join('\\n') }}\"\n  exclusive: true" },
    { title: "A key for one job only", yaml: "authorized_key:\n  user: backup\n  key: \"{{ backup_key }}\"\n  key_options: 'command=\"/usr/local/bin/backup\",no-pty'" },
  ],
  returns: { user: "Whose keys.", keyfile: "The file.", exclusive: "As given." },
  throughPicture: true,
  prepare: (written) => Promise.resolve(prepared(written)),
  resource: ({ user, path }) => `authorized_key:${user}${path === undefined ? "" : `:${path}`}`,
  probe,
  desired,
  steps,
  diff,
  effects,
  values: (state, { user, exclusive }) => ({ user, exclusive, ...(state !== undefined && { keyfile: state.path }) }),
});

function prepared(given: Params): Input | Refusal {
  const lines = given.key.split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.some((line) => /^https?:\/\//.test(line))) return refuse("key is an address, not a key", "fetch the keys first, with uri or get_url: what a web site serves must not let anybody in unseen");
  const keys = lines.map(parseKeyLine);
  const bad = keys.indexOf(undefined);
  if (bad >= 0) return refuse(`this is no public key: ${shortened(lines[bad] ?? "")}`, "a line reads: ssh-ed25519 AAAA... comment");
  if (keys.length === 0 && !(given.exclusive && given.state === "present")) return refuse("key holds no key", "to remove all keys set exclusive: true");
  return { ...given, keys: keys.filter((key) => key !== undefined) };
}

function shortened(line: string): string {
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

async function probe(host: Reader, { user, path }: Input): Promise<KeyFile | Missing> {
  const entry = await host.user(user);
  if (entry === undefined) return missing(`there is no user ${user}`, "make the user first, with the user module");
  const file = path ?? posix.join(entry.home, ".ssh/authorized_keys");
  const [at, folder, bytes] = await Promise.all([host.path(file, { follow: true, digest: false }), host.path(posix.dirname(file), { follow: true }), host.content(file)]);
  return {
    path: file, owner: user, group: entry.group, content: bytes === undefined ? "" : new TextDecoder().decode(bytes),
    exists: at.kind === "file", safe: at.kind !== "file" || isSafe(at, user), folder: folderState(folder, user),
  };
}

function isSafe({ owner, mode }: Extract<PathState, { kind: "file" | "directory" }>, user: string): boolean {
  return [user, "root"].includes(owner) && (parseInt(mode, 8) & 0o022) === 0;
}

function folderState(folder: PathState, user: string): KeyFile["folder"] {
  if (folder.kind !== "directory") return "missing";
  return isSafe(folder, user) ? "private" : "open";
}

function desired(input: Input, before: KeyFile = unseen(input)): Partial<KeyFile> | Missing {
  const { keys, state, exclusive, manage_dir, key_options, comment } = input;
  const content = editKeys(before.content, { keys, state, exclusive, options: key_options, comment });
  if (state === "absent") return { content };
  if (before.folder === "missing" && !manage_dir) return missing(`there is no folder ${posix.dirname(before.path)}`, "make it first, or set manage_dir: true");
  const ownFolder = manage_dir && (input.path === undefined || before.folder === "missing");
  return { path: before.path, owner: before.owner, group: before.group, content, exists: true, ...(manage_dir && { safe: true }), ...(ownFolder && { folder: "private" }) };
}

/** The file of a user who could not be looked at. */
function unseen({ user, path, manage_dir }: Input): KeyFile {
  return { path: path ?? `~${user}/.ssh/authorized_keys`, owner: user, group: user, content: "", exists: false, safe: true, folder: manage_dir ? "missing" : "private" };
}

function diff({ before, after, keys }: Difference<KeyFile>): DiffPart[] {
  const title = after?.path ?? "";
  const access = keys.filter((key) => key === "folder" || key === "safe");
  const shown = (state: KeyFile | undefined): { folder: string; safe: boolean } | undefined => state && { folder: state.folder, safe: state.safe };
  return [
    ...when<DiffPart>(before?.content !== after?.content, { kind: "text", title, before: before?.content ?? "", after: after?.content ?? "" }),
    ...when<DiffPart>(before !== undefined && access.length > 0, { kind: "fields", title, before: shown(before), after: shown(after), keys: access }),
  ];
}

function steps({ after, keys }: Difference<KeyFile>, { manage_dir, follow }: Input): readonly Step[] {
  if (after === undefined) return [];
  const { path, owner, group, content } = after;
  const folder: Step = { kind: "run", command: { argv: ["install", "-d", "-m", "0700", "-o", owner, "-g", group, "--", posix.dirname(path)] } };
  const file: Step = {
    kind: "write", path, content: { from: "memory", bytes: new TextEncoder().encode(content) },
    ...(manage_dir && { mode: "0600", owner, group }), follow,
  };
  const writes = keys.some((key) => ["content", "exists", "safe"].includes(key));
  return [...(keys.includes("folder") ? [folder] : []), ...(writes ? [file] : [])];
}

function effects({ after, keys }: Difference<KeyFile>): readonly Effect[] {
  if (after === undefined) return [];
  const { path, owner, group, content } = after;
  const ids = { owner, group, uid: -1, gid: -1 };
  const bytes = new TextEncoder().encode(content);
  return [
    ...(keys.includes("folder") ? [{ kind: "path", path: posix.dirname(path), state: { kind: "directory", mode: "0700", ...ids } } as const] : []),
    { kind: "path", path, state: { kind: "file", mode: "0600", ...ids, size: bytes.length, sha256: undefined, mtime: 0, links: 1 }, content: bytes },
  ];
}
