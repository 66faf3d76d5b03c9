import { Buffer } from "node:buffer";
import type { RenderedTemplate } from "#engine/module/contract.js";
import { refuse, type Refusal } from "#engine/module/contract.js";

type Encode = (text: string) => Uint8Array | undefined;

const BYTE_ORDER_MARK = "\uFEFF";

/** Python's names of encodings, without case, `-` and `_`; undefined where a character does not exist in one. */
const ENCODINGS: Readonly<Record<string, Encode>> = {
  ascii: (text) => below(text, 0x80), usascii: (text) => below(text, 0x80), latin1: (text) => below(text, 0x100), iso88591: (text) => below(text, 0x100),
  utf8sig: (text) => Buffer.from(BYTE_ORDER_MARK + text, "utf8"), utf16: (text) => Buffer.from(BYTE_ORDER_MARK + text, "utf16le"),
  utf16le: (text) => Buffer.from(text, "utf16le"), utf16be: (text) => Buffer.from(text, "utf16le").swap16(),
};

/** A rendered template in the encoding that was asked for. */
export function encodedTemplate(rendered: RenderedTemplate, encoding: string): RenderedTemplate | Refusal {
  const name = encoding.toLowerCase().replace(/[-_]/g, "");
  if (name === "utf8" || name === "") return rendered;
  const encode = Object.hasOwn(ENCODINGS, name) ? ENCODINGS[name] : undefined;
  if (encode === undefined) return refuse(`The encoding "${encoding}" is not supported`, "Use utf-8, ascii, latin-1, utf-16, utf-16-le, utf-16-be or utf-8-sig.");
  if (rendered.content.from === "secret") return refuse("A template with secrets can only be written as utf-8", "Leave output_encoding out.");
  const bytes = encode(new TextDecoder().decode(rendered.bytes));
  return bytes === undefined ? refuse(`The template has characters that ${encoding} does not know`, "Use utf-8, or take them out.") : { ...rendered, bytes, content: { from: "memory", bytes } };
}

function below(text: string, limit: number): Uint8Array | undefined {
  return Array.from(text).some((character) => (character.codePointAt(0) ?? 0) >= limit) ? undefined : Buffer.from(text, "latin1");
}
