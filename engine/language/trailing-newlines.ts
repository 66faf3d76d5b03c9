import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";

/** A template without its last newline, as Jinja reads it; `restoreNewlines` puts it back. */
export function withoutLastNewline(text: string): string {
  return text.endsWith("\n") ? text.slice(0, text.endsWith("\r\n") ? -2 : -1) : text;
}

/** Gives a rendered text at least as many newlines at its end as its template has, as Ansible does. Other values stay as they are. */
export function restoreNewlines(value: Value, template: string, newline = "\n"): Value {
  const wanted = newlinesAtEnd(template);
  const restore = (text: string) => text + newline.repeat(Math.max(0, wanted - newlinesAtEnd(text)));
  if (typeof value === "string") return restore(value);
  return value instanceof Secret ? value.derive(restore) : value;
}

function newlinesAtEnd(text: string): number {
  let count = 0;
  while (count < text.length && text.charAt(text.length - 1 - count) === "\n") count += 1;
  return count;
}
