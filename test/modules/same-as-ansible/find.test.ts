import { describeShared, type SharedTask } from "#test/support/same-as-ansible.js";

const files = { "a.log": "one\ntwo\n", "b.txt": "x", ".hidden": "", "d/c.log": "two\n", "d/e/f.log": "", "l": "-> a.log", "dl": "-> d" };
const find = (title: string, params: SharedTask["params"], more: Partial<SharedTask> = {}): SharedTask => ({ title, module: "find", params: { paths: "DIR", ...params }, files, sorted: "files", loose: ["atime", "mtime", "ctime", "inode", "size"], ...more });

describeShared("find", [
  find("finds files", {}),
  find("finds by name", { patterns: ["*.log", "?.txt"] }),
  find("leaves out names", { excludes: "*.log" }),
  find("finds below", { recurse: true, patterns: "*.log" }),
  find("finds so deep", { recurse: true, depth: 2 }),
  find("finds hidden ones", { hidden: true }),
  find("finds folders", { file_type: "directory", recurse: true }),
  find("finds links", { file_type: "link" }),
  find("finds anything", { file_type: "any", recurse: true }),
  find("follows links", { recurse: true, follow: true, patterns: "c.log" }),
  find("knows regular expressions", { use_regex: true, patterns: ["^[ab]\\.", "nothing"] }),
  find("regular expressions fit from the beginning", { use_regex: true, patterns: ["log"] }),
  find("leaves out by regular expressions", { use_regex: true, patterns: [".*"], excludes: ["b"] }),
  find("finds large ones", { size: "2" }),
  find("finds small ones", { size: "-1b" }),
  find("finds new ones", { age: "-1h" }),
  find("finds no old ones", { age: "1h", age_stamp: "ctime" }),
  find("finds lines", { contains: "t.o" }),
  find("lines fit from the beginning", { contains: "wo" }),
  find("finds in whole files", { contains: "e\nt", read_whole_file: true }),
  find("has digests", { get_checksum: true }),
  find("passes over what is no folder", { paths: ["DIR/none", "DIR/d"] }),
  find("refuses an age that is none", { age: "old" }, { fails: true }),
  find("refuses a size that is none", { size: "large" }, { fails: true }),
]);
