/** What FACTS_SCRIPT would print of these files, links and blocks. */
export interface FactsOutput {
  readonly files?: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly blocks?: Readonly<Record<string, string>>;
  /** Name with ".fact", output, exit code, standard error. */
  readonly local?: readonly (readonly [string, string, number, string])[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The script's output. */
export function factsOutput({ files = {}, links = {}, blocks = {}, local = [], environment = {} }: FactsOutput): string {
  const lines = Object.entries(files).flatMap(([path, text]) => text.replace(/\n$/, "").split("\n").map((line) => `${path}\0${line}`));
  const parts = { files: lines.join("\n"), ...blocks, links: Object.entries(links).map(([path, target]) => `${path}\0${target}`).join("\n") };
  const shown = Object.entries(parts).map(([name, text]) => `[${name}]\n${text}${text === "" || text.endsWith("\n") ? "" : "\n"}`).join("");
  const facts = local.map(([name, output, code, stderr]) => `${name}\0${output}\0${code}\0${stderr}\0`).join("");
  return `${shown}[tail]\n${facts}\0${Object.entries(environment).map(([name, value]) => `${name}=${value}\0`).join("")}`;
}
