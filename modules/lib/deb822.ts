/** A value of a field, as a playbook gives it. */
export type FieldValue = boolean | number | string | readonly string[] | undefined;

/** The stem of the files of a repository, made from its name as Ansible makes it. */
export function slugOf(name: string): string {
  return name.toLowerCase().replace(/[_\s]+/g, "-").replace(/[^a-z0-9-]+/g, "");
}

/** A stanza of sources.list(5), deb822 format: one field a line in the order of the parameters' names. */
export function stanza(fields: Readonly<Record<string, FieldValue>>): string {
  return Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([name, value]) => (value === undefined ? [] : [`${fieldName(name)}:${written(value)}\n`])).join("");
}

function fieldName(parameter: string): string {
  if (parameter === "name") return "X-Repolib-Name";
  if (parameter === "uris") return "URIs";
  return parameter.split("_").map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("-");
}

function written(value: Exclude<FieldValue, undefined>): string {
  if (typeof value === "boolean") return value ? " yes" : " no";
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value : value.join(" ");
  if (!text.includes("\n")) return ` ${text}`;
  // An empty line would end the stanza: a full stop stands for it.
  return `\n${text.trim().split("\n").map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd()}`)).join("\n")}`;
}
