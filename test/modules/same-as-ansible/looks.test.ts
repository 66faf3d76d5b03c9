import { describeShared } from "#test/support/same-as-ansible.js";

/** What differs between two files that are alike. */
const TIMES = ["atime", "mtime", "ctime", "inode", "version", "blocks"];

describeShared("modules that only look, or run something", [
  { title: "answers", module: "ping", params: {} },
  { title: "answers what it was told", module: "ping", params: { data: "hello" } },
  { title: "crashes when told to", module: "ping", params: { data: "crash" }, fails: true },
  { title: "reads a file", module: "slurp", params: { src: "DIR/a" }, files: { a: "text\n" } },
  { title: "reads through a link", module: "slurp", params: { path: "DIR/l" }, files: { "a": "", "l": "-> a" } },
  { title: "says that there is none", module: "slurp", params: { src: "DIR/none" }, fails: true },
  { title: "says that it is a folder", module: "slurp", params: { src: "DIR" }, fails: true },
  { title: "makes a file", module: "tempfile", params: { path: "DIR", prefix: "p.", suffix: ".s" }, differ: { path: "it is made up" }, filesDiffer: "its name is made up" },
  { title: "makes a folder", module: "tempfile", params: { path: "DIR", state: "directory" }, differ: { path: "it is made up" }, filesDiffer: "its name is made up" },
  { title: "wants the folder to be there", module: "tempfile", params: { path: "DIR/none" }, fails: true },
  { title: "finds a user", module: "getent", params: { database: "passwd", key: "root" } },
  { title: "finds services", module: "getent", params: { database: "services", key: "http" } },
  { title: "finds all groups of files", module: "getent", params: { database: "group", service: "files" } },
  { title: "divides as told", module: "getent", params: { database: "passwd", key: "root", split: "/" } },
  { title: "fails without a key", module: "getent", params: { database: "passwd", key: "no-such-user" }, fails: true },
  { title: "has null for no key", module: "getent", params: { database: "passwd", key: "no-such-user", fail_key: false } },
  { title: "waits", module: "pause", params: { seconds: 1 } },
  { title: "waits a second at least", module: "pause", params: { minutes: 0.001 } },
  { title: "goes on without a terminal", module: "pause", params: { prompt: "Well?" } },
  { title: "knows init scripts", module: "service_facts", params: {} },
  { title: "knows packages", module: "package_facts", params: {}, differ: { ansible_facts: "origin comes from apt's lists; the case files compare the rest" } },

  { title: "a file", module: "stat", params: { path: "DIR/a" }, files: { a: "text\n" }, loose: TIMES },
  { title: "a file with another digest", module: "stat", params: { path: "DIR/a", checksum_algorithm: "sha512", get_mime: false, get_attributes: false }, files: { a: "text\n" }, loose: TIMES },
  { title: "a file without its digest", module: "stat", params: { path: "DIR/a", get_checksum: false }, files: { a: "#!/bin/sh\n" }, loose: TIMES },
  { title: "a folder", module: "stat", params: { path: "DIR/d" }, files: { d: null }, loose: TIMES },
  { title: "a link", module: "stat", params: { path: "DIR/l" }, files: { "d/a": "", "l": "-> d/a" }, loose: [...TIMES, "size"] },
  { title: "what a link leads to", module: "stat", params: { path: "DIR/l", follow: true }, files: { "d/a": "", "l": "-> d/a" }, loose: TIMES },
  { title: "a link that leads nowhere", module: "stat", params: { path: "DIR/l" }, files: { l: "-> none" }, loose: [...TIMES, "size"] },
  { title: "nothing", module: "stat", params: { path: "DIR/none" } },
  { title: "a device", module: "stat", params: { path: "/dev/null" }, loose: TIMES },
]);
