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
    const written = this.#written(text.slice(at + 1, end), depth);
    return written instanceof Fault ? written : { text: written, end: end + 1 };
  }

  #written(field: string, depth: number): string | Fault {
    const { path = "", conversion, spec = "" } = /^(?<path>[^!:]*)(?:!(?<conversion>[^:]*))?(?::(?<spec>.*))?$/s.exec(field)?.groups ?? {};
    const value = converted(needed(this.#valueAt(path)), conversion);
    if (value instanceof Fault) return value;
    const format = this.format(spec, depth + 1);
    return format instanceof Fault ? format : formatWithSpec(value, format);
  }

  #valueAt(path: string): Outcome {
    const [, head = "", rest = ""] = /^([^.[]*)(.*)$/s.exec(path) ?? [];
    let at: Outcome = this.#first(head);
    for (const step of rest.split(/(?=[.[])/).filter((each) => each !== "")) {
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
    this.#numbering ??= numbering;
    if (this.#numbering !== numbering) return new Fault("format-error", "The format has fields with numbers and fields without");
    const index = head === "" ? this.#next : Number(head);
    this.#next += 1;
    const value = this.#values[index];
    return value === undefined ? new Fault("format-error", `The format needs at least ${index + 1} values`) : value;
  }
}

function converted(value: Value | Fault, conversion: string | undefined): Value | Fault {
  if (value instanceof Fault || conversion === undefined) return value;
  const convert = Object.hasOwn(CONVERSIONS, conversion) ? CONVERSIONS[conversion] : undefined;
  return convert?.(value) ?? new Fault("format-error", `"!${conversion}" is not a conversion`, { hint: "Use !r, !s or !a." });
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
