import { warningAt } from "#engine/core/diagnostic.js";
import type { MapEntry, Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { SourceText } from "#engine/load/source-text.js";
import { sealedVariable } from "#engine/load/vault/sealed-nodes.js";
import type { InventoryBuilder } from "./builder.js";
import { PendingGroups } from "./pending-groups.js";
import { readLiteral } from "./python-literal.js";
import { splitHostLine, type ShellWord } from "./shell-words.js";
import { addHosts } from "./yaml-inventory.js";

type SectionKind = "hosts" | "children" | "vars";

interface Section {
  readonly kind: SectionKind;
  readonly group: string;
}

/** Reads the INI form of an inventory (Ansible's inventory plugin "ini"): host lines, [group], [group:children], [group:vars]. */
export function readIniInventory(builder: InventoryBuilder, source: SourceText): void {
  const reader = new IniReader(builder, source);
  reader.read();
}

class IniReader {
  readonly #builder: InventoryBuilder;
  readonly #source: SourceText;
  readonly #pending: PendingGroups;
  /** undefined after a head that makes no sense: what stands below it belongs nowhere. */
  #section: Section | undefined = { kind: "hosts", group: "ungrouped" };

  constructor(builder: InventoryBuilder, source: SourceText) {
    this.#builder = builder;
    this.#source = source;
    this.#pending = new PendingGroups(builder);
  }

  read(): void {
    const count = this.#source.text.split("\n").length;
    for (let line = 1; line <= count; line += 1) this.#line(line);
    this.#pending.report();
  }

  #line(line: number): void {
    const whole = this.#source.lineText(line);
    const text = whole.trim();
    if (text === "" || /^[#;]/.test(text)) return;
    const place = this.#source.placeAt(this.#source.lineStart(line) + whole.indexOf(text), text.length);
    if (isHead(text)) this.#header(text, place);
    else if (this.#section?.kind === "vars") this.#variable(text, place, this.#section.group);
    else if (this.#section?.kind === "children") this.#child(text, place, this.#section.group);
    else if (this.#section !== undefined) this.#hosts(text, place, this.#section.group);
  }

  #header(text: string, place: Place): void {
    const match = HEAD.exec(text);
    const kind = match?.[2] ?? "hosts";
    if (match?.[1] === undefined || !isSectionKind(kind)) {
      this.#builder.error("bad-section", `${text} is not the head of a section`, place, "Write [group], [group:children] or [group:vars]");
      this.#section = undefined;
      return;
    }
    this.#section = { kind, group: match[1] };
    if (kind === "vars") this.#pending.mention(match[1], place);
    else this.#pending.declare(match[1], place);
  }

  #hosts(text: string, place: Place, group: string): void {
    const line = splitHostLine(text);
    const [name, ...rest] = line?.words ?? [];
    if (line === undefined || name === undefined) {
      this.#builder.error("unclosed-quote", "a quote is not closed", place);
      return;
    }
    if (line.cut !== undefined) this.#cut(text, place, line.cut);
    const pairs = this.#pairs(rest, place);
    if (pairs.length < rest.length) return;
    const hosts = addHosts(this.#builder, { pattern: name.text, place: part(place, 0, name.raw.length), vars: { kind: "map", entries: pairs, place } });
    for (const host of hosts) this.#builder.group(group).hosts.add(host);
  }

  /** As in Ansible a # inside a word cuts it: in a password that is hardly meant. */
  #cut(text: string, place: Place, at: number): void {
    this.#builder.warnings.push(warningAt("comment-in-value", `everything from "${text.slice(at, at + 20)}" on is a comment`, { place: part(place, at, text.length - at), hint: "If the # belongs to the value put the value in quotes" }));
  }

  /** As far as they are right; of a line that is wrong throughout only its first words are told of. */
  #pairs(words: readonly ShellWord[], place: Place): readonly MapEntry[] {
    const pairs: MapEntry[] = [];
    for (const [index, word] of words.entries()) {
      const pair = this.#pair(word, place);
      if (pair !== undefined) pairs.push(pair);
      else if (index - pairs.length >= MOST_PROBLEMS) break;
    }
    return pairs;
  }

  #pair({ raw, text, start }: ShellWord, place: Place): MapEntry | undefined {
    const at = part(place, start, raw.length);
    const equals = text.indexOf("=");
    const key = text.slice(0, equals);
    if (equals < 1 || !NAME.test(key)) {
      this.#builder.error("bad-host-line", `"${raw}" is not name=value`, at, raw === "=" || raw.endsWith("=") ? "Write name=value without spaces around the =" : pairHint(equals));
      return undefined;
    }
    return { key, keyPlace: at, value: this.#value(key, text.slice(equals + 1), part(place, start + equals + 1, raw.length - equals - 1)) };
  }

  #variable(text: string, place: Place, group: string): void {
    const match = /^([^=]*?)(\s*=\s*)(.*)$/.exec(text);
    if (match?.[1] === undefined || !NAME.test(match[1])) {
      this.#builder.error("bad-variable-line", `"${text}" is not name = value`, place, match?.[1] === undefined ? undefined : pairHint(match[1].length));
      return;
    }
    const [, key, equals = "", value = ""] = match;
    this.#builder.group(group).vars.set(key, { key, keyPlace: part(place, 0, key.length), value: this.#value(key, value, part(place, key.length + equals.length, value.length)) });
  }

  /** A text of an encrypted inventory is a secret. */
  #value(key: string, text: string, place: Place): Node {
    const node = readLiteral(text, place);
    return this.#source.sealed ? sealedVariable(key, node) : node;
  }

  #child(text: string, place: Place, group: string): void {
    const name = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(text)?.[1];
    if (name === undefined) this.#builder.error("bad-child-line", `"${text}" is not the name of a group`, place, "One group a line");
    else this.#pending.child(group, name, part(place, 0, name.length));
  }
}

const MOST_PROBLEMS = 5;
const HEAD = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:[#;].*)?$/;
const NAME = /^[A-Za-z_]\w*$/;

/** Otherwise it may be a host: `[2001:db8::1]:2222`, `[a:c].example.com`. */
function isHead(text: string): boolean {
  return text.startsWith("[") && (HEAD.test(text) || text.endsWith("]") || !text.includes("]"));
}

function isSectionKind(text: string): text is SectionKind {
  return text === "hosts" || text === "children" || text === "vars";
}

function pairHint(equals: number): string {
  return equals < 1 ? "One host a line, then its variables: web1 ansible_host=192.0.2.1" : "Names of variables have letters, digits and _, no digit first";
}

function part(place: Place, offset: number, length: number): Place {
  return { ...place, column: place.column + offset, length: Math.max(1, length) };
}
