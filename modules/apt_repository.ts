import type { DiffPart } from "#engine/core/change.js";
import type { Step } from "#engine/core/step.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { fetchLists } from "./lib/apt-commands.js";
import { sourceFileName, sourceLine, withoutSource, withSource, type SourceFiles } from "./lib/apt-sources.js";

const FOLDER = "/etc/apt/sources.list.d";

const params = {
  type: "object", required: ["repo"], additionalProperties: false,
  properties: {
    repo: { "x-url": true, type: "string", minLength: 1, description: "A line of sources.list(5): deb [signed-by=/etc/apt/keyrings/x.asc] https://example.org/debian bookworm main." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether apt takes packages from there." },
    filename: { type: "string", pattern: "^[A-Za-z0-9_.-]+$", description: "The file in /etc/apt/sources.list.d, without .list. Left out: made from the address." },
    mode: { "type": "string", "x-mode": true, "default": "0644", "description": "Mode of a new file." },
    update_cache: { "type": "boolean", "default": true, "x-aliases": ["update-cache"], "description": "Fetch the lists of packages after a change." },
    validate_certs: { type: "boolean", default: true, description: "Taken for Ansible's sake: it is for addresses of Launchpad (ppa:), which are refused." },
    install_python_apt: { type: "boolean", default: true, description: "Taken for Ansible's sake: no Python is needed." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly source: string;
  readonly file: string;
}

/** What is compared: the files as one dictionary. */
interface Sources {
  readonly files: SourceFiles;
}

/** A source of packages; sources.list(5). */
export const aptRepository = defineModule<Params, Sources, Input>({
  name: "apt_repository",
  summary: "Add a source of packages to apt, or remove it.",
  description: "A source that is there in any .list file is left where it is; one that is commented out is taken in again. Files with .sources (deb822) are not looked at. When the lists cannot be fetched, a file that was new is removed again, and the task fails.",
  params,
  examples: [
    { title: "PostgreSQL's own packages", yaml: "apt_repository:\n  repo: deb [signed-by=/etc/apt/keyrings/pgdg.asc] https://apt.postgresql.org/pub/repos/apt bookworm-pgdg main\n  filename: pgdg" },
    { title: "No longer", yaml: "apt_repository:\n  repo: deb https://example.org/debian bookworm main\n  state: absent" },
  ],
  returns: { repo: "As given.", state: "As given." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ source }) => `apt_repository:${source}`,
  probe,
  desired: ({ state, source, file }, before = { files: {} }) => ({ files: state === "present" ? withSource(before.files, source, file) : withoutSource(before.files, source) }),
  steps,
  diff,
  effects,
  values: (_state, { repo, state }) => ({ repo, state }),
});

function prepared(given: Params): Input | Refusal {
  if (given.repo.startsWith("ppa:")) return refuse("addresses of Launchpad (ppa:) are not looked up", "write the whole line: deb [signed-by=...] https://ppa.launchpadcontent.net/OWNER/NAME/ubuntu CODENAME main");
  const parsed = sourceLine(given.repo);
  if (parsed?.enabled !== true) return refuse(`Invalid repository string: ${given.repo}`, "write it as in sources.list: deb ADDRESS SUITE COMPONENT");
  return { ...given, source: parsed.source, file: `${FOLDER}/${given.filename ?? sourceFileName(parsed.source)}.list` };
}

async function probe(host: Reader): Promise<Sources> {
  const names = (await host.entries(FOLDER)).filter((name) => name.endsWith(".list"));
  const paths = ["/etc/apt/sources.list", ...names.map((name) => `${FOLDER}/${name}`)];
  const texts = await Promise.all(paths.map(async (path) => ((await host.path(path, { follow: true, digest: false })).kind === "file" ? await host.content(path) : undefined)));
  return { files: Object.fromEntries(paths.flatMap((path, at) => (texts[at] === undefined ? [] : [[path, new TextDecoder().decode(texts[at])]]))) };
}

/** The paths whose text changes, with both texts. */
function changes({ before, after }: Difference<Sources>): readonly (readonly [path: string, before: string | undefined, after: string | undefined])[] {
  const [old, made] = [before?.files ?? {}, after?.files ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(made)])].filter((path) => old[path] !== made[path]).map((path) => [path, old[path], made[path]]);
}

function steps(difference: Difference<Sources>, { mode, update_cache }: Input): readonly Step[] {
  const all = changes(difference);
  const written = all.map(([path, before, after]): Step => (after === undefined
    ? { kind: "run", command: { argv: ["rm", "-f", "--", path] } }
    : { kind: "write", path, follow: true, content: { from: "memory", bytes: new TextEncoder().encode(after) }, ...(before === undefined && { mode }) }));
  const fresh = all.filter(([, before]) => before === undefined).map(([path]) => path);
  return update_cache ? [...written, fetchLists(fresh)] : written;
}

function diff(difference: Difference<Sources>): readonly DiffPart[] {
  return changes(difference).map(([title, before = "", after = ""]) => ({ kind: "text", title, before, after }));
}

function effects(difference: Difference<Sources>, { mode }: Input): readonly Effect[] {
  return changes(difference).map(([path, , after]): Effect => {
    if (after === undefined) return { kind: "path", path, state: { kind: "absent", parent: true } };
    const content = new TextEncoder().encode(after);
    return { kind: "path", path, content, state: { kind: "file", mode, owner: "root", group: "root", uid: 0, gid: 0, size: content.length, sha256: undefined, mtime: 0, links: 1 } };
  });
}
