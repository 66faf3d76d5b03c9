import { basename, join } from "node:path/posix";
import { Secret } from "#engine/core/secret.js";
import type { Problem } from "#engine/core/problem.js";
import type { Value } from "#engine/core/value.js";
import { refuse, type Control, type Refusal, type SourceFile } from "#engine/module/contract.js";
import type { WantedContent } from "./content-state.js";
import type { CopyParams } from "./copy-params.js";
import { defined } from "./defined.js";
import { jsonText } from "./json-text.js";
import { contentOfFile, contentOfText, type KnownContent } from "./source-content.js";
import { isBadValidate, validateWords } from "./validate-words.js";

/** The files that should be on the host, by their names; one, or those of a folder. */
export interface CopyInput {
  readonly dest: string;
  readonly files: Readonly<Record<string, WantedContent>>;
}

type Made = CopyInput | Refusal | Problem;

/** Fetches what is to be copied from the control machine. */
export async function copyInput(params: CopyParams, control: Control): Promise<Made> {
  const validate = validateWords(params.validate);
  if (isBadValidate(validate)) return validate;
  const make = (known: Pick<WantedContent, "content"> & Partial<Omit<KnownContent, "content">>, more: Partial<WantedContent> = {}): WantedContent => ({ ...base(params, validate), bytes: undefined, sha256: undefined, size: undefined, ...known, ...more });
  const { dest, src, content } = params;
  if (content !== undefined) return textInput(dest, make(contentOfText(textOfValue(content))));
  if (src === undefined) throw new Error("the schema lets no copy through that has neither src nor content");
  if (params.remote_src) return src.startsWith("/") ? one(dest, make({ content: { from: "host", path: src } }, { name: basename(src) })) : refuse(`with remote_src, src is a path on the host, and has to begin with /: ${src}`);
  return sourceInput(params, control, make);
}

type Make = (known: KnownContent, more?: Partial<WantedContent>) => WantedContent;

async function sourceInput({ src = "", dest, mode, decrypt }: CopyParams, control: Control, make: Make): Promise<Made> {
  const single = src.endsWith("/") ? undefined : await control.source(src, { decrypt });
  if (single?.ok === true) return one(dest, make(await contentOfFile(single.value), { name: single.value.relative, ...ownMode(mode, single.value) }));
  const tree = await control.sourceTree(src, { decrypt });
  if (!tree.ok) return single === undefined ? tree.error : single.error;
  const folder = src.endsWith("/") ? dest : join(dest, basename(src));
  const files = await Promise.all(tree.value.map(async (file): Promise<[string, WantedContent]> =>
    [file.relative, make(await contentOfFile(file), { dest: join(folder, file.relative), name: basename(file.relative), makeFolders: true, ...ownMode(mode, file) })]));
  return { dest, files: Object.fromEntries(files) };
}

/** Text has no name of its own for a folder to hold it under. */
function textInput(dest: string, wanted: WantedContent): Made {
  return dest.endsWith("/") ? refuse(`with content, dest is a file, and not a folder: ${dest}`, "give the path of the file") : { dest, files: { [wanted.name]: { ...wanted, name: "" } } };
}

function one(dest: string, wanted: WantedContent): CopyInput {
  return { dest, files: { [wanted.name]: wanted } };
}

function ownMode(mode: string | undefined, source: SourceFile): { readonly mode?: string } {
  return mode === "preserve" ? { mode: source.mode } : {};
}

function base({ dest, mode, owner, group, force, backup, follow, directory_mode: directoryMode }: CopyParams, validate: readonly string[] | undefined): Omit<WantedContent, "content" | "bytes" | "sha256" | "size"> {
  return { dest, name: basename(dest), ...defined({ mode, owner, group }), force, backup, follow, validate, makeFolders: false, directoryMode };
}

function textOfValue(content: Value): string | Secret {
  return typeof content === "string" || content instanceof Secret ? content : jsonText(content);
}
