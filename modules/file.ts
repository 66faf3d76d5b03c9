import { defineModule } from "#engine/module/define.js";
import type { ValueMap } from "#engine/core/value.js";
import { defined } from "./lib/defined.js";
import { pathEffect, type FileEntry } from "./lib/file-entry.js";
import { fileParams, type FileParams } from "./lib/file-params.js";
import { probeFile } from "./lib/file-probe.js";
import { fileSteps } from "./lib/file-steps.js";
import { wantedFile } from "./lib/file-wanted.js";

/** Directories, links, attributes, and the absence of paths. */
export const file = defineModule<FileParams, FileEntry>({
  name: "file",
  summary: "Make directories and links, set owner and mode, remove paths.",
  description: [
    "Unlike Ansible: `state: link` sets owner and group of the link itself, never of what it leads to, and has no mode.",
    "`access_time` and `modification_time` take only preserve and now. `recurse` follows no links. Paths are absolute: `~` is not replaced.",
    "`state: touch` without `preserve` changes the times each time, and so counts as changed each time.",
  ].join("\n"),
  params: fileParams,
  examples: [
    { title: "A directory with its parents", yaml: "file:\n  path: /opt/app/releases\n  state: directory\n  owner: app\n  group: app\n  mode: \"0755\"" },
    { title: "A link", yaml: "file:\n  src: /etc/nginx/sites-available/app\n  dest: /etc/nginx/sites-enabled/app\n  state: link" },
    { title: "Nothing at a path", yaml: "file:\n  path: /etc/nginx/sites-enabled/default\n  state: absent" },
    { title: "Everything in a tree belongs to one user", yaml: "file:\n  path: /srv/data\n  state: directory\n  owner: data\n  recurse: true" },
    { title: "An empty file, once", yaml: "file:\n  path: /etc/app.d/local.conf\n  state: touch\n  access_time: preserve\n  modification_time: preserve" },
  ],
  returns: {
    path: "The path.", dest: "The same.", state: "What is there after the task: file, directory, link, hard or absent.", mode: "Octal mode.", owner: "User name.", group: "Group name.",
    uid: "User number.", gid: "Group number.", size: "Bytes.", src: "Where a link leads.",
  },
  throughPicture: true,
  oneShot: ["touched"],
  resource: ({ path }) => `file:${path}`,
  probe: probeFile,
  desired: wantedFile,
  steps: fileSteps,
  effects: ({ before, after }, { path }) => [pathEffect(path, after, before)],
  values: (state, { path }) => (state === undefined ? { path, dest: path, state: "absent" } : valuesOf(path, state)),
});

function valuesOf(path: string, { kind, mode, owner, group, uid, gid, size, target }: FileEntry): ValueMap {
  if (kind === "link") return { path, dest: path, state: kind, mode: "0777", ...defined({ owner, group, uid, gid, src: target }) };
  return { path, dest: path, state: kind, ...defined({ mode, owner, group, uid, gid, size, src: target }) };
}
