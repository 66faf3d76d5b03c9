import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { BECOME_METHODS, becomeMethodOf } from "#engine/core/become-method.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { booleanOf, numberOf } from "#engine/schema/coerce.js";
import type { SettingKind, SettingValue } from "./definitions.js";

/** What was written: a text that may hold several, or what YAML made of it. */
export type Raw = string | number | boolean | readonly string[];

/** Reads what was written for a setting; `base` is the folder that relative paths are taken from. An error is what the value must be. */
export function readValue(kind: SettingKind, raw: Raw, base: string): Result<SettingValue, string> {
  const list = LISTS[kind];
  if (list !== undefined) return ok(list(raw, base));
  return typeof raw === "object" ? err("one value, not a list") : SINGLE[kind]?.(raw, base) ?? ok(String(raw));
}

type One = string | number | boolean;

const SINGLE: Readonly<Partial<Record<SettingKind, (raw: One, base: string) => Result<SettingValue, string>>>> = {
  path: (raw, base) => ok(expandPath(String(raw), base)),
  flag: (raw) => defined(booleanOf(raw), "true or false"),
  number: (raw) => whole(raw, 1),
  seconds: (raw) => whole(raw, 0),
  checking: (raw) => defined(raw === "accept-new" ? raw : checking(raw), "true, false or accept-new"),
  gathering: (raw) => choice(raw, ["implicit", "explicit", "smart"]),
  transport: (raw) => choice(raw === "smart" || raw === "paramiko" || raw === "paramiko_ssh" ? "ssh" : raw, ["ssh", "local"]),
  method: (raw) => defined(becomeMethodOf(String(raw)), `one of ${BECOME_METHODS.join(", ")}`),
};

const LISTS: Readonly<Partial<Record<SettingKind, (raw: Raw, base: string) => readonly string[]>>> = {
  paths: (raw, base) => itemsOf(raw, ":").map((path) => expandPath(path, base)),
  sources: (raw, base) => sourcesOf(raw, base),
  words: (raw) => itemsOf(raw, ","),
};

function itemsOf(raw: Raw, separator: string): readonly string[] {
  const items = typeof raw === "object" ? raw : String(raw).split(separator);
  return items.map((item) => item.trim()).filter((item) => item !== "");
}

/** Paths with commas between them; names without a slash of which none is there are a list of hosts. */
function sourcesOf(raw: Raw, base: string): readonly string[] {
  if (typeof raw === "object") return raw.flatMap((each) => sourcesOf(each, base));
  const text = String(raw);
  const paths = itemsOf(text, ",").map((path) => expandPath(path, base));
  return text.includes(",") && !text.includes("/") && !paths.some((path) => existsSync(path)) ? [text] : paths;
}

/** As Ansible expands paths: ~, $VARIABLES, {{CWD}}; relative ones are taken from `base`. */
export function expandPath(path: string, base: string): string {
  const plain = path.replaceAll("{{CWD}}", process.cwd()).replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, name: string | undefined, braced: string | undefined) => process.env[name ?? braced ?? ""] ?? whole);
  return plain === "~" || plain.startsWith("~/") ? resolve(homedir(), plain.slice(2)) : resolve(base, plain);
}

function checking(raw: One): "yes" | "no" | undefined {
  const flag = booleanOf(raw);
  return flag === undefined ? undefined : flag ? "yes" : "no";
}

function whole(raw: One, least: number): Result<SettingValue, string> {
  const number = numberOf(raw);
  return defined(number !== undefined && Number.isInteger(number) && number >= least ? number : undefined, `a whole number, ${least} or more`);
}

function choice<T extends string>(raw: One, choices: readonly T[]): Result<T, string> {
  return defined(choices.find((each) => each === raw), choices.length === 1 ? choices.join("") : `one of ${choices.join(", ")}`);
}

function defined<T>(value: T | undefined, must: string): Result<T, string> {
  return value === undefined ? err(must) : ok(value);
}
