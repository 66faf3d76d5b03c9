import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "./case.js";

const PAGE = join(import.meta.dirname, "DIFFERENCES.md");

/** The page that lists every playbook that differs on purpose, with its reason. */
export function pageText(cases: readonly Case[]): string {
  const rows = cases.flatMap(({ id, differs }) => differs === undefined ? [] : [`| [${id}](playbooks/${id}.yml) | ${differs.replaceAll("\n", " ").replaceAll("|", "\\|")} |`]);
  return [
    "# Where tsplay differs from Ansible on purpose", "",
    "Every other playbook of the conformance suite does the same under both. This page is written by `npm run test:conformance -- --write-page` and compared in each run.", "",
    "| playbook | why |", "|---|---|", ...rows, "",
  ].join("\n");
}

/** Whether the page lists these cases and no others. */
export function pageIsRight(cases: readonly Case[]): boolean {
  return readFileSync(PAGE, "utf8") === pageText(cases);
}

/** Writes the page anew. */
export function writePage(cases: readonly Case[]): void {
  writeFileSync(PAGE, pageText(cases));
}
