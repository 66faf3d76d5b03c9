import { refuse, type Refusal } from "#engine/module/contract.js";
import { defined } from "./defined.js";
import type { FileEntry } from "./file-entry.js";
import { modeAfter } from "./file-mode.js";
import { forgottenIds } from "./ownership.js";
import type { FileParams } from "./file-params.js";

type Wish = Partial<FileEntry> | undefined | Refusal;

/** What should be at the path; undefined: nothing. Left out of it: what nobody asked for. */
export function wantedFile(params: FileParams, before: FileEntry | undefined): Wish {
  const { state, recurse } = params;
  return state === undefined ? attributesFor(params, before, before?.kind ?? (recurse ? "directory" : "file")) : WISHES[state](params, before);
}

const WISHES: Readonly<Record<NonNullable<FileParams["state"]>, (params: FileParams, before: FileEntry | undefined) => Wish>> = {
  absent: ({ path }) => (path === "/" ? refuse("it would remove /") : undefined),
  link: wantedLink,
  hard: wantedHard,
  touch: wantedTouch,
  file: (params, before) => wantedKind("file", params, before),
  directory: (params, before) => wantedKind("directory", params, before),
};

function wantedTouch(params: FileParams, before: FileEntry | undefined): Wish {
  const wanted = attributesFor(params, before, before?.kind ?? "file");
  return before !== undefined && setsTimes(params) ? { ...wanted, touched: true } : wanted;
}

function wantedKind(kind: "file" | "directory", params: FileParams, before: FileEntry | undefined): Partial<FileEntry> | Refusal {
  if (before !== undefined && before.kind !== kind) return refuse(`${params.path} is a ${before.kind}, not a ${kind}`, `remove it first (file: state: absent), or choose another path`);
  return attributesFor(params, before, kind);
}

function attributesFor({ mode, owner, group, recurse }: FileParams, before: FileEntry | undefined, kind: string): Partial<FileEntry> {
  const isDirectory = kind === "directory";
  return {
    kind,
    ...defined({ owner, group, mode: mode === undefined || kind === "link" ? undefined : modeAfter(mode, before?.mode ?? (isDirectory ? "0755" : "0644"), isDirectory) }),
    ...forgottenIds({ owner, group }, before),
    ...(recurse && isDirectory && before !== undefined && { unlike: 0 }),
  };
}

function setsTimes({ access_time: access, modification_time: modification }: FileParams): boolean {
  return access !== "preserve" || modification !== "preserve";
}

function wantedLink({ src, owner, group, ...params }: FileParams, before: FileEntry | undefined): Partial<FileEntry> | Refusal {
  const target = src ?? (before?.kind === "link" ? before.target : undefined);
  if (target === undefined) return refuse(`it does not say where the link ${params.path} is to lead`, "give `src`");
  return inTheWay(params, before, "link") ?? { kind: "link", target, ...defined({ owner, group }) };
}

function wantedHard({ src, ...params }: FileParams, before: FileEntry | undefined): Partial<FileEntry> | Refusal {
  if (src === undefined) return refuse(`it does not say of which file ${params.path} is to be a second name`, "give `src`");
  return inTheWay(params, before, "hard") ?? { ...attributesFor(params, before, "hard") };
}

/** A link takes the place of another link, of a file with `force`, of a directory only when it is empty as well. */
function inTheWay({ path, force }: Pick<FileParams, "path" | "force">, before: FileEntry | undefined, kind: string): Refusal | undefined {
  if (before === undefined || before.kind === kind || before.kind === "link") return undefined;
  if (before.kind === "directory" && (before.holds ?? 0) > 0) return refuse(`the directory ${path} is in the place of the link, and is not empty`, "move what is in it, and remove it (file: state: absent)");
  return force ? undefined : refuse(`a ${before.kind} is in the place of the link ${path}`, "force: true replaces it");
}
