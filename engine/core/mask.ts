import type { Secret } from "./secret.js";

/** Too short a value would blank out half of every line that happens to hold it. */
const SHORTEST = 4;

/** Every secret value known to this run. Whatever leaves the process goes through `text` first. */
export class Mask {
  readonly #values = new Set<string>();
  readonly #short = new Set<string>();
  /** The same, the longest first; made when it is needed. */
  #ordered: readonly string[] | undefined;

  /** Remember a secret, in the forms it may turn up in: as it is, line by line, and as programs encode and quote it. */
  add(secret: Secret): void {
    const value = secret.reveal();
    if (this.#values.has(value) || this.#short.has(value)) return;
    if (value.length < SHORTEST && value !== "") this.#short.add(value);
    for (const form of formsOf(value)) {
      if (form.length < SHORTEST || this.#values.has(form)) continue;
      this.#values.add(form);
      this.#ordered = undefined;
    }
  }

  /** The text with every known secret replaced by ***, and with every password in an address, known or not. */
  text(text: string): string {
    let masked = text.includes("://") ? text.replace(IN_ADDRESS, "$1***@") : text;
    for (const value of this.#longestFirst()) {
      if (masked.includes(value)) masked = masked.replaceAll(value, "***");
    }
    return masked;
  }

  /** The same for a text that is a value of its own, which may be a secret too short to be told from chance inside of other text. */
  whole(text: string): string {
    return this.#short.has(text.trim()) ? "***" : this.text(text);
  }

  #longestFirst(): readonly string[] {
    this.#ordered ??= [...this.#values].sort((a, b) => b.length - a.length);
    return this.#ordered;
  }
}

/** `scheme://name:` with a password behind it. */
const IN_ADDRESS = /(:\/\/[^\s:/@"'`<>]*:)(?!\*\*\*@)[^\s/@"'`<>]+@/g;

function formsOf(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [value, ...value.split("\n").map((line) => line.trim()), json, JSON.stringify(json).slice(1, -1), ascii(json), ...base64Forms(value), ...urlForms(value), ...quotedForms(value)];
}

/** As JSON of programs that write nothing but ASCII. */
function ascii(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** In base64 a text looks in one of three ways, by where it begins in what is encoded: `name:password` of a Basic header is one text. The characters at the edges hang on the neighbours. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const inside = bytes.length < TELLING_INSIDE ? [] : [0, 1, 2].map((by) => {
    const text = Buffer.concat([Buffer.alloc(by), bytes]).toString("base64").replace(/=+$/, "");
    return text.slice([0, 2, 3][by], (by + bytes.length) % 3 === 0 ? undefined : -1);
  });
  return [bytes.toString("base64"), ...inside].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}

/** Of fewer bytes too little is left between the edges. */
const TELLING_INSIDE = 6;

/** encodeURIComponent throws on a lone surrogate; such a value has no URL form. */
function urlForms(value: string): readonly string[] {
  if (!value.isWellFormed()) return [];
  const form = encodeURIComponent(value);
  const strict = form.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return [form, strict].flatMap((each) => [each, each.replaceAll("%20", "+"), each.replaceAll("%2F", "/"), each.replace(/%../g, (code) => code.toLowerCase())]);
}

/** As shells and Python write it in quotes. */
function quotedForms(value: string): readonly string[] {
  return [value.replaceAll("'", "'\\''"), value.replaceAll("'", "'\"'\"'"), value.replace(/[\\"$`]/g, "\\$&"), value.replace(/[\\']/g, "\\$&"), value.replace(/[^\w@%+=:,./-]/g, "\\$&")];
}
