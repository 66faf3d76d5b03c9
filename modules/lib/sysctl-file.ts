interface Setting {
  readonly name: string;
  readonly value: string;
}

/** The text of sysctl.conf(5) with the setting as wanted, once, where its first line is; undefined: without it. The last line counts for whether it is right. Comments, and lines that are none, stay. */
export function editSysctl(text: string, name: string, value: string | undefined): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const own = lines.flatMap((line, at) => (settingOf(line)?.name === name ? [at] : []));
  if (isRight(own.map((at) => settingOf(lines[at] ?? "")), value)) return text;
  const line = value === undefined ? [] : [`${name}=${value}`];
  const made = own.length === 0 ? [...lines, ...line] : lines.flatMap((each, at) => (at === own[0] ? line : own.includes(at) ? [] : [each]));
  return made.map((each) => `${each}\n`).join("");
}

function isRight(own: readonly (Setting | undefined)[], value: string | undefined): boolean {
  return value === undefined ? own.length === 0 : own.length > 0 && own.at(-1)?.value === value;
}

function settingOf(line: string): Setting | undefined {
  const match = /^\s*-?([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
  return match === null ? undefined : { name: match[1] ?? "", value: (match[2] ?? "").split(/\s+/).join(" ") };
}
