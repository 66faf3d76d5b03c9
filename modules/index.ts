import type { Module } from "#engine/module/contract.js";
import { copy } from "./copy.js";
import { file } from "./file.js";
import { template } from "./template.js";

const all: readonly Module[] = [
  copy,
  file,
  template,
];

/** Every module, by the key that a playbook calls it by. Other spellings are in aliases.ts. */
export const modules: ReadonlyMap<string, Module> = new Map(all.map((module) => [module.name, module]));
