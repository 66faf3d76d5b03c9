import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Omit, Unknown, type Value, type ValueMap } from "#engine/core/value.js";
import { Secret } from "#engine/core/secret.js";

/** Where facts are kept on the control machine, and how long they are good. */
export interface FactCacheOptions {
  /** A folder of its own; it is made (0700) when something is kept. */
  readonly path: string;
  /** The age at which facts are gathered again, in seconds; 0: never (Ansible's fact_caching_timeout). */
  readonly seconds: number;
  /** What tells this inventory from others that have hosts of the same names: the absolute paths of its sources. */
  readonly inventory: readonly string[];
}

/** What a look into the cache came to. */
export type CachedFacts =
  | { readonly kind: "fresh"; readonly facts: ValueMap; readonly age: number }
  | { readonly kind: "none" }
  | { readonly kind: "stale"; readonly age: number }
  /** The file is there and no good: say so, and gather again. */
  | { readonly kind: "broken"; readonly path: string; readonly why: string };

/** What became of facts that were to be kept. */
export type KeptFacts =
  /** `left`: names of facts that hold a secret, or what nobody knows yet: these are not kept. */
  | { readonly kind: "kept"; readonly left: readonly string[] }
  | { readonly kind: "failed"; readonly path: string; readonly why: string };

/** Facts of hosts, from one run to the next. */
export interface FactCache {
  read(host: string): Promise<CachedFacts>;
  /** Takes the place of what was kept of the host; whole or not at all. */
  write(host: string, facts: ValueMap): Promise<KeptFacts>;
  /** `meta: clear_facts`. */
  forget(host: string): Promise<void>;
}

/** The layout of the files; another one is as good as none. */
const VERSION = 1;

/** One JSON file for each host, which only its owner may read. `now` is in milliseconds since 1970. */
export function openFactCache({ path, seconds, inventory }: FactCacheOptions, now: () => number = Date.now): FactCache {
  const folder = join(path, createHash("sha256").update(JSON.stringify(inventory)).digest("hex").slice(0, 16));
  const fileOf = (host: string): string => join(folder, `${encodeURIComponent(host).replaceAll(".", "%2E")}.json`);
  return {
    async read(host) {
      const file = fileOf(host);
      const text = await textOf(file);
      if (text === undefined) return { kind: "none" };
      if (typeof text !== "string") return { kind: "broken", path: file, why: text.why };
      const entry = entryOf(text);
      if (typeof entry === "string") return { kind: "broken", path: file, why: entry };
      const age = Math.floor((now() - entry.gathered) / 1000);
      return age < 0 || (seconds > 0 && age >= seconds) ? { kind: "stale", age } : { kind: "fresh", facts: entry.facts, age };
    },
    async write(host, facts) {
      const file = fileOf(host);
      const { kept, left } = withoutSecrets(facts);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await replaceFile(file, JSON.stringify({ version: VERSION, gathered: now(), facts: kept }));
        return { kind: "kept", left };
      } catch (error) {
        return { kind: "failed", path: file, why: reasonOf(error) };
      }
    },
    forget: (host) => rm(fileOf(host), { force: true }),
  };
}

/** undefined: there is no file. */
async function textOf(file: string): Promise<string | { readonly why: string } | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? undefined : { why: reasonOf(error) };
  }
}

interface Entry {
  readonly gathered: number;
  readonly facts: ValueMap;
}

/** A text: why it is no entry. */
function entryOf(text: string): Entry | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return reasonOf(error);
  }
  if (!isMap(parsed) || parsed["version"] !== VERSION) return "it is not written as this version writes it";
  const { gathered, facts } = parsed;
  if (typeof gathered !== "number" || !isMap(facts)) return "it lacks facts, or the time at which they were gathered";
  return { gathered, facts: facts as ValueMap };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: "wx" });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function withoutSecrets(facts: ValueMap): { readonly kept: ValueMap; readonly left: readonly string[] } {
  const left = Object.keys(facts).filter((name) => !isStorable(facts[name] ?? null));
  return { kept: Object.fromEntries(Object.entries(facts).filter(([name]) => !left.includes(name))), left };
}

function isStorable(value: Value): boolean {
  if (value instanceof Secret || value instanceof Unknown || value instanceof Omit) return false;
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value as Readonly<Record<string, Value>>).every(isStorable);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Ansible's setting `gathering`. */
export type Gathering = "implicit" | "explicit" | "smart";

/**
 * Whether a play gathers facts of a host. implicit: unless it says `gather_facts: false`. explicit: only when it says true.
 * smart: as implicit, and only of hosts of which none are known yet, in this run or from the cache.
 */
export function gathers(gathering: Gathering, { said, known }: { readonly said: boolean | undefined; readonly known: boolean }): boolean {
  switch (gathering) {
    case "implicit": return said !== false;
    case "explicit": return said === true;
    case "smart": return said !== false && !known;
  }
}
