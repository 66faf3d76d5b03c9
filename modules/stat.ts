import { basename, dirname, resolve } from "node:path/posix";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { ActionResult } from "#engine/module/contract.js";
import { defineQuery } from "#engine/module/define.js";
import type { PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { CHECKSUMS, checksums } from "./lib/checksum.js";
import { entryValues, picturedEntry } from "./lib/find-entry.js";
import { statDetails, type StatDetails } from "./lib/stat-details.js";

const params = {
  type: "object", required: ["path"], additionalProperties: false,
  properties: {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "name"], "description": "The path to look at." },
    follow: { type: "boolean", default: false, description: "Look at what a link leads to." },
    get_checksum: { type: "boolean", default: true, description: "Read the file for `checksum`." },
    checksum_algorithm: { "type": "string", "enum": CHECKSUMS, "default": "sha1", "x-aliases": ["checksum", "checksum_algo"], "description": "The digest for `checksum`." },
    get_mime: { "type": "boolean", "default": true, "x-aliases": ["mime", "mime_type", "mime-type"], "description": "Ask file(1) for mimetype and charset; \"unknown\" where it is not installed." },
    get_attributes: { "type": "boolean", "default": true, "x-aliases": ["attr", "attributes"], "description": "Ask lsattr(1) for attributes, attr_flags and version." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A path with something at it. */
type There = Exclude<PathState, { readonly kind: "absent" }>;

/** What is at a path. */
export const stat = defineQuery<Params>({
  name: "stat",
  summary: "Look at a path.",
  description: "In a check run it sees what earlier tasks would have made; what nobody can know of that yet is unknown.",
  params,
  examples: [{ title: "Do something only once", yaml: "stat:\n  path: /opt/app/current\nregister: current" }],
  returns: {
    stat: "exists; and where it does: path, mode, isreg, isdir, islnk, uid, gid, pw_name, gr_name, size, mtime, nlink, checksum, the permissions (rusr, wgrp ...), lnk_source and lnk_target of a link, and the rest of what Ansible's stat registers.",
  },
  ahead: true,
  answer,
});

async function answer(host: Reader, given: Params): Promise<ActionResult> {
  const { path, follow } = given;
  const [found, details] = await Promise.all([host.path(path, { follow, digest: host.predicting }), statDetails(host, given)]);
  const stat = found.kind === "absent" ? { exists: false } : await statOf(host, given, { found, details });
  return { changed: false, values: { stat } };
}

async function statOf(host: Reader, given: Params, { found, details }: { readonly found: There; readonly details: StatDetails | undefined }): Promise<ValueMap> {
  const { path } = given;
  if (details !== undefined && !host.predicting) return { exists: true, ...known(path, details) };
  const unknown = new Unknown(`what ${basename(path)} will be`);
  if (found.kind === "other" && found.unsure === true) return { exists: true, path, ...Object.fromEntries(UNSURE.map((key) => [key, unknown])) };
  const old = details !== undefined && untouched(found, details) ? known(path, details) : {};
  const sums = given.get_checksum && found.kind === "file" ? { checksum: (await checksums(host, [path], given.checksum_algorithm)).get(path) ?? unknown } : {};
  return { exists: true, ...unknowns(given, unknown), ...linked(path, found), ...old, ...pictured(path, found, old), ...sums };
}

/** What nobody knows of a path of which nobody knows what it will be. */
const UNSURE = ["mode", "size", "uid", "gid", "pw_name", "gr_name", "isreg", "isdir", "islnk"];

/** As the host has it. */
function known(path: string, { entry, plain, source, target, checksum, mime, attributes }: StatDetails): ValueMap {
  const link = entry.kind === "link" ? { lnk_source: source, lnk_target: target } : {};
  return { ...entryValues(entry), path, ...plain, ...link, ...(checksum !== undefined && { checksum }), ...mime, ...attributes };
}

/** No task would change more of it than its mode and owners. */
function untouched(found: There, { entry, target }: StatDetails): boolean {
  if (found.kind !== entry.kind) return false;
  if (found.kind === "link") return found.target === target;
  return "mtime" in found && found.mtime === Math.floor(entry.mtime ?? -1);
}

function unknowns({ get_mime: mime, get_attributes: attributes }: Params, unknown: Unknown): ValueMap {
  const names = ["blocks", "block_size", "device_type", "readable", "writeable", "executable", ...(mime ? ["mimetype", "charset"] : []), ...(attributes ? ["version", "attributes", "attr_flags"] : [])];
  return Object.fromEntries(names.map((name) => [name, unknown]));
}

function linked(path: string, found: There): ValueMap {
  return found.kind === "link" ? { lnk_target: found.target, lnk_source: resolve(dirname(path), found.target) } : {};
}

/** What the picture has; times and numbers of the inode stay as the host has them where it is the same. */
function pictured(path: string, found: There, old: ValueMap): ValueMap {
  const values: readonly (readonly [string, Value])[] = Object.entries(entryValues(picturedEntry(path, dirname(path), found)));
  return Object.fromEntries(values.map(([key, value]) => [key, value instanceof Unknown && Object.hasOwn(old, key) ? old[key] ?? value : value]));
}
