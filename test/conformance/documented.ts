import type { Json } from "./outcome.js";

/** What every result may have: Ansible's "Return Values" page. */
const COMMON = ["changed", "failed", "skipped", "attempts", "ansible_job_id_", "finished", "started", "backup_file_"];

const FILE = ["dest", "mode", "owner", "group", "uid", "gid", "state"];
const COMMAND = ["cmd", "rc", "stdout", "stderr", "stdout_lines", "stderr_lines"];

/** The return values that Ansible's page of a module and `tsplay doc` of it both list, and that do not hang on the time or the process. "*": all. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  debug: ["*"], set_fact: ["ansible_facts"], fail: ["msg"], assert: ["msg", "assertion", "evaluated_to"],
  command: COMMAND, shell: COMMAND, raw: ["rc", "stdout", "stderr", "stdout_lines", "stderr_lines"], script: ["rc", "stdout", "stderr", "stdout_lines", "stderr_lines"],
  copy: [...FILE, "size"], template: [...FILE, "size"], file: ["path", ...FILE.filter((key) => key !== "dest")], lineinfile: ["msg"], stat: ["stat"], get_url: [...FILE, "size", "url", "status_code"],
  uri: ["status", "url", "content", "json", "redirected"], wait_for: ["state", "port", "path"], group: ["name", "state", "gid", "system"],
  user: ["name", "state", "uid", "home", "shell", "comment"], include_vars: ["ansible_facts", "ansible_included_var_files"],
  git: ["before", "after"], systemd: ["name", "state", "enabled"], slurp: ["content", "encoding", "source"], tempfile: ["state", "mode"],
  find: ["matched", "examined"], blockinfile: ["msg"], replace: ["msg"], set_stats: ["ansible_stats"],
};

/** Of `stat`: what is not a time, an inode or a device. */
const STAT = ["exists", "path", "mode", "isreg", "isdir", "islnk", "uid", "gid", "pw_name", "gr_name", "size", "nlink", "rusr", "wusr", "xusr", "rgrp", "wgrp", "xgrp", "roth", "woth", "xoth", "lnk_source", "lnk_target"];

/** The part of a result that is compared. */
export function documented(module: string, values: Json | undefined): Json | undefined {
  if (!isMap(values)) return values;
  const keys = [...COMMON, ...KEYS[module] ?? []].filter((key) => values["state"] !== "link" || !["uid", "gid"].includes(key));
  const kept = Object.entries(values).filter(([key, value]) => keys.includes("*") || (keys.includes(key) && value !== null));
  return Object.fromEntries(kept.map(([key, value]) => [key, key === "stat" && isMap(value) ? pick(value, STAT) : module === "debug" && key === "msg" ? texted(value) : value]));
}

/** The parameter `msg` of `debug` is a text in Ansible 2.14: "1" where a template gave 1. */
function texted(value: Json): Json {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "number" ? String(value) : value;
}

function pick(values: Readonly<Record<string, Json>>, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key) && !(key === "size" && values["isdir"] === true)));
}

function isMap(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
