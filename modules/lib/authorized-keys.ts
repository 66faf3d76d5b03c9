import { formatKeyLine, parseKeyLine, type SshKey } from "./ssh-key-line.js";

/** What is wanted of a file of keys. Options and comment that are left out: those of the key's own line count. */
export interface WantedKeys {
  readonly keys: readonly SshKey[];
  readonly state: "present" | "absent";
  /** Other keys go; comments stay. */
  readonly exclusive: boolean;
  /** Given apart from the keys: for each of them. */
  readonly options?: string | undefined;
  readonly comment?: string | undefined;
}

/** The file as it should be. Lines that are as wanted stay as they are and where they are; so does everything that is no key. */
export function editKeys(text: string, wanted: WantedKeys): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const wantedKeys = new Map(wanted.keys.map((key) => [key.blob, withGiven(key, wanted)]));
  if (wanted.state === "absent") return joined(lines.filter((line) => !wantedKeys.has(parseKeyLine(line)?.blob ?? "")));
  const seen = new Set<string>();
  const kept = lines.flatMap((line) => editLine(line, { wanted, wantedKeys, seen }));
  const added = [...wantedKeys.values()].filter(({ blob }) => !seen.has(blob)).map(formatKeyLine);
  return joined([...kept, ...added]);
}

interface Editing {
  readonly wanted: WantedKeys;
  readonly wantedKeys: ReadonlyMap<string, SshKey>;
  /** Keys met so far: a second line of the same key is dropped, since sshd goes by the first. */
  readonly seen: Set<string>;
}

function editLine(line: string, { wanted, wantedKeys, seen }: Editing): string[] {
  const key = parseKeyLine(line);
  if (key === undefined) return [line];
  const mine = wantedKeys.get(key.blob);
  if (mine === undefined) return wanted.exclusive ? [] : [line];
  if (seen.has(key.blob)) return [];
  seen.add(key.blob);
  const made = { ...mine, comment: mine.comment === "" ? key.comment : mine.comment };
  return [made.options === key.options && made.comment === key.comment ? line : formatKeyLine(made)];
}

function withGiven(key: SshKey, { options, comment }: WantedKeys): SshKey {
  return { ...key, ...(options !== undefined && { options }), ...(comment !== undefined && { comment }) };
}

function joined(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
