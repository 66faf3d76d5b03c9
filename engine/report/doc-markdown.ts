import type { Module } from "#engine/module/erased.js";
import { checkSentence } from "./doc.js";
import { parameterDocs, ruleSentences, type ParameterDoc } from "./parameters.js";

/** A module's page in Markdown (GitHub's dialect: it needs tables). */
export function moduleMarkdown(module: Module): string {
  const { name, summary, description, examples, returns = {} } = module;
  return `${[
    `# ${name}`,
    summary,
    ...(description === undefined ? [] : [description.trim()]),
    `**Check mode:** ${checkSentence(module)}`,
    ...parameterSection(module),
    ...(examples.length === 0 ? [] : ["## Examples", fenced(examples.map((each) => `# ${each.title}\n${each.yaml.trim()}`).join("\n\n"))]),
    ...(Object.keys(returns).length === 0 ? [] : ["## Returns", table(["Key", "What it is"], Object.entries(returns).map(([key, text]) => [code(key), text]))]),
  ].join("\n\n")}\n`;
}

/** The list of modules in Markdown. */
export function moduleListMarkdown(modules: readonly Module[]): string {
  const rows = modules.toSorted((a, b) => a.name < b.name ? -1 : 1).map(({ name, summary }) => [`[${name}](${name}.md)`, summary]);
  return `# Modules\n\n${table(["Module", "What it does"], rows)}\n`;
}

function parameterSection({ params }: Module): string[] {
  const rows = parameterDocs(params).map((each) => [names(each), typeCell(each), each.default === undefined ? "" : code(each.default), meaning(each)]);
  if (rows.length === 0) return [];
  return ["## Parameters", table(["Parameter", "Type", "Default", "Meaning"], rows), ...ruleSentences(params)];
}

function names({ name, required, aliases }: ParameterDoc): string {
  return `${code(name)}${required ? " (required)" : ""}${aliases.length > 0 ? `, also ${aliases.map(code).join(", ")}` : ""}`;
}

function typeCell({ type, secret }: ParameterDoc): string {
  return secret ? `${type}, secret` : type;
}

function meaning({ description, choices, range }: ParameterDoc): string {
  return [description, choices.length > 0 ? `Choices: ${choices.map(code).join(", ")}.` : "", range === undefined ? "" : `Range: ${range}.`].filter((text) => text !== "").join(" ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Inline code that may itself hold backticks. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function fenced(text: string): string {
  const fence = text.includes("```") ? "````" : "```";
  return `${fence}yaml\n${text}\n${fence}`;
}
