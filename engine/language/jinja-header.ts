import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { fileSource } from "./source.js";

/** What the first line of a template file may change. */
export interface JinjaSettings { readonly trimBlocks: boolean; readonly lstripBlocks: boolean }

const HEADER = "#jinja2:";
const KNOWN = ["trim_blocks", "lstrip_blocks"];

/** Reads `#jinja2: trim_blocks: False, lstrip_blocks: True` from a template's first line. The line is blanked out, so that places stay right. */
export function readHeader(text: string, file: string): Result<JinjaSettings & { readonly header: string; readonly body: string }, Diagnostic> {
  const none = { trimBlocks: true, lstripBlocks: false };
  if (!text.startsWith(HEADER)) return ok({ ...none, header: "", body: text });
  const end = text.indexOf("\n") === -1 ? text.length : text.indexOf("\n") + 1;
  const header = text.slice(0, end);
  const settings = new Map<string, boolean>();
  for (const pair of header.slice(HEADER.length).split(",")) {
    const [name = "", value = ""] = pair.split(":").map((part) => part.trim());
    if (name === "") continue;
    if (!KNOWN.includes(name) || !/^(true|false)$/i.test(value)) {
      return err(problemAt("bad-header", `The header sets "${name}" to "${value}", which is not supported`, { place: fileSource(text, file).place({ start: 0, end: header.trimEnd().length }), hint: didYouMean(name, KNOWN) ?? "It may set trim_blocks and lstrip_blocks to True or False." }));
    }
    settings.set(name, value.toLowerCase() === "true");
  }
  return ok({ trimBlocks: settings.get("trim_blocks") ?? true, lstripBlocks: settings.get("lstrip_blocks") ?? false, header, body: text.slice(end) });
}
