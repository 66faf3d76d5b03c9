/** What should become of a job or a variable of a crontab (crontab(5)). */
export type CronEdit =
  | { readonly kind: "job"; readonly name: string; /** The whole line; undefined: there should be none. */ readonly line: string | undefined }
  | { readonly kind: "variable"; readonly name: string; readonly line: string | undefined; readonly beside?: { readonly name: string; readonly side: "after" | "before" } };

/** The line that says which job follows, as Ansible writes it. */
const HEAD = "#Ansible: ";

/** The text after the edit: undefined where the variable that it should stand beside is not there. Without a change only a missing end of the last line is added. */
export function editCrontab(text: string, edit: CronEdit): string | undefined {
  const lines = text.replace(/\r?\n$/, "").split("\n");
  const before = text === "" ? [] : lines;
  const after = edit.kind === "job" ? editJob(before, edit.name, edit.line) : editVariable(before, edit);
  if (after === undefined) return undefined;
  if (after === before) return text === "" || text.endsWith("\n") ? text : `${text}\n`;
  const joined = after.join("\n").replace(/[\r\n]+$/, "");
  return joined === "" ? "" : `${joined}\n`;
}

/** Names of the jobs that have one. */
export function jobNames(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith(HEAD)).map((line) => line.slice(HEAD.length));
}

/** Names of the variables. */
export function variableNames(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^\S+=/.test(line)).map((line) => line.slice(0, line.indexOf("=")));
}

function editJob(lines: readonly string[], name: string, job: string | undefined): readonly string[] {
  const known = knownJob(lines, name);
  if (job === undefined) return known === undefined ? lines : withJob(lines, name, undefined);
  if (known !== undefined) return known === job ? lines : withJob(lines, name, job);
  return adopted(lines, name, job) ?? [...lines, `${HEAD}${name}`, job];
}

/** The line after that of the name. */
function knownJob(lines: readonly string[], name: string): string | undefined {
  let head: string | undefined;
  for (const line of lines) {
    if (head !== undefined && head === name) return line;
    head = head === undefined && line.startsWith(HEAD) ? line.slice(HEAD.length) : undefined;
  }
  return undefined;
}

/** The same job without a name is given it. */
function adopted(lines: readonly string[], name: string, job: string): readonly string[] | undefined {
  const at = lines.findIndex((line, index) => line === job && !(lines.at(index - 1) ?? "").startsWith(HEAD));
  return at === -1 ? undefined : lines.toSpliced(at, 0, `${HEAD}${name}`);
}

function withJob(lines: readonly string[], name: string, job: string | undefined): readonly string[] {
  return lines.flatMap((line, at) => {
    if (line === `${HEAD}${name}`) return job === undefined || at === lines.length - 1 ? [] : [line];
    if (lines[at - 1] === `${HEAD}${name}`) return job === undefined ? [] : [job];
    return [line];
  });
}

function editVariable(lines: readonly string[], { name, line, beside }: Extract<CronEdit, { kind: "variable" }>): readonly string[] | undefined {
  const isIt = (each: string, other = name): boolean => each.startsWith(`${other}=`);
  const known = lines.find((each) => isIt(each));
  if (line === undefined) return known === undefined ? lines : lines.filter((each) => !isIt(each));
  if (known !== undefined) return known === line ? lines : lines.map((each) => (isIt(each) ? line : each));
  if (beside === undefined) return [line, ...lines];
  const at = lines.findIndex((each) => isIt(each, beside.name));
  return at === -1 ? undefined : lines.toSpliced(beside.side === "after" ? at + 1 : at, 0, line);
}
