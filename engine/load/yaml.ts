import { parseAllDocuments, type Document, type YAMLError } from "yaml";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { readText } from "./read-text.js";
import { SourceText } from "./source-text.js";
import { movedIn } from "./under-indented.js";
import { syntaxErrors, tooDeep } from "./yaml-errors.js";
import { NodeMaker } from "./yaml-nodes.js";
import { currentKeyring } from "./vault/ambient.js";
import { isVaulted } from "#engine/core/vault/envelope.js";
import { vaultDiagnostic } from "./vault/fault-diagnostic.js";
import { withJsonValues } from "./vault/json-values.js";
import { sealedNode } from "./vault/sealed-nodes.js";
import { withoutText } from "./vault/without-text.js";

/** A tree, undefined for a file with nothing in it; or all that is wrong with the file. */
export type ParsedYaml = Result<Node | undefined, readonly Diagnostic[]>;

/** Parses YAML text, read as PyYAML reads it (see readPlainScalar). `file` is the name that places carry. */
export function parseYaml(text: string, file: string): ParsedYaml {
  return parseSource(new SourceText(file, text.replace(/^\uFEFF/, "")));
}

/** Reads and parses a file; every text of an encrypted one is a secret. `from`: where the user named it, for the message when it cannot be read. */
export function readYamlFile(path: string, from?: Place): ParsedYaml {
  const source = readText(path, from);
  return source.ok ? parseSource(source.value) : err([source.error]);
}

/** Parses the text of a file that is read already. Every text of an encrypted one is a secret, and no diagnostic quotes it. */
export function parseSource(source: SourceText): ParsedYaml {
  if (source.sealed) return withoutText(parsed(source), source.file);
  return isVaulted(source.text) ? parseVaulted(source) : parsed(source);
}

/** A text that came from elsewhere than a file, such as a program or standard input, and is encrypted. */
function parseVaulted(source: SourceText): ParsedYaml {
  const opened = currentKeyring().open(source.text);
  if (opened.ok) return parseSource(new SourceText(source.file, Buffer.from(opened.value.bytes).toString("utf8"), true));
  return err([vaultDiagnostic(opened.error, { what: "this text", placeOfLine: (line) => source.placeAt(source.lineStart(line), source.lineText(line).length) })]);
}

function parsed(source: SourceText): ParsedYaml {
  const documents = documentsOf(source.text);
  if (documents === undefined) return err([tooDeep(source)]);
  const errors = errorsOf(documents);
  if (errors.length === 0) return contentOf(documents, source);
  const moved = movedIn(source, (text) => errorsOf(documentsOf(text) ?? []));
  return moved === undefined ? err(syntaxErrors(errors, source)) : contentOf(documentsOf(moved.text) ?? [], moved);
}

type Documents = ReturnType<typeof parseAllDocuments>;

function errorsOf(documents: Iterable<Document>): readonly YAMLError[] {
  return [...documents].flatMap((document) => document.errors);
}

function contentOf(documents: Iterable<Document>, source: SourceText): ParsedYaml {
  const [document, second] = [...documents].filter(hasContents);
  if (second !== undefined) return err([severalDocuments(source, second)]);
  return document === undefined ? ok(undefined) : convert(document, source);
}

/** The documents of a text; undefined when they are nested so deeply that the parser runs out of stack. */
function documentsOf(text: string): Documents | undefined {
  try {
    // "failsafe" leaves every scalar the text it was written as: what it stands for is read in plain-scalar.ts.
    return parseAllDocuments(text, { schema: "failsafe", prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function convert(document: Document, source: SourceText): ParsedYaml {
  const maker = new NodeMaker(source);
  const node = maker.make(document.contents);
  if (maker.diagnostics.length > 0) return err(maker.diagnostics);
  if (node.kind === "scalar" && node.value === null) return ok(undefined);
  const read = /^\s*[{[]/.test(source.text) ? withJsonValues(node) : node;
  return ok(source.sealed ? sealedNode(read) : read);
}

function hasContents(document: Document): boolean {
  const { contents } = document;
  return contents !== null && !(contents.range !== undefined && contents.range !== null && contents.range[0] === contents.range[1]);
}

function severalDocuments(source: SourceText, second: Document): Diagnostic {
  const offset = second.contents?.range?.[0] ?? 0;
  return problemAt("several-documents", "the file holds a second YAML document, after ---", { place: source.placeAt(offset), hint: "Make it two files, or remove the ---" });
}
