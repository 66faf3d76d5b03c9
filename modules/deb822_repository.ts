import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import { missing, refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { slugOf, stanza } from "./lib/deb822.js";

const SOURCES = "/etc/apt/sources.list.d";
const KEYRINGS = "/etc/apt/keyrings";

const words = { "type": "array", "items": { type: "string" }, "x-list": true } as const;
const flag = { type: "boolean" } as const;

const fields = {
  allow_downgrade_to_insecure: { ...flag, description: "Take a repository that was signed before and is no longer." },
  allow_insecure: { ...flag, description: "Take a repository that is not signed, with a warning of apt." },
  allow_weak: { ...flag, description: "Take signatures by weak algorithms." },
  architectures: { ...words, description: "Left out: those of the host." },
  by_hash: { ...flag, description: "Fetch lists by their digests." },
  check_date: { ...flag, description: "Whether a repository from the future is refused." },
  check_valid_until: { ...flag, description: "Whether an old repository is refused." },
  components: { ...words, description: "main, contrib ..." },
  date_max_future: { type: "integer", description: "Seconds that a repository may be from the future." },
  enabled: { ...flag, description: "false: apt passes it over." },
  inrelease_path: { type: "string", description: "Path of the InRelease file, relative to the suite." },
  languages: { ...words, description: "Languages of descriptions." },
  name: { type: "string", minLength: 1, description: "Names the repository and its files." },
  pdiffs: { ...flag, description: "Fetch changes of lists only." },
  signed_by: { type: "string", minLength: 1, description: "The key: an address that the host fetches it from, a path on the host, or the key itself (ASCII armour)." },
  suites: { ...words, description: "bookworm, or a path with a slash at its end." },
  targets: { ...words, description: "What apt fetches of it." },
  trusted: { ...flag, description: "true: no signature is needed at all." },
  types: { "type": "array", "items": { type: "string", enum: ["deb", "deb-src"] }, "x-list": true, "default": ["deb"], "description": "Packages, their sources, or both." },
  uris: { ...words, description: "Addresses of the repository." },
} as const;

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    ...fields,
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether apt takes packages from there." },
    mode: { "type": "string", "x-mode": true, "default": "0644", "description": "Mode of the file." },
    install_python_debian: { type: "boolean", default: false, description: "Taken for Ansible's sake: no Python is needed." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** The files by path, in base64; null: not there. */
interface Repository {
  readonly files: Readonly<Record<string, string | null>>;
  readonly mode: string | undefined;
  /** What the address gave. Never compared. */
  readonly key?: string;
  /** Whether the folder for keys is there. Never compared. */
  readonly folder?: boolean;
}

/** A source of packages in a file of its own; sources.list(5), DEB822-STYLE FORMAT. */
export const deb822Repository = defineModule<Params, Repository>({
  name: "deb822_repository",
  summary: "Add a source of packages to apt in the deb822 format, or remove it.",
  description: "The file is /etc/apt/sources.list.d/NAME.sources, a key that is fetched /etc/apt/keyrings/NAME.asc or .gpg. A key's address is read on each run, in check runs as well, and the host needs curl for it: "
    + "a key that the server changes is changed here. Lists are not fetched: use apt with update_cache where it changed.",
  params,
  examples: [
    { title: "PostgreSQL's own packages", yaml: "deb822_repository:\n  name: pgdg\n  uris: https://apt.postgresql.org/pub/repos/apt\n  suites: bookworm-pgdg\n  components: main\n  signed_by: https://www.postgresql.org/media/keys/ACCC4CF8.asc\nregister: pgdg" },
    { title: "With a key that is there", yaml: "deb822_repository:\n  name: example\n  types: [deb, deb-src]\n  uris: https://example.org/debian\n  suites: [stable]\n  components: [main, contrib]\n  architectures: amd64\n  signed_by: /usr/share/keyrings/example.gpg" },
    { title: "No longer", yaml: "deb822_repository:\n  name: example\n  state: absent" },
  ],
  returns: { repo: "The text of the file.", dest: "The file.", key_filename: "The file of a key that was fetched, or null." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(slugOf(given.name) === "" ? refuse(`no file can be called by this name: ${given.name}`, "take letters, digits and -") : given),
  resource: ({ name }) => `deb822_repository:${name}`,
  probe,
  desired: (given, before) => (given.state === "absent" ? { files: Object.fromEntries(pathsOf(given).map((path) => [path, null])) } : present(given, before)),
  steps,
  diff,
  effects,
  values: (state, given) => ({ repo: given.state === "absent" ? null : textOf(given, state?.key), dest: sourceOf(given), key_filename: keyFile(given, state?.key) ?? null }),
});

function sourceOf({ name }: Params): string {
  return `${SOURCES}/${slugOf(name)}.sources`;
}

function pathsOf(given: Params): readonly string[] {
  return [sourceOf(given), ...["asc", "gpg"].map((ending) => `${KEYRINGS}/${slugOf(given.name)}.${ending}`)];
}

function isAddress({ signed_by = "" }: Params): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(signed_by);
}

/** Where a fetched key is kept; before it was fetched it is taken for a text. */
function keyFile(given: Params, key: string | undefined): string | undefined {
  if (!isAddress(given) || given.state === "absent") return undefined;
  const isText = key === undefined || Buffer.from(key, "base64").toString("latin1").includes("-----BEGIN PGP PUBLIC KEY BLOCK-----");
  return `${KEYRINGS}/${slugOf(given.name)}.${isText ? "asc" : "gpg"}`;
}

const FETCH = `# key of a repository
{ curl -fsSL --max-time 60 -- "$1" || echo "FAILED $?" >&2; } | base64 -w 0`;

async function probe(host: Reader, given: Params): Promise<Repository | Missing | Refusal> {
  const [found, folder, key] = await Promise.all([
    Promise.all(pathsOf(given).map((path) => fileAt(host, path))), host.path(KEYRINGS, { follow: true }), isAddress(given) && given.state === "present" ? fetchKey(host, given.signed_by ?? "") : undefined,
  ]);
  if (typeof key === "object") return key;
  return { files: Object.fromEntries(found.map(({ path, content }) => [path, content])), mode: found[0]?.mode, folder: folder.kind === "directory", ...(key !== undefined && { key }) };
}

/** In base64. */
async function fetchKey(host: Reader, address: string): Promise<string | Missing | Refusal> {
  const { stdout, stderr } = await host.ask({ script: FETCH, args: [address], costly: true });
  const failure = /^FAILED (\d+)$/m.exec(stderr)?.[1];
  if (failure === "127") return missing("curl is not installed", "install the package curl, or give the key itself");
  const key = stdout.trim();
  return failure === undefined && key !== "" ? key : refuse(`the key cannot be fetched from ${address}: ${stderr.split("\n")[0] ?? ""}`, "look at the address, and at the host's network");
}

async function fileAt(host: Reader, path: string): Promise<{ readonly path: string; readonly content: string | null; readonly mode: string | undefined }> {
  const found = await host.path(path, { follow: true, digest: false });
  if (found.kind !== "file") return { path, content: null, mode: undefined };
  return { path, mode: found.mode, content: Buffer.from(await host.content(path) ?? new Uint8Array()).toString("base64") };
}

function present(given: Params, before: Repository | undefined): Partial<Repository> {
  const key = keyFile(given, before?.key);
  const files = { ...before?.files, [sourceOf(given)]: Buffer.from(textOf(given, before?.key)).toString("base64"), ...(key !== undefined && before?.key !== undefined && { [key]: before.key }) };
  return { files, mode: given.mode };
}

function textOf(given: Params, key: string | undefined): string {
  const written = Object.fromEntries((Object.keys(fields) as (keyof typeof fields)[]).map((name) => [name, given[name]]));
  return stanza({ ...written, signed_by: keyFile(given, key) ?? given.signed_by });
}

type FileChange = readonly [path: string, before: string | null, after: string | null];

function changes({ before, after }: Difference<Repository>): readonly FileChange[] {
  const [old, made] = [before?.files ?? {}, after?.files ?? {}];
  return Object.keys(made).map((path): FileChange => [path, old[path] ?? null, made[path] ?? null]).filter(([, one, other]) => one !== other);
}

function steps(difference: Difference<Repository>, given: Params): readonly Step[] {
  const all = changes(difference);
  const needsFolder = difference.before?.folder !== true && all.some(([path, , after]) => path.startsWith(KEYRINGS) && after !== null);
  const folder: readonly Step[] = needsFolder ? [{ kind: "run", command: { argv: ["install", "-d", "-m", "0755", KEYRINGS] } }] : [];
  const mode: readonly Step[] = difference.keys.includes("mode") && !all.some(([path]) => path === sourceOf(given)) ? [{ kind: "run", command: { argv: ["chmod", "--", given.mode, sourceOf(given)] } }] : [];
  // Keys come first: a source whose key is not there yet would break apt.
  const written = [...all].reverse().map(([path, , after]): Step => (after === null
    ? { kind: "run", command: { argv: ["rm", "-f", "--", path] } }
    : { kind: "write", path, follow: true, content: { from: "memory", bytes: new Uint8Array(Buffer.from(after, "base64")) }, mode: path === sourceOf(given) ? given.mode : "0644" }));
  return [...folder, ...written, ...mode];
}

function diff(difference: Difference<Repository>, given: Params): readonly DiffPart[] {
  const decoded = (content: string | null): string => Buffer.from(content ?? "", "base64").toString();
  const files = changes(difference).map(([title, before, after]): DiffPart => (title.endsWith(".gpg")
    ? { kind: "note", title, note: after === null ? "removed" : "the key" }
    : { kind: "text", title, before: decoded(before), after: decoded(after) }));
  const { before, after } = difference;
  return files.length > 0 ? files : [{ kind: "fields", title: sourceOf(given), before: { mode: before?.mode }, after: { mode: after?.mode }, keys: ["mode"] }];
}

function effects(difference: Difference<Repository>, given: Params): readonly Effect[] {
  return changes(difference).map(([path, , after]): Effect => {
    if (after === null) return { kind: "path", path, state: { kind: "absent", parent: true } };
    const content = new Uint8Array(Buffer.from(after, "base64"));
    return { kind: "path", path, content, state: { kind: "file", mode: path === sourceOf(given) ? given.mode : "0644", owner: "root", group: "root", uid: 0, gid: 0, size: content.length, sha256: undefined, mtime: 0, links: 1 } };
  });
}
