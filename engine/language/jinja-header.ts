import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { fileSource } from "./source.js";

/** What the first line of a template file may change. */
export interface JinjaSettings { readonly trimBlocks: boolean; readonly lstripBlocks: boolean }

const HEADER = "#jinja2:";
const KNOWN = ["trim_blocks", "lstrip_blocks"];

/** Reads `#jinja2: trim_blocks: False, lstrip_blocks: True` from a template's first line; `body` is what stands below it. */
export function readHeader(text: string, file: string): Result<JinjaSettings & { readonly header: string; readonly body: string }, Diagnostic> {
  if (!text.startsWith(HEADER)) return ok({ trimBlocks: true, lstripBlocks: false, header: "", body: text });
  const end = text.includes("\n") ? text.indexOf("\n") + 1 : text.length;
  const header = text.slice(0, end);
  const pairs = header.slice(HEADER.length).split(",").map((pair) => pair.split(":").map((part) => part.trim())).filter(([name]) => name !== "");
  const wrong = pairs.find(([name = "", value = ""]) => !KNOWN.includes(name) || !/^(true|false)$/i.test(value));
  if (wrong !== undefined) {
    const place = fileSource(text, file).place({ start: 0, end: header.trimEnd().length });
    return err(problemAt("bad-header", `The header sets "${wrong[0] ?? ""}" to "${wrong[1] ?? ""}", which is not supported`, { place, hint: didYouMean(wrong[0] ?? "", KNOWN) ?? "It may set trim_blocks and lstrip_blocks to True or False." }));
  }
  const settings = new Map(pairs.map(([name = "", value = ""]) => [name, value.toLowerCase() === "true"]));
  return ok({ trimBlocks: settings.get("trim_blocks") ?? true, lstripBlocks: settings.get("lstrip_blocks") ?? false, header, body: text.slice(end) });
}
