import type { Value, ValueMap } from "#engine/core/value.js";
import { readAttribute, readItem } from "./access.js";
import { Fault } from "./fault.js";
import { formatWithSpec } from "./format-spec.js";
import { needed, type Outcome } from "./outcome.js";
import { asciiRepresentation, representation, textOf } from "./python-text.js";

/** Python's `'{} {0} {name[key]!r:>{width}}'.format(...)` (https://docs.python.org/3/library/string.html#format-string-syntax). */
export function formatBraces(format: string, values: readonly Value[], named: ValueMap): string | Fault {
  return new Formatter(values, named).format(format, 0);
}

const CONVERSIONS: Readonly<Record<string, (value: Value) => string>> = { r: representation, s: textOf, a: asciiRepresentation };

class Formatter {
  readonly #values: readonly Value[];
  readonly #named: ValueMap;
  #next = 0;
  #numbering: "automatic" | "written" | undefined;

  constructor(values: readonly Value[], named: ValueMap) {
    this.#values = values;
    this.#named = named;
  }

  /** `depth` is 1 inside a format such as `{:{width}}`; deeper ones do not exist. */
  format(text: string, depth: number): string | Fault {
    let written = "";
    let at = 0;
    while (at < text.length) {
      const brace = text.slice(at).search(/[{}]/);
      if (brace === -1) return written + text.slice(at);
      written += text.slice(at, at + brace);
      at += brace;
      const part = text.startsWith("{{", at) || text.startsWith("}}", at) ? { text: text.charAt(at), end: at + 2 } : this.#field(text, at, depth);
      if (part instanceof Fault) return part;
      written += part.text;
      at = part.end;
    }
    return written;
  }

  #field(text: string, at: number, depth: number): { text: string; end: number } | Fault {
    const end = text[at] === "{" ? closing(text, at) : undefined;
    if (end === undefined || depth > 1) return new Fault("format-error", `A single "${text.charAt(at)}" in the format`, { hint: "Write it twice to mean the character." });
    const parts = /^(?<path>[^!:]*)(?:!(?<conversion>[^:]*))?(?::(?<spec>.*))?$/s.exec(text.slice(at + 1, end))?.groups ?? {};
    const value = needed(this.#valueAt(parts["path"] ?? ""));
    if (value instanceof Fault) return value;
    const conversion = parts["conversion"];
    const convert = conversion === undefined ? (each: Value) => each : Object.hasOwn(CONVERSIONS, conversion) ? CONVERSIONS[conversion] : undefined;
    if (convert === undefined) return new Fault("format-error", `"!${conversion ?? ""}" is not a conversion`, { hint: "Use !r, !s or !a." });
    const spec = this.format(parts["spec"] ?? "", depth + 1);
    const written = spec instanceof Fault ? spec : formatWithSpec(convert(value), spec);
    return written instanceof Fault ? written : { text: written, end: end + 1 };
  }

  #valueAt(path: string): Outcome {
    const [head = "", ...steps] = path.split(/(?=[.[])/);
    const first = this.#first(head.startsWith(".") || head.startsWith("[") ? "" : head);
    if (first instanceof Fault) return first;
    let at: Outcome = first;
    for (const step of head.startsWith(".") || head.startsWith("[") ? [head, ...steps] : steps) {
      const value: Value | Fault = needed(at);
      if (value instanceof Fault) return value;
      const name = step.slice(1).replace(/\]$/, "");
      at = step.startsWith(".") ? readAttribute(value, name) : readItem(value, /^\d+$/.test(name) ? Number(name) : name);
    }
    return at;
  }

  #first(head: string): Value | Fault {
    if (head !== "" && !/^\d+$/.test(head)) return Object.hasOwn(this.#named, head) ? this.#named[head] ?? null : new Fault("format-error", `The format needs a value for "${head}"`);
    const numbering = head === "" ? "automatic" : "written";
    if (this.#numbering !== undefined && this.#numbering !== numbering) return new Fault("format-error", "The format has fields with numbers and fields without");
    this.#numbering = numbering;
    const index = head === "" ? this.#next : Number(head);
    this.#next += 1;
    return index < this.#values.length ? this.#values[index] ?? null : new Fault("format-error", `The format needs at least ${index + 1} values`);
  }
}

/** Where the brace that opens here is closed. */
function closing(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "{") depth += 1;
    if (text[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}
