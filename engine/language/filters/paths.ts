import { homedir } from "node:os";
import { posix } from "node:path";
import { define, type Definition } from "../definition.js";
import { isList, type Value } from "#engine/core/value.js";
import { anything, optional, sequence, text } from "../reading.js";
import type { Scope } from "../scope.js";
import { Fault, typeFault } from "../fault.js";

/** Filters of paths. They only look at the text: nothing is read from a disk. */
export const pathFilters: Readonly<Record<string, Definition>> = {
  basename: define({ doc: "basename: the last part of a path; empty after a trailing slash.", input: text, apply: (value) => value.slice(value.lastIndexOf("/") + 1) }),
  dirname: define({ doc: "dirname: a path without its last part.", input: text, apply: dirname }),
  realpath: define({ doc: "realpath: absolute and without . and .. (links are not followed: the file may be on another host).", input: text, apply: (value) => posix.resolve(value) }),
  relpath: define({ doc: "relpath(start='.'): the path as seen from `start`.", input: text, params: { start: optional(text, ".") }, apply: (value, { start }) => posix.relative(start, value) || "." }),
  expanduser: define({ doc: "expanduser: ~ replaced by the home folder of whoever runs tsplay.", input: text, apply: (value) => value.replace(/^~(?=\/|$)/, homedir()) }),
  splitext: define({ doc: "splitext: [all before the extension, the extension with its dot].", input: text, apply: splitext }),
  path_join: define({
    doc: "path_join: the parts of a list as one path.", input: anything,
    apply: (parts) => {
      const texts = (isList(parts) ? parts : [parts]).map((part) => typeof part === "string" ? part : undefined);
      const known = texts.filter((part) => part !== undefined);
      return known.length < texts.length || known.length === 0 ? typeFault("It needs a list of strings") : pathJoin(known);
    },
  }),
  expandvars: define({ doc: "expandvars: $NAME and ${NAME} replaced by the environment of whoever runs tsplay; unknown ones stay.", input: text, apply: (value, _, { scope }) => expandVariables(value, scope) }),
  fileglob: define({ doc: "fileglob: the files on the machine that runs tsplay that a pattern fits.", input: text, apply: (pattern, _, { scope }) => ask(scope, "fileglob", pattern) }),
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

/** What a lookup of the scope says; this room asks nobody itself. */
function ask(scope: Scope, plugin: string, term: string): Value | Fault {
  const found = scope.lookup?.(plugin, [term], {});
  if (found === undefined) return new Fault("no-files", "The machine that runs tsplay cannot be asked here");
  return found.ok ? found.value : Fault.from(found.error);
}

function expandVariables(value: string, scope: Scope): string | Fault {
  const faults: Fault[] = [];
  const text = value.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, plain: string | undefined, braced: string | undefined) => {
    const found = ask(scope, "env", plain ?? braced ?? "");
    if (found instanceof Fault) faults.push(found);
    const first = isList(found as Value) ? (found as readonly Value[])[0] : found;
    return typeof first === "string" && first !== "" ? first : whole;
  });
  return faults[0] ?? text;
}
