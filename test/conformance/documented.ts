import type { Json } from "./outcome.js";

/** What every result may have: Ansible's "Return Values" page. */
const COMMON = ["changed", "failed", "skipped", "attempts", "ansible_job_id_", "finished", "started", "backup_file_"];

const FILE = ["dest", "mode", "owner", "group", "uid", "gid", "state"];
const COMMAND = ["cmd", "rc", "stdout", "stderr", "stdout_lines", "stderr_lines"];

/** The return values that Ansible's page of a module and `tsplay doc` of it both list, and that do not hang on the time or the process. "*": all. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  debug: ["*"], set_fact: ["ansible_facts"], fail: ["msg"], assert: ["msg", "assertion", "evaluated_to"],
  command: COMMAND, shell: COMMAND, raw: ["rc", "stdout", "stderr", "stdout_lines", "stderr_lines"], script: ["rc", "stdout", "stderr", "stdout_lines", "stderr_lines"],
  copy: [...FILE, "size"], template: [...FILE, "size"], file: ["path", ...FILE.filter((key) => key !== "dest")], lineinfile: [], stat: ["stat"], get_url: [...FILE, "size", "url"],
  uri: ["status", "url", "content", "json", "redirected"], wait_for: ["state", "port", "path"], group: ["name", "state", "gid", "system"],
  user: ["name", "state", "uid", "home", "shell", "comment"], include_vars: ["ansible_facts", "ansible_included_var_files"],
  git: ["before", "after"], systemd: ["name", "state", "enabled"], slurp: ["content", "encoding", "source"], tempfile: ["state", "mode"],
  find: ["matched", "examined"], blockinfile: [], replace: [], set_stats: ["ansible_stats"],
  known_hosts: ["name", "hash_host", "key"], mount: ["name", "src", "fstype", "opts", "dump", "passno", "fstab", "boot"], unarchive: ["dest", "handler", "state", "uid", "gid"],
};

/** Of `stat`: what is not a time, an inode or a device. */
const STAT = ["exists", "path", "mode", "isreg", "isdir", "islnk", "uid", "gid", "pw_name", "gr_name", "size", "nlink", "rusr", "wusr", "xusr", "rgrp", "wgrp", "xgrp", "roth", "woth", "xoth", "lnk_source", "lnk_target"];

/** The part of a result that is compared. */
export function documented(module: string, values: Json | undefined): Json | undefined {
  if (!isMap(values)) return values;
  const keys = wanted(module, values).filter((key) => values["state"] !== "link" || !["uid", "gid"].includes(key));
  const kept = Object.entries(values).filter(([key, value]) => keys.includes("*") || (keys.includes(key) && value !== null));
  return Object.fromEntries(kept.map(([key, value]) => [key, ASYNC.has(key) ? Boolean(value) : key === "stat" && isMap(value) ? pick(value, STAT) : RENDERED.has(module) ? numbersAsTexts(key === "msg" ? texted(value) : value) : value]));
}

/** Why something failed is said in other words; what a playbook itself says is not. */
function wanted(module: string, values: Readonly<Record<string, Json>>): readonly string[] {
  if ((values["failed"] === true || values["skipped"] === true) && (module === "debug" || module === "set_fact")) return COMMON;
  return [...COMMON, ...KEYS[module] ?? []];
}

/** 1 and 0 in 2.14, true and false here and in ansible-core 2.19. */
const ASYNC: ReadonlySet<string> = new Set(["started", "finished"]);

/** Modules that give what templates make: a number is one here and in ansible-core 2.19, and a text in 2.14 (expressions/number-texts). */
const RENDERED: ReadonlySet<string> = new Set(["debug", "set_fact"]);

function numbersAsTexts(value: Json): Json {
  if (typeof value === "number") return String(value);
  if (isList(value)) return value.map(numbersAsTexts);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, numbersAsTexts(each)])) : value;
}

/** The parameter `msg` of `debug` is a text in Ansible 2.14. */
function texted(value: Json): Json {
  return typeof value === "boolean" ? value ? "True" : "False" : value;
}

function pick(values: Readonly<Record<string, Json>>, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key) && !(key === "size" && values["isdir"] === true)));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
