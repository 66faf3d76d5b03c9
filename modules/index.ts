import type { Module } from "#engine/module/contract.js";
import { file } from "./file.js";

const all: readonly Module[] = [
  file,
];

/** Every module, by the key that a playbook calls it by. Other spellings are in aliases.ts. */
export const modules: ReadonlyMap<string, Module> = new Map(all.map((module) => [module.name, module]));
