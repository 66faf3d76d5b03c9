import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadBuiltProgram } from "./built-program.js";

/** The `main` of program.ts as the build leaves it; in the built program this file stands in the place of program.js. */
export const { main } = loadBuiltProgram(dirname(fileURLToPath(import.meta.url)));
