import { createHash } from "node:crypto";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Problem } from "#engine/core/problem.js";
import { Secret } from "#engine/core/secret.js";
import { Unknown } from "#engine/core/value.js";
import type { Control, LocalFile, RenderedTemplate, SourceFile } from "#engine/module/contract.js";

/** What lies on the control machine, as a case file writes it. */
export interface ControlFacts {
  /** Files for `src`, by the name the task uses; those of a folder as folder/file. */
  readonly files?: Readonly<Record<string, string | { readonly content: string; readonly mode?: string }>>;
  /** What `fetch` finds on the control machine, by absolute path: a file's text, or null for a folder. */
  readonly local?: Readonly<Record<string, string | null>>;
  /** Rendered templates, by name. `unknown`: why it cannot be rendered yet. */
  readonly templates?: Readonly<Record<string, string | { readonly content?: string; readonly secret?: boolean; readonly unknown?: string }>>;
}

/** A control machine that holds only what it was told. */
export function fakeControl(has: ControlFacts): Control {
  const files = has.files ?? {};
  return {
    source: (name) => Promise.resolve(Object.hasOwn(files, name) ? ok(sourceFile(name, basename(name), files[name])) : notFound(name)),
    sourceTree(name) {
      const folder = name.replace(/\/*$/, "/");
      const below = Object.keys(files).filter((each) => each.startsWith(folder)).sort();
      return Promise.resolve(below.length > 0 ? ok(below.map((each) => sourceFile(each, each.slice(folder.length), files[each]))) : notFound(name));
    },
    template: (name) => Promise.resolve(rendered(has, name)),
    localPath: (name) => (name.startsWith("/") ? name : `/control/${name}`),
    localFile: (path) => Promise.resolve(localFile(has.local?.[path])),
    inventoryHostname: "h1",
  };
}

function localFile(entry: string | null | undefined): LocalFile {
  if (entry === undefined) return { kind: "absent" };
  if (entry === null) return { kind: "directory" };
  return { kind: "file", size: Buffer.byteLength(entry), sha256: createHash("sha256").update(entry).digest("hex") };
}

function sourceFile(name: string, relative: string, entry: NonNullable<ControlFacts["files"]>[string] | undefined): SourceFile {
  const { content, mode = "0644" } = typeof entry === "object" ? entry : { content: entry ?? "" };
  const bytes = new TextEncoder().encode(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { path: `/control/${name}`, relative, size: bytes.length, sha256, mode, read: () => Promise.resolve(bytes) };
}

function rendered(has: ControlFacts, name: string): Result<RenderedTemplate | Unknown, Problem> {
  const templates = has.templates ?? {};
  const entry = Object.hasOwn(templates, name) ? templates[name] : undefined;
  if (entry === undefined) return notFound(name);
  const { content = "", secret = false, unknown } = typeof entry === "object" ? entry : { content: entry, unknown: undefined };
  if (unknown !== undefined) return ok(new Unknown(unknown));
  const bytes = new TextEncoder().encode(content);
  return ok({ path: `/control/templates/${name}`, content: secret ? { from: "secret", text: new Secret(content) } : { from: "memory", bytes }, bytes, secret });
}

function notFound(name: string): Result<never, Problem> {
  return err({ reason: "refused", message: `the case has no file ${name} on the control machine` });
}

function basename(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
