import { posix } from "node:path";
import { refuse, missing, type Control, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Problem } from "#engine/core/problem.js";
import type { Reader } from "#engine/module/reader.js";
import type { PythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { regexRefusal } from "./regex-refusal.js";

/** Which files of a folder are put together. */
export interface FragmentWishes {
  readonly src: string;
  readonly regexp: PythonRegex | undefined;
  readonly hidden: boolean;
}

/** The longest fragment, in bytes. */
const LIMIT = 16 * 2 ** 20;

/** The fragments' bytes, in the order of their names; `secret`: one of them was encrypted. */
export interface Fragments {
  readonly parts: readonly Uint8Array[];
  readonly secret: boolean;
}

/** Fragments in a folder of the host. */
export async function fragmentsOnHost(host: Reader, wishes: FragmentWishes): Promise<Fragments | Missing | Refusal> {
  const { src } = wishes;
  const folder = await host.path(src, { follow: true });
  if (folder.kind === "absent") return missing(`Source (${src}) does not exist`, "make it first, or set remote_src: false for a folder of the control machine");
  if (folder.kind !== "directory") return refuse(`Source (${src}) is not a directory`);
  const names = chosen(await host.entries(src), wishes);
  if ("refused" in names) return names;
  const found = await Promise.all(names.map(async (name) => {
    const path = posix.join(src, name);
    return (await host.path(path, { follow: true, digest: false })).kind === "file" ? { path, bytes: await host.content(path, { limit: LIMIT }) } : undefined;
  }));
  const files = found.filter((each) => each !== undefined);
  const unread = files.find(({ bytes }) => bytes === undefined);
  if (unread !== undefined) return host.predicting ? missing(`what ${unread.path} holds is not known yet`) : refuse(`${unread.path} is longer than 16 MiB, or could not be read`);
  return { parts: files.flatMap(({ bytes }) => bytes ?? []), secret: false };
}

/** Fragments in a folder of the control machine. */
export async function fragmentsHere(control: Control, decrypt: boolean, wishes: FragmentWishes): Promise<Fragments | Refusal | Problem> {
  const tree = await control.sourceTree(wishes.src, { decrypt });
  if (!tree.ok) return tree.error;
  const files = new Map(tree.value.filter(({ relative }) => !relative.includes("/")).map((file) => [file.relative, file]));
  const names = chosen([...files.keys()], wishes);
  if ("refused" in names) return names;
  const parts = await Promise.all(names.map((name) => files.get(name)?.read() ?? Promise.resolve(new Uint8Array())));
  return { parts, secret: names.some((name) => files.get(name)?.secret === true) };
}

/** In the order of their characters' numbers, as Python sorts them. */
function chosen(names: readonly string[], { regexp, hidden }: FragmentWishes): readonly string[] | Refusal {
  const sorted = [...names].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))).filter((name) => hidden || !name.startsWith("."));
  if (regexp === undefined) return sorted;
  const found = regexp.firstOfEach(sorted);
  return found instanceof RegexProblem ? regexRefusal("regexp", found) : sorted.filter((_name, at) => found[at] !== undefined);
}

/** One file of all fragments: each begins on a line of its own, after the delimiter. */
export function joined(parts: readonly Uint8Array[], delimiter: Uint8Array): Uint8Array {
  const newline = Buffer.from("\n");
  return Buffer.concat(parts.flatMap((part, at) => {
    const before = parts[at - 1];
    if (before === undefined) return [part];
    return [...(before.at(-1) === 10 ? [] : [newline]), delimiter, part];
  }));
}

const ESCAPES: Readonly<Record<string, string>> = { "n": "\n", "t": "\t", "r": "\r", "a": "\x07", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", "\"": "\"", "\n": "" };

/** The bytes of a delimiter, \n and the like in it meant as Python means them (codecs.escape_decode). */
export function unescaped(delimiter: string): Buffer {
  const latin = Buffer.from(delimiter).toString("latin1");
  const text = latin.replace(/\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([^]))/g, (all: string, hex: string | undefined, octal: string | undefined, character: string | undefined = "") => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return Object.hasOwn(ESCAPES, character) ? ESCAPES[character] ?? "" : all;
  });
  return Buffer.from(text, "latin1");
}
