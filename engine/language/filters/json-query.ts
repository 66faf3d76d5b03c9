import { createRequire } from "node:module";
import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { plainValue } from "../plain-value.js";
import { anything, required, text } from "../reading.js";

/** A longer expression is a mistake, or an attack: the package reads it by recursion. */
const LIMIT = 2_000;

/** The filter of community.general for JMESPath (https://jmespath.org). */
export const jsonQueryFilters: Readonly<Record<string, Definition>> = {
  json_query: define({
    doc: "json_query(expression): what a JMESPath expression finds; none when it finds nothing.",
    input: anything, params: { expr: required(text) }, apply: (data, { expr }) => query(data, expr),
  }),
};

/** Loaded when the first playbook uses it: it takes longer to load than the language itself. */
interface JmesPath { search(data: unknown, expression: string): unknown }

function query(data: Value, expression: string): Value | Fault {
  if (expression.length > LIMIT) return new Fault("bad-query", `The expression is longer than ${LIMIT} characters`);
  try {
    const found = plainValue((createRequire(import.meta.url)("@jmespath-community/jmespath") as JmesPath).search(data, expression));
    return found ?? (found === null ? null : new Fault("bad-query", "What it finds is nested too deep"));
  } catch (error) {
    return new Fault("bad-query", `The JMESPath expression does not work: ${error instanceof Error ? error.message : "syntax error"}`, { hint: "Texts in it are written with ' and numbers with `; see https://jmespath.org." });
  }
}
