import { homedir } from "node:os";
import { posix } from "node:path";
import { define, type Definition } from "../definition.js";
import { optional, sequence, text } from "../reading.js";
import { typeFault } from "../fault.js";

/** Filters of paths. They only look at the text: nothing is read from a disk. */
export const pathFilters: Readonly<Record<string, Definition>> = {
  basename: define({ doc: "basename: the last part of a path; empty after a trailing slash.", input: text, apply: (value) => value.slice(value.lastIndexOf("/") + 1) }),
  dirname: define({ doc: "dirname: a path without its last part.", input: text, apply: dirname }),
  realpath: define({ doc: "realpath: absolute and without . and .. (links are not followed: the file may be on another host).", input: text, apply: (value) => posix.resolve(value) }),
  relpath: define({ doc: "relpath(start='.'): the path as seen from `start`.", input: text, params: { start: optional(text, ".") }, apply: (value, { start }) => posix.relative(start, value) || "." }),
  expanduser: define({ doc: "expanduser: ~ replaced by the home folder of whoever runs tsplay.", input: text, apply: (value) => value.replace(/^~(?=\/|$)/, homedir()) }),
  splitext: define({ doc: "splitext: [all before the extension, the extension with its dot].", input: text, apply: splitext }),
  path_join: define({
    doc: "path_join: the parts of a list as one path.", input: sequence,
    apply: (parts) => {
      const texts = parts.map((part) => text.read(part));
      return texts.some((part) => part === undefined) ? typeFault("Every part must be a string") : pathJoin(texts as string[]);
    },
  }),
  normpath: define({ doc: "normpath: without // . and ..", input: text, apply: (value) => posix.normalize(value).replace(/(.)\/$/, "$1") }),
  commonpath: define({ doc: "commonpath: the longest path that all paths of a list share.", input: sequence, apply: (paths) => commonPath(paths.map((path) => text.read(path) ?? "")) }),
};

function dirname(path: string): string {
  const head = path.slice(0, path.lastIndexOf("/") + 1);
  return /^\/+$/.test(head) ? head : head.replace(/\/+$/, "");
}

function splitext(path: string): readonly string[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.replace(/^\.+/, (dots) => " ".repeat(dots.length)).lastIndexOf(".");
  if (dot === -1) return [path, ""];
  const cut = path.length - name.length + dot;
  return [path.slice(0, cut), path.slice(cut)];
}

/** Python's os.path.join: an absolute part starts over. */
function pathJoin(parts: readonly string[]): string {
  return parts.reduce((path, part) => part.startsWith("/") ? part : path === "" || path.endsWith("/") ? path + part : `${path}/${part}`, "");
}

function commonPath(paths: readonly string[]): string {
  const split = paths.map((path) => path.split("/").filter((part) => part !== ""));
  const [first = []] = split;
  const shared = first.findIndex((part, index) => split.some((parts) => parts[index] !== part));
  const parts = shared === -1 ? first : first.slice(0, shared);
  return (paths[0]?.startsWith("/") === true ? "/" : "") + parts.join("/");
}
