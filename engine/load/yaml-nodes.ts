import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Alias, type Node as YamlNode, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { didYouMean } from "#engine/core/suggest.js";
import { mergeEntries } from "./merge-keys.js";
import type { SourceText } from "./source-text.js";
import { unquotedTemplate } from "./yaml-errors.js";
import { blockPlace, readScalar } from "./yaml-scalar.js";

/** Deeper nesting is no playbook; it would only exhaust the stack of whoever walks it. */
const DEEPEST = 100;

/** More nodes than this, counted with every alias written out, and the aliases are an attack or a mistake. */
const LARGEST = 200_000;

/** Turns the yaml package's tree into ours, collecting all that is wrong on the way. */
export class NodeMaker {
  readonly diagnostics: Diagnostic[] = [];
  readonly #source: SourceText;
  readonly #anchors = new Map<string, Node | undefined>();
  readonly #sizes = new Map<Node, number>();
  #size = 0;
  #depth = 0;

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** The node of a document's content. */
  make(yaml: unknown): Node {
    if (!isNode(yaml)) return this.#empty(this.#source.placeAt(0));
    if (isAlias(yaml)) return this.#alias(yaml);
    const name = yaml.anchor;
    if (name !== undefined) this.#anchors.set(name, undefined);
    const before = this.#size;
    const node = this.#nested(yaml);
    if (name !== undefined) this.#anchors.set(name, node);
    if (name !== undefined) this.#sizes.set(node, this.#size - before);
    return node;
  }

  #nested(yaml: YamlNode): Node {
    this.#size += 1;
    this.#depth += 1;
    const node = this.#depth > DEEPEST ? this.#tooDeep(yaml) : this.#made(yaml);
    this.#depth -= 1;
    return node;
  }

  #made(yaml: YamlNode): Node {
    if (isMap(yaml)) return this.#map(yaml);
    if (isSeq(yaml)) return this.#list(yaml);
    return isScalar(yaml) ? this.#scalar(yaml) : this.#empty(this.#placeOf(yaml));
  }

  #tooDeep(yaml: YamlNode): Node {
    const place = this.#placeOf(yaml);
    if (!this.diagnostics.some((each) => each.code === "too-deep")) {
      this.diagnostics.push(problemAt("too-deep", `lists and dictionaries are nested more than ${DEEPEST} deep`, { place }));
    }
    return this.#empty(place);
  }

  #scalar(yaml: Scalar): ScalarNode {
    const place = blockPlace(yaml, this.#source) ?? this.#placeOf(yaml);
    const read = readScalar(yaml, place, this.#source);
    if (read.ok) return read.value;
    this.diagnostics.push(read.error);
    return this.#empty(place);
  }

  #list(yaml: YAMLSeq): ListNode {
    return { kind: "list", place: this.#placeOf(yaml), items: yaml.items.map((item) => this.make(isPair(item) ? undefined : item)) };
  }

  #map(yaml: YAMLMap): MapNode {
    const place = this.#placeOf(yaml);
    const entries = yaml.items.map((pair) => this.#entry(pair)).filter((entry) => entry !== undefined);
    const merged = mergeEntries(entries);
    this.diagnostics.push(...merged.diagnostics);
    return { kind: "map", place, entries: merged.entries };
  }

  #entry(pair: Pair): (MapEntry & { readonly merge: boolean }) | undefined {
    const key = isAlias(pair.key) ? undefined : pair.key;
    if (isScalar(key)) {
      const keyPlace = this.#placeOf(key);
      const text = String(key.value);
      if (text === "") this.diagnostics.push(problemAt("empty-key", "a key is missing before the colon", { place: keyPlace }));
      return { key: text, keyPlace, merge: text === "<<" && key.type === "PLAIN", value: this.#value(pair.value, keyPlace) };
    }
    this.#badKey(pair);
    return undefined;
  }

  /** The value of an entry; `key:` with nothing behind it stands where its key stands. */
  #value(yaml: unknown, keyPlace: Place): Node {
    return isNode(yaml) ? this.make(yaml) : this.#empty(keyPlace);
  }

  #badKey(pair: Pair): void {
    const offset = isNode(pair.key) ? pair.key.range?.[0] ?? 0 : 0;
    if (isMap(pair.key) && this.#source.text.startsWith("{", offset)) {
      this.diagnostics.push(unquotedTemplate(this.#source, Math.max(0, offset - (this.#source.text[offset - 1] === "{" ? 1 : 0))));
      return;
    }
    this.diagnostics.push(problemAt("bad-key", "a key must be a plain word or a string", { place: this.#source.placeAt(offset), hint: "Put the key in quotes" }));
  }

  #alias(yaml: Alias): Node {
    const place = this.#placeOf(yaml);
    const node = this.#anchors.get(yaml.source);
    if (node === undefined) {
      const itself = this.#anchors.has(yaml.source);
      const message = itself ? `*${yaml.source} is used inside the value that it names` : `there is no anchor &${yaml.source} before this`;
      this.diagnostics.push(problemAt("unknown-alias", message, { place, hint: itself ? undefined : didYouMean(yaml.source, [...this.#anchors.keys()]) ?? "If the * is part of the value, put the value in quotes" }));
      return this.#empty(place);
    }
    this.#size += this.#sizes.get(node) ?? 1;
    return this.#size > LARGEST ? this.#bomb(place) : node;
  }

  #bomb(place: Place): Node {
    if (!this.diagnostics.some((each) => each.code === "alias-bomb")) {
      this.diagnostics.push(problemAt("alias-bomb", `with its aliases written out this file has more than ${LARGEST} values`, { place }));
    }
    return this.#empty(place);
  }

  #placeOf(yaml: YamlNode): Place {
    const [start, end] = yaml.range ?? [0, 1];
    return this.#source.placeAt(start, isScalar(yaml) || isAlias(yaml) ? end - start : 1);
  }

  #empty(place: Place): ScalarNode {
    return { kind: "scalar", value: null, source: "", place, style: "plain" };
  }
}
