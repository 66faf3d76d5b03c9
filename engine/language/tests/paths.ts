import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import type { Outcome } from "../outcome.js";
import { anything, list, maybe, required, text } from "../reading.js";
import type { Scope } from "../scope.js";

const absolute = define({ doc: "abs: whether a path is absolute.", input: text, apply: (value) => value.startsWith("/") });
const directory = asks("directory: whether there is such a folder on the machine that runs tsplay (links are followed).", "isdir");
const file = asks("file: whether there is such a file on the machine that runs tsplay (links are followed).", "isreg");
const link = asks("link: whether it is a symbolic link on the machine that runs tsplay.", "islnk");
const mount = asks("mount: whether something is mounted there on the machine that runs tsplay.", "ismount");
const sameFile = define({
  doc: "same_file(path): whether both are the same file on the machine that runs tsplay.", input: text, params: { other: required(text) },
  apply: (path, { other }, { scope }) => {
    const [a, b] = [stat(path, scope), stat(other, scope)];
    if (a instanceof Fault || b instanceof Fault) return a instanceof Fault ? a : b;
    const missing = [a, b].findIndex((each) => each["exists"] !== true);
    return missing === -1 ? a["id"] === b["id"] : new Fault("not-found", `There is no "${missing === 0 ? path : other}"`);
  },
});

/** Tests of paths on the machine that runs tsplay, and of addresses by their text. */
export const pathTests: Readonly<Record<string, Definition>> = {
  abs: absolute, is_abs: absolute, directory, is_dir: directory, file, is_file: file, link, is_link: link, mount, is_mount: mount, same_file: sameFile, is_same_file: sameFile,
  exists: asks("exists: whether there is such a path on the machine that runs tsplay (links are followed).", "exists"),
  link_exists: asks("link_exists: the same, without following links.", "lnk_exists"),
  uri: define({ doc: "uri(schemes): whether it is a URI, of one of these schemes if given.", input: anything, params: { schemes: maybe(list) }, apply: (value, { schemes }) => isUri(value, schemes ?? undefined) }),
  url: define({ doc: "url(schemes): whether it is a URI with a host, of one of these schemes if given.", input: anything, params: { schemes: maybe(list) }, apply: (value, { schemes }) => isUri(value, schemes ?? undefined) && typeof value === "string" && (/^(?:[A-Za-z][\w+.-]*:)?\/\/[^/?#]/.test(value) || /^file:/i.test(value)) }),
  urn: define({ doc: "urn: whether it is a URN.", input: anything, apply: (value) => isUri(value, ["urn"]) }),
  vault_encrypted: define({ doc: "vault_encrypted: whether it is an encrypted text of ansible-vault.", input: anything, secrets: "carried", apply: (value) => value instanceof Secret ? value.isEncrypted : typeof value === "string" && value.startsWith("$ANSIBLE_VAULT;") }),
};

/** Python takes any text for a URI, with an empty scheme if need be. */
function isUri(value: Value, schemes: readonly Value[] | undefined): boolean {
  if (typeof value !== "string") return false;
  const scheme = /^([A-Za-z][\w+.-]*):/.exec(value)?.[1]?.toLowerCase() ?? "";
  return schemes === undefined || schemes.length === 0 || schemes.includes(scheme);
}

function asks(doc: string, property: string): Definition {
  return define({
    doc, input: text,
    apply: (path, _, { scope }): Outcome => {
      const found = stat(path, scope);
      return found instanceof Fault ? found : found[property] === true;
    },
  });
}

/** What the scope says of a path; this room does not look itself. */
function stat(path: string, scope: Scope): Readonly<Record<string, Value>> | Fault {
  const found = scope.lookup?.("path_stat", [path], {});
  if (found === undefined) return new Fault("no-files", "Files cannot be asked about here", { hint: "Ask the host with the module `stat`." });
  if (!found.ok) return Fault.from(found.error);
  const first = isList(found.value) ? found.value[0] : found.value;
  return isMap(first) ? first : new Fault("no-files", "Files cannot be asked about here");
}
