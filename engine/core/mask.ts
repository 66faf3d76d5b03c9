import type { Secret } from "./secret.js";

/** Too short a value would blank out half of every line that happens to hold it. */
const SHORTEST = 4;

/** Every secret value known to this run. Whatever leaves the process goes through `text` first. */
export class Mask {
  readonly #values = new Set<string>();
  /** The same, the longest first; made when it is needed. */
  #ordered: readonly string[] | undefined;

  /** Remember a secret, in the forms it may turn up in: as it is, base64, URL-encoded, JSON-escaped, line by line. */
  add(secret: Secret): void {
    const value = secret.reveal();
    for (const form of [value, ...value.split("\n").map((line) => line.trim()), Buffer.from(value).toString("base64"), urlForm(value), JSON.stringify(value).slice(1, -1)]) {
      if (form.length < SHORTEST || this.#values.has(form)) continue;
      this.#values.add(form);
      this.#ordered = undefined;
    }
  }

  /** The text with every known secret replaced by ***. */
  text(text: string): string {
    let masked = text;
    for (const value of this.#longestFirst()) {
      if (masked.includes(value)) masked = masked.replaceAll(value, "***");
    }
    return masked;
  }

  #longestFirst(): readonly string[] {
    this.#ordered ??= [...this.#values].sort((a, b) => b.length - a.length);
    return this.#ordered;
  }
}

/** encodeURIComponent throws on a lone surrogate; such a value has no URL form. */
function urlForm(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : value;
}
