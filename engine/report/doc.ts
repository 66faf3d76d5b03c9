import type { Module } from "#engine/module/erased.js";
import { displayWidth, padEnd } from "./display-width.js";
import { colourless, type Palette } from "./palette.js";
import { parameterDocs, ruleSentences, type ParameterDoc } from "./parameters.js";
import { wrapped } from "./wrapped.js";

/** How a page is laid out. */
export interface PageOptions {
  readonly colors: Palette;
  /** Columns. */
  readonly width: number;
}

const plainPage: PageOptions = { colors: colourless, width: 100 };

/** What `tsplay doc MODULE` prints. */
export function modulePage(module: Module, { colors, width }: PageOptions = plainPage): string {
  const inner = width - 4;
  const parameters = parameterDocs(module.params).flatMap((each) => parameterLines(each, colors, inner - 4));
  const lines = [
    `${colors.bold(module.name)}: ${module.summary}`,
    ...section("DESCRIPTION", paragraphs(module.description ?? "", inner), colors),
    ...section("CHECK MODE", wrapped(checkSentence(module), inner), colors),
    ...section("PARAMETERS", [...parameters, ...ruleSentences(module.params)], colors),
    ...section("EXAMPLES", module.examples.flatMap(({ title, yaml }, index) => [...(index > 0 ? [""] : []), `# ${title}`, ...yaml.trimEnd().split("\n")]), colors),
    ...section("RETURNS (register)", returnLines(module, inner), colors),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

/** What `tsplay doc` prints: every module with its summary. */
export function moduleList(modules: readonly Module[], { colors, width }: PageOptions = plainPage): string {
  const longest = Math.max(0, ...modules.map(({ name }) => displayWidth(name)));
  return modules.toSorted((a, b) => a.name < b.name ? -1 : 1).map(({ name, summary }) => {
    const [first = "", ...more] = wrapped(summary, Math.max(30, width - longest - 2));
    return [`${colors.bold(padEnd(name, longest))}  ${first}`, ...more.map((line) => " ".repeat(longest + 2) + line)].join("\n") + "\n";
  }).join("");
}

/** What a check run does with such a module. */
export function checkSentence(module: Module): string {
  switch (module.kind) {
    case "state": return "Looks, and tells what would change.";
    case "action": return "Says that it would run, without running it; its result is unknown, unless it only reads.";
    case "query": return "Runs as in a real run: it changes nothing.";
    case "directive": return "Carried out as in a real run: it changes nothing on any host.";
  }
}

function section(title: string, lines: readonly string[], colors: Palette): string[] {
  return lines.length === 0 ? [] : ["", colors.bold(title), ...lines.map((line) => line === "" ? "" : `    ${line}`)];
}

function parameterLines(parameter: ParameterDoc, colors: Palette, width: number): string[] {
  const { name, type, required, secret, aliases, choices, range } = parameter;
  const head = `${colors.bold(name)} (${[type, ...(required ? ["required"] : []), ...(secret ? ["secret"] : [])].join(", ")})`;
  const facts = [
    ...(choices.length > 0 ? [`Choices: ${choices.join(", ")}.`] : []),
    ...(range === undefined ? [] : [`Range: ${range}.`]),
    ...(parameter.default === undefined ? [] : [`Default: ${parameter.default}.`]),
    ...(aliases.length > 0 ? [`Also written: ${aliases.join(", ")}.`] : []),
  ];
  const text = [parameter.description, ...facts].filter((each) => each !== "").join(" ");
  return [head, ...wrapped(text, width).map((line) => `    ${line}`)];
}

function returnLines({ returns }: Module, width: number): string[] {
  const longest = Math.max(0, ...Object.keys(returns ?? {}).map(displayWidth));
  return Object.entries(returns ?? {}).flatMap(([name, text]) => {
    const [first = "", ...more] = wrapped(text, Math.max(30, width - longest - 2));
    return [`${padEnd(name, longest)}  ${first}`, ...more.map((line) => " ".repeat(longest + 2) + line)];
  });
}

function paragraphs(text: string, width: number): string[] {
  return text.trim() === "" ? [] : text.trim().split("\n").flatMap((line) => line.trim() === "" ? [""] : wrapped(line, width));
}
