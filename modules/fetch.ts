import { basename, join, normalize } from "node:path/posix";
import { refuse, missing, type Control, type LocalFile, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { defined } from "./lib/defined.js";

const params = {
  type: "object", required: ["src", "dest"], additionalProperties: false,
  properties: {
    src: { type: "string", pattern: "^/", description: "The file on the host; no folder." },
    dest: { type: "string", minLength: 1, description: "The folder on the control machine below which it is kept as HOST/SRC. With `flat` the file itself, or with a slash at its end a folder for it. Relative to the playbook's folder." },
    flat: { type: "boolean", default: false, description: "Put the file at `dest` itself. Hosts that fetch to the same path overwrite each other's file." },
    fail_on_missing: { type: "boolean", default: true, description: "false: a host without the file is fine." },
    validate_checksum: { type: "boolean", default: true, description: "What arrives must be what was looked at; false for files that grow meanwhile." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly place: string;
  readonly look: () => Promise<LocalFile>;
}

/** The file on the control machine. */
interface Fetched {
  readonly sha256: string | undefined;
  readonly size?: number;
  /** The host's file. Never compared. */
  readonly source?: { readonly sha256: string; readonly size: number };
  /** Why nothing is fetched. Never compared. */
  readonly held?: string;
}

/** A file of the host on the control machine. */
export const fetch = defineModule<Params, Fetched, Input>({
  name: "fetch",
  summary: "Bring a file of the host to the control machine.",
  description: "Both files are compared by SHA-256, which `checksum` in the result is, too. Unlike Ansible, a check run says what would be fetched. What is fetched is in plain text on the control machine: see to who may read the folder.",
  params,
  examples: [
    { title: "To backups/HOST/etc/app.conf beside the playbook", yaml: "fetch:\n  src: /etc/app.conf\n  dest: backups" },
    { title: "To one file", yaml: "fetch:\n  src: /etc/ssl/certs/app.crt\n  dest: \"certificates/{{ inventory_hostname }}.crt\"\n  flat: true" },
    { title: "Where there is one", yaml: "fetch:\n  src: /var/log/app.log\n  dest: logs/\n  fail_on_missing: false\n  validate_checksum: false" },
  ],
  returns: { dest: "The file on the control machine.", file: "The file on the host.", checksum: "SHA-256 of the content, hex.", remote_checksum: "The same, of the host's file.", msg: "Why nothing was fetched." },
  throughPicture: true,
  oneShot: ["sha256"],
  prepare: (given, control) => Promise.resolve(prepared(given, control)),
  resource: ({ place }) => `fetch:${place}`,
  probe,
  desired: (_input, before) => (before?.held === undefined ? { sha256: before?.source?.sha256 } : {}),
  steps: ({ before }, { src: path, place: to, validate_checksum }) => [{ kind: "fetch", path, to, ...defined({ sha256: validate_checksum ? before?.source?.sha256 : undefined }) }],
  diff: ({ before }, { src, place }) => [{ kind: "note", title: place, note: `fetched from ${src}: ${before?.size ?? 0} -> ${before?.source?.size ?? "?"} bytes` }],
  values: (state, { src, place }) => (state?.held === undefined
    ? { dest: place, file: src, ...defined({ checksum: state?.sha256, remote_checksum: state?.sha256 }) }
    : { file: src, msg: state.held }),
});

function prepared(given: Params, control: Control): Input | Refusal {
  const { src, dest, flat } = given;
  const folder = control.localPath(dest);
  const place = flat ? (dest.endsWith("/") ? join(folder, basename(src)) : folder) : normalize(`${folder}/${control.inventoryHostname}/${src}`);
  if (!flat && !place.startsWith(`${folder}/`)) return refuse(`Detected directory traversal, expected to be contained in '${folder}' but got '${place}'`);
  return { ...given, place, look: () => control.localFile(place) };
}

async function probe(host: Reader, { src, fail_on_missing, place, look }: Input): Promise<Fetched | Missing | Refusal> {
  const [found, here] = await Promise.all([host.path(src, { follow: true }), look()]);
  if (here.kind === "directory") return refuse(`dest is an existing directory: ${place}`, "use a trailing slash if you want to fetch src into that directory");
  if (here.kind === "other") return refuse(`${place} on the control machine is no regular file`);
  const local = here.kind === "file" ? { sha256: here.sha256, size: here.size } : { sha256: undefined };
  const held = fail_on_missing ? undefined : HELD[found.kind];
  if (held !== undefined) return { ...local, held };
  const source = sourceOf(host, src, found);
  return "sha256" in source ? { ...local, source } : source;
}

/** In Ansible's words. */
const HELD: Readonly<Partial<Record<PathState["kind"], string>>> = {
  absent: "the remote file does not exist, not transferring, ignored", directory: "remote file is a directory, fetch cannot work on directories, not transferring, ignored",
};

function sourceOf(host: Reader, src: string, found: PathState): NonNullable<Fetched["source"]> | Missing | Refusal {
  if (found.kind === "absent") return missing(`the remote file does not exist: ${src}`, "fail_on_missing: false passes it over");
  if (found.kind === "directory") return refuse("remote file is a directory, fetch cannot work on directories", "pack it first, and fetch the archive");
  if (found.kind === "file" && found.sha256 !== undefined) return { sha256: found.sha256, size: found.size };
  host.undecided(`what ${src} will hold`);
  return host.predicting ? missing(`what ${src} will hold is not known yet`) : refuse(`${src} is no regular file`);
}
