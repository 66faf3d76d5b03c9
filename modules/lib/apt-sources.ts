/** The text of each file of apt's one-line sources (sources.list(5)), by path. */
export type SourceFiles = Readonly<Record<string, string>>;

/** A source as it is compared: one blank between words; undefined where a line is none. `enabled`: it is no comment. */
export interface SourceLine {
  readonly source: string;
  readonly enabled: boolean;
}

/** Takes a line apart; what stands behind a second # is a comment. */
export function sourceLine(line: string): SourceLine | undefined {
  const enabled = !/^\s*#/.test(line);
  const [text = ""] = (enabled ? line : line.replace(/^\s*#+/, "")).split("#");
  const words = text.trim().split(/\s+/);
  return (words[0] === "deb" || words[0] === "deb-src") && words.length > 2 ? { source: words.join(" "), enabled } : undefined;
}

/** The files with the source: where it is a comment it is made one no more, else it is added to `file`. */
export function withSource(files: SourceFiles, source: string, file: string): SourceFiles {
  const known = lines(files).filter(({ parsed }) => parsed?.source === source);
  if (known.some(({ parsed }) => parsed?.enabled === true)) return files;
  const [off] = known;
  if (off !== undefined) return { ...files, [off.path]: edited(files[off.path] ?? "", (_line, at) => (at === off.at ? source : undefined)) };
  const text = files[file] ?? "";
  return { ...files, [file]: `${text}${text === "" || text.endsWith("\n") ? "" : "\n"}${source}\n` };
}

/** The files without the source, whether it is a comment or not; a file that held nothing else is gone. */
export function withoutSource(files: SourceFiles, source: string): SourceFiles {
  return Object.fromEntries(Object.entries(files).flatMap(([path, text]) => {
    const left = edited(text, (line) => (sourceLine(line)?.source === source ? "" : undefined));
    return left === "" && text !== "" ? [] : [[path, left]];
  }));
}

/** The name that a file of the source has, as Ansible makes it: the address without protocol, options and password. */
export function sourceFileName(source: string): string {
  const [address = ""] = source.replace(/\[[^\]]+\]/, "").replace(/\w+:\/\//g, "").split(/\s+/).filter((word) => word !== "" && word !== "deb" && word !== "deb-src");
  return address.replace(/^.*?@/, "").replace(/[^a-zA-Z0-9]/g, " ").trim().split(/\s+/).join("_");
}

function lines(files: SourceFiles): readonly { readonly path: string; readonly at: number; readonly parsed: SourceLine | undefined }[] {
  return Object.entries(files).flatMap(([path, text]) => text.split("\n").map((line, at) => ({ path, at, parsed: sourceLine(line) })));
}

/** Each line anew; "" takes it out, undefined leaves it. */
function edited(text: string, change: (line: string, at: number) => string | undefined): string {
  return text.split("\n").flatMap((line, at) => {
    const made = change(line, at);
    return made === undefined ? [line] : made === "" ? [] : [made];
  }).join("\n");
}
