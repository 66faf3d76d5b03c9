import type { Value } from "#engine/core/value.js";

/** A file mode that no module could use, and why. */
export interface BadMode {
  readonly message: string;
  readonly hint: string;
}

/**
 * A file mode as text: an integer is YAML's octal (0644 arrives as 420) and becomes "0644", "644" and "0o644" become "0644",
 * symbolic modes (chmod(1): "u=rw,go=r") stay. Anything else comes back as it is, for `badMode` to judge.
 */
export function coerceMode(value: Value): Value {
  if (typeof value === "number") return badMode(value) === undefined ? `0${value.toString(8).padStart(3, "0")}`.replace(/^0(?=\d{4}$)/, "") : value;
  if (typeof value !== "string") return value;
  const octal = /^(?:0o?)?([0-7]{3,4})$/.exec(value.trim())?.[1];
  return octal === undefined ? value.trim() : octal.padStart(4, "0");
}

/** What is wrong with a mode, before or after `coerceMode`; undefined when nothing is. */
export function badMode(value: Value): BadMode | undefined {
  if (typeof value === "number") return badNumber(value);
  if (typeof value === "string" && (OCTAL.test(value.trim()) || SYMBOLIC.test(value.trim()) || value.trim() === "preserve")) return undefined;
  return { message: "is not a file mode", hint: `Write it as "0644" or as chmod does: "u=rw,go=r"` };
}

const OCTAL = /^(?:0o?)?[0-7]{3,4}$/;
const SYMBOLIC = /^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+(?:,[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+)*$/;

function badNumber(value: number): BadMode | undefined {
  const hint = `Write it in quotes: "${String(value).padStart(4, "0")}"`;
  if (!Number.isInteger(value) || value < 0 || value > 0o7777) return { message: "is not a file mode", hint };
  // Read as a mode, decimal 644 is 1204 and 755 is 1363: nobody wants those, but many write them.
  return value > 0o777 && /^[0-7]{3}$/.test(String(value)) ? { message: `is the decimal number ${value}, not the octal mode ${value}`, hint } : undefined;
}
