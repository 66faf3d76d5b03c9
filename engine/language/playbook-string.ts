import type { ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { Fault } from "./fault.js";
import { readHeader } from "./jinja-header.js";
import { problemsIn } from "./names-in-pieces.js";
import { nodeSource } from "./node-source.js";
import { verbatim, type Source } from "./source.js";
import { parseTemplate } from "./template-parser.js";
import { DEFAULT_SETTINGS } from "./template-settings.js";
import type { Template } from "./template-tree.js";
import { withoutLastNewline } from "./trailing-newlines.js";

/** A string of a playbook that holds templates, parsed; or the first mistake in it. */
export interface PlaybookString {
  readonly source: Source;
  readonly template: Template | Fault;
}

/** What a node's string was parsed into. Nodes never change, so this is derived data. */
const parsedNodes = new WeakMap<ScalarNode, PlaybookString>();

/** Whether a text holds `{{ }}`, `{% %}` or a comment. */
export function isTemplate(text: string): boolean {
  return text.includes("{{") || text.includes("{%") || (text.includes("{#") && text.includes("#}"));
}

/** The parsed template of a node; undefined when the node is no template. */
export function templateOf(node: ScalarNode): PlaybookString | undefined {
  if (typeof node.value !== "string" || node.unsafe === true || !isTemplate(node.value)) return undefined;
  const known = parsedNodes.get(node);
  if (known !== undefined) return known;
  const parsed = parse(nodeSource(node));
  parsedNodes.set(node, parsed);
  return parsed;
}

/** The parsed template of a text that stands at this place; undefined when it is no template. */
export function templateIn(text: string, place: Place): PlaybookString | undefined {
  return isTemplate(text) ? parse(verbatim(text, place)) : undefined;
}

/** A header counts in a string as well, as in Ansible. */
function parse(source: Source): PlaybookString {
  const headed = readHeader(source.text, "", DEFAULT_SETTINGS);
  if (!headed.ok) return { source, template: new Fault(headed.error.code, headed.error.message, { hint: headed.error.hint, span: { start: 0, end: 1 } }) };
  const { settings, header, body } = headed.value;
  const below: Source = header === "" ? source : { text: body, place: ({ start, end }) => source.place({ start: start + header.length, end: end + header.length }) };
  const template = parseTemplate({ ...below, text: withoutLastNewline(body) }, { rawStrings: true, ...settings });
  return { source: below, template: template instanceof Fault ? template : problemIn(template) ?? template };
}

/** Calls of functions that nobody has, and of other templates, are found when the string is read. */
function problemIn(template: Template): Fault | undefined {
  const [problem] = problemsIn(template);
  return problem && Fault.from(problem);
}
