import type { Diagnostic } from "./diagnostic.js";
import type { Place } from "./place.js";
import type { Secret } from "./secret.js";

/** A value of a YAML file with its places: what engine/load hands on, so that no later room knows about YAML. */
export type Node = ScalarNode | ListNode | MapNode;

/** A string, number, boolean or null; a secret where it was encrypted, by itself or with its whole file. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly value: null | boolean | number | string | Secret;
  /** As it was written, without quotes: `0644` stays `0644` where `value` is 420; the encrypted text of `!vault`. */
  readonly source: string;
  /** Where it starts; for a block scalar (| or >) the first line of its text. */
  readonly place: Place;
  /** "single" | "double" quoted, "plain", or a "block": tells how far a column inside the value can be trusted. */
  readonly style: "plain" | "single" | "double" | "block";
  /** `!unsafe`: never a template. */
  readonly unsafe?: true;
  /** Of a `!vault` value: why it cannot be opened. To be asked before its secret is revealed; it tries, and remembers. */
  readonly locked?: () => Diagnostic | undefined;
}

/** A list. */
export interface ListNode {
  readonly kind: "list";
  readonly items: readonly Node[];
  readonly place: Place;
}

/** A dictionary, in the order of the file. */
export interface MapNode {
  readonly kind: "map";
  readonly entries: readonly MapEntry[];
  readonly place: Place;
}

/** One `key: value`. */
export interface MapEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: Node;
}

/** The value under a key of a map node. */
export function entryOf(node: MapNode, key: string): MapEntry | undefined {
  return node.entries.find((entry) => entry.key === key);
}
