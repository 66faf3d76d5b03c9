import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import type { PlanContext } from "./context.js";
import { listAt, scalarValue, textAt } from "./nodes.js";

/** A variable that a play asks its user for (Ansible: "Interactive input: prompts"). */
export interface Prompt {
  readonly name: string;
  /** The question. */
  readonly text: string;
  /** Whether the answer is not shown while it is typed, and a secret afterwards. */
  readonly secret: boolean;
  readonly default: string | undefined;
  /** Whether it must be typed twice. */
  readonly confirm: boolean;
  /** Whether the variable gets the answer's hash, and not the answer. */
  readonly encrypt: Encryption | undefined;
  readonly place: Place;
}

/** How an answer is hashed. */
export interface Encryption {
  /** sha512_crypt, sha256_crypt, bcrypt or md5_crypt. */
  readonly scheme: string;
  readonly salt: string | undefined;
  /** Characters of a salt that is made up; undefined: as many as the scheme takes. */
  readonly size: number | undefined;
}

/** The questions of a play that -e does not answer. */
export function promptsOf(context: PlanContext, play: MapNode): readonly Prompt[] {
  return listAt(play, "vars_prompt").flatMap((node): readonly Prompt[] => {
    if (node.kind !== "map") return [];
    const name = textAt(node, "name");
    if (name === undefined) {
      context.error("missing-keyword", `an entry of vars_prompt needs "name"`, node.place, "Write `- name: release`");
      return [];
    }
    const encrypt = encryptionOf(context, node);
    return answered(name, context.sources.extraVars) ? [] : [{ ...promptOf(name, node), encrypt }];
  });
}

function promptOf(name: string, node: MapNode): Omit<Prompt, "encrypt"> {
  const preset = scalarValue(node, "default");
  return {
    name, text: textAt(node, "prompt") ?? name, secret: scalarValue(node, "private") !== false,
    default: preset === undefined ? undefined : String(preset), confirm: scalarValue(node, "confirm") === true, place: node.place,
  };
}

function answered(name: string, extraVars: readonly Layer[]): boolean {
  return extraVars.filter(isWritten).some(({ vars }) => vars.entries.some((entry) => entry.key === name));
}

/** The schemes of crypt(5), by passlib's names, which Ansible takes, with the longest salt of each. */
const SCHEMES: Readonly<Record<string, number>> = { sha512_crypt: 16, sha256_crypt: 16, bcrypt: 22, md5_crypt: 8 };

function encryptionOf(context: PlanContext, node: MapNode): Encryption | undefined {
  const scheme = wordAt(node, "encrypt");
  if (scheme === undefined || scheme === "") return undefined;
  const most = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  if (most === undefined) {
    context.error("unknown-hash", `"${scheme}" hashes no passwords here`, placeOf(node, "encrypt"), didYouMean(scheme, Object.keys(SCHEMES)) ?? `Known are ${Object.keys(SCHEMES).join(", ")}`);
    return undefined;
  }
  const [salt, size] = saltOf(context, node, scheme, most);
  return { scheme, salt, size: size === undefined ? undefined : Number(size) };
}

/** Salt and length, complained of where the scheme takes no such. */
function saltOf(context: PlanContext, node: MapNode, ...[scheme, most]: readonly [string, number]): readonly [string | undefined, string | undefined] {
  const [salt, size] = [wordAt(node, "salt"), wordAt(node, "salt_size")];
  const fits = (length: number): boolean => length > 0 && length <= most && (scheme !== "bcrypt" || length === most);
  const length = `${scheme === "bcrypt" ? "exactly" : "1 to"} ${most} characters`;
  if (salt !== undefined && !(/^[./0-9A-Za-z]+$/.test(salt) && fits(salt.length))) context.error("bad-salt", `this is no salt for ${scheme}`, placeOf(node, "salt"), `It is of ${length}: letters, digits, . and /`);
  if (size !== undefined && !(/^\d+$/.test(size) && fits(Number(size)))) context.error("bad-salt", `a salt for ${scheme} has ${length}`, placeOf(node, "salt_size"), "Leave `salt_size` out");
  return [salt, size];
}

function wordAt(node: MapNode, key: string): string | undefined {
  const value = scalarValue(node, key);
  return value === undefined ? undefined : String(value);
}

function placeOf(node: MapNode, key: string): Place {
  return entryOf(node, key)?.value.place ?? node.place;
}

/** What to say when nobody is there to answer. */
export function unanswered(prompts: readonly Prompt[]): readonly Diagnostic[] {
  return prompts.map(({ name, place }) => problemAt("no-terminal", `the play asks for "${name}", and there is no terminal to ask on`, { place, hint: `Give it with -e ${name}=...` }));
}
