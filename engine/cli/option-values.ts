import { InvalidArgumentError } from "commander";
import { becomeMethodOf, otherMethodHint, type BecomeMethod } from "#engine/core/become-method.js";

/** Reads a whole number above 0, such as --forks. */
export function positiveInteger(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || !Number.isSafeInteger(number)) throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  return number;
}

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  if (value === "") throw new InvalidArgumentError("It must not be empty.");
  return [...earlier, value];
}

/** Collects words given several times, or in one go with commas. */
export function collectWords(value: string, earlier: readonly string[] = []): readonly string[] {
  const words = value.split(",").map((word) => word.trim()).filter((word) => word !== "");
  if (words.length === 0) throw new InvalidArgumentError("It must name at least one.");
  return [...earlier, ...words];
}

/** Reads --connection; Ansible's names of ssh's kinds are ssh here. */
export function connectionKind(text: string): "ssh" | "local" {
  if (text === "local") return text;
  if (["ssh", "smart", "paramiko", "paramiko_ssh"].includes(text)) return "ssh";
  throw new InvalidArgumentError("It must be ssh or local.");
}

/** Reads --become-method. */
export function becomeMethod(text: string): BecomeMethod {
  const method = becomeMethodOf(text);
  if (method === undefined) throw new InvalidArgumentError(`${otherMethodHint(text)}.`.replace("?.", "?"));
  return method;
}

/** Counts -v, -vv, -vvv. */
export function countOne(_value: unknown, earlier = 0): number {
  return earlier + 1;
}

/** An option that must not be empty. */
export function filled(value: string): string {
  if (value.trim() === "") throw new InvalidArgumentError("It must not be empty.");
  return value;
}
