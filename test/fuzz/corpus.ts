import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** The texts of the project's own files below some folders, by a pattern of their paths. */
export function textsOf(folders: readonly string[], pattern: RegExp): readonly string[] {
  return folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => pattern.test(name)).sort().map((name) => readFileSync(join(root, folder, name), "utf8")));
}

/** Expressions of the project's own files: what stands between braces, and conditions. */
export function expressionsOf(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}|when: ([^"\n]+)$/gm)].map((match) => match[1] ?? match[2] ?? "")))].filter((text) => text !== "");
}
