import type { MapEntry } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { SourceText } from "#engine/load/source-text.js";
import { pairOf, splitWords, type Word } from "#engine/schema/words.js";
import type { GroupDraft, InventoryBuilder } from "./builder.js";
import { readLiteral } from "./python-literal.js";
import { addHosts } from "./yaml-inventory.js";

type SectionKind = "hosts" | "children" | "vars";

interface Section {
  readonly kind: SectionKind;
  readonly group: string;
  readonly place: Place;
}

/** Reads the INI form of an inventory: host lines, [group], [group:children], [group:vars]. */
export function readIniInventory(builder: InventoryBuilder, source: SourceText): void {
  const reader = new IniReader(builder, source);
  reader.read();
}

class IniReader {
  readonly #builder: InventoryBuilder;
  readonly #source: SourceText;
  readonly #vars: Section[] = [];
  readonly #declared = new Set<string>(["all", "ungrouped"]);
  #section: Section | undefined;

  constructor(builder: InventoryBuilder, source: SourceText) {
    this.#builder = builder;
    this.#source = source;
  }

  read(): void {
    const count = this.#source.text.split("\n").length;
    for (let line = 1; line <= count; line += 1) this.#line(line);
    for (const { group, place } of this.#vars.filter((each) => !this.#declared.has(each.group) && !this.#hasGroup(each.group))) {
      this.#builder.error("unknown-group", `there is no group "${group}" for these variables`, place, didYouMean(group, [...this.#builder.groups.keys()].filter((each) => each !== group)));
    }
  }

  #hasGroup(name: string): boolean {
    const group = this.#builder.groups.get(name);
    return group !== undefined && (group.hosts.size > 0 || group.children.size > 0 || [...this.#builder.groups.values()].some((each) => each.children.has(name)));
  }

  #line(line: number): void {
    const whole = this.#source.lineText(line);
    const text = whole.trim();
    if (text === "" || /^[#;]/.test(text)) return;
    const place = this.#source.placeAt(this.#source.lineStart(line) + whole.indexOf(text), text.length);
    if (text.startsWith("[")) this.#header(text, place);
    else if (this.#section?.kind === "vars") this.#variable(text, place, this.#section.group);
    else if (this.#section?.kind === "children") this.#child(text, place, this.#section.group);
    else this.#hosts(text, place, this.#builder.group(this.#section?.group ?? "ungrouped"));
  }

  #header(text: string, place: Place): void {
    const match = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:[#;].*)?$/.exec(text);
    const kind = match?.[2] ?? "hosts";
    if (match?.[1] === undefined || !isSectionKind(kind)) {
      this.#builder.error("bad-section", `${text} is not the head of a section`, place, "Write [group], [group:children] or [group:vars]");
      this.#section = undefined;
      return;
    }
    this.#section = { kind, group: match[1], place };
    this.#builder.group(match[1], place);
    if (kind === "vars") this.#vars.push(this.#section);
    else this.#declared.add(match[1]);
  }

  #hosts(text: string, place: Place, group: GroupDraft): void {
    const words = wordsBeforeComment(text);
    const [name, ...rest] = words ?? [];
    if (name === undefined) {
      this.#builder.error("unclosed-quote", "a quote is not closed", place);
      return;
    }
    const pairs = rest.map((word) => this.#pair(word, place)).filter((pair) => pair !== undefined);
    if (pairs.length < rest.length) return;
    for (const host of addHosts(this.#builder, { pattern: name.text, place: part(place, 0, name.raw.length), vars: { kind: "map", entries: pairs, place } })) group.hosts.add(host);
  }

  #pair(word: Word, place: Place): MapEntry | undefined {
    const pair = pairOf(word);
    const at = part(place, word.start, word.raw.length);
    if (pair === undefined) {
      this.#builder.error("bad-host-line", `"${word.raw}" is not name=value`, at, word.raw === "=" || word.raw.endsWith("=") ? "Write name=value without spaces around the =" : "One host a line, then its variables: web1 ansible_host=192.0.2.1");
      return undefined;
    }
    return { key: pair.key, keyPlace: at, value: readLiteral(pair.value, part(place, word.start + pair.key.length + 1, word.raw.length - pair.key.length - 1)) };
  }

  #variable(text: string, place: Place, group: string): void {
    const match = /^([A-Za-z_]\w*)(\s*=\s*)(.*)$/.exec(text);
    if (match?.[1] === undefined) {
      this.#builder.error("bad-variable-line", `"${text}" is not name = value`, place);
      return;
    }
    const [, key, equals = "", value = ""] = match;
    this.#builder.group(group).vars.set(key, { key, keyPlace: part(place, 0, key.length), value: readLiteral(value, part(place, key.length + equals.length, value.length)) });
  }

  #child(text: string, place: Place, group: string): void {
    const name = text.replace(/\s+[#;].*$/, "");
    if (/\s/.test(name)) {
      this.#builder.error("bad-child-line", `"${name}" is not the name of a group`, place, "One group a line");
      return;
    }
    this.#declared.add(name);
    this.#builder.group(name, place);
    this.#builder.addChild(group, name, place);
  }
}

function isSectionKind(text: string): text is SectionKind {
  return text === "hosts" || text === "children" || text === "vars";
}

/** The words of a host line; a # outside quotes begins a comment, as in a shell. */
function wordsBeforeComment(text: string): readonly Word[] | undefined {
  const words = splitWords(text);
  if (words === undefined) return /\s#/.test(text) ? splitWords(text.replace(/\s#.*$/, "")) : undefined;
  const comment = words.findIndex((word) => word.raw.startsWith("#"));
  return comment === -1 ? words : words.slice(0, comment);
}

function part(place: Place, offset: number, length: number): Place {
  return { ...place, column: place.column + offset, length: Math.max(1, length) };
}
