import { basename, dirname, resolve } from "node:path/posix";
import { Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import type { ActionResult } from "#engine/module/contract.js";
import { defineQuery } from "#engine/module/define.js";
import type { Attributes, PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";

const ignored = { type: "boolean", description: "Taken for Ansible's sake; it has no effect." } as const;

const params = {
  type: "object", required: ["path"], additionalProperties: false,
  properties: {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "name"], "description": "The path to look at." },
    follow: { type: "boolean", default: false, description: "Look at what a link leads to." },
    get_checksum: { type: "boolean", default: false, description: "Read the file for `checksum`." },
    checksum_algorithm: { "type": "string", "enum": ["sha256"], "default": "sha256", "x-aliases": ["checksum", "checksum_algo"], "description": "The digest for `checksum`." },
    get_mime: ignored, get_attributes: ignored, get_selinux_context: ignored,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** What is at a path. */
export const stat = defineQuery<Params>({
  name: "stat",
  summary: "Look at a path.",
  description: [
    "Unlike Ansible: `checksum` is SHA-256, and only there with `get_checksum: true`; there is no mimetype, inode, atime or ctime.",
    "In a check run it sees what earlier tasks would have made; what nobody can know of that yet is unknown.",
  ].join("\n"),
  params,
  examples: [{ title: "Do something only once", yaml: "stat:\n  path: /opt/app/current\nregister: current" }],
  returns: {
    stat: "exists; and where it does: path, mode, isreg, isdir, islnk, uid, gid, pw_name, gr_name, size, mtime, nlink, checksum, the permissions (rusr, wgrp ...), lnk_source and lnk_target of a link.",
  },
  ahead: true,
  answer,
});

async function answer(host: Reader, { path, follow, get_checksum: digest }: Params): Promise<ActionResult> {
  const found = await host.path(path, { follow, digest });
  return { changed: false, values: { stat: found.kind === "absent" ? { exists: false } : statOf(path, found, digest) } };
}

function statOf(path: string, found: Exclude<PathState, { readonly kind: "absent" }>, digest: boolean): ValueMap {
  const unknown = new Unknown(`what ${basename(path)} will be`);
  if (found.kind === "other" && found.unsure === true) return { exists: true, path, ...kinds("none", unknown), mode: unknown, size: unknown, uid: unknown, gid: unknown, pw_name: unknown, gr_name: unknown };
  const common = { exists: true, path, ...kinds(found.kind, false) };
  switch (found.kind) {
    case "link": return { ...common, lnk_target: found.target, lnk_source: resolve(dirname(path), found.target), pw_name: found.owner, gr_name: found.group, mode: "0777" };
    case "file": return { ...common, ...attributes(found), size: found.size, nlink: found.links, mtime: timeOf(found.mtime, unknown), ...(digest && { checksum: found.sha256 ?? unknown }) };
    case "directory": return { ...common, ...attributes(found), mtime: timeOf(found.mtime, unknown) };
    case "other": return { ...common, ...attributes(found) };
  }
}

function kinds(kind: string, otherwise: Value): ValueMap {
  return { isreg: kind === "file" || otherwise, isdir: kind === "directory" || otherwise, islnk: kind === "link" || otherwise };
}

/** Predicted files have no time yet. */
function timeOf(mtime: number | undefined, unknown: Unknown): Value {
  return mtime === undefined || mtime === 0 ? unknown : mtime;
}

function attributes({ mode, owner, group, uid, gid }: Attributes): ValueMap {
  const bits = Number.parseInt(mode, 8);
  const letters = ["xoth", "woth", "roth", "xgrp", "wgrp", "rgrp", "xusr", "wusr", "rusr", "issticky", "isgid", "isuid"];
  const id = (number: number): Value => (number < 0 ? new Unknown("the number of a user or group that is not there yet") : number);
  return { mode, pw_name: owner, gr_name: group, uid: id(uid), gid: id(gid), ...Object.fromEntries(letters.map((letter, at) => [letter, (bits >> at & 1) === 1])) };
}
