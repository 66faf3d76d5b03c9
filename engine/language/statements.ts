import { didYouMean } from "#engine/core/suggest.js";
import { Fault } from "./fault.js";
import type { Span } from "./source.js";
import { readAutoescape, readDo, readFilter, readFor, readIf, readJump, readPrint, readSet, readWith } from "./parse-statements.js";
import { readBlock, readCall, readExtends, readFrom, readImport, readInclude, readMacro } from "./parse-files.js";
import type { Statement, TemplateParser } from "./template-parser.js";
import type { Piece } from "./template-tree.js";

type Read = (parser: TemplateParser, opening: Statement) => readonly Piece[];

/** Jinja2's statements ("Template Designer Documentation": "List of Control Structures"), with those of its extensions `do` and `loopcontrols`. */
const STATEMENTS: Readonly<Record<string, Read>> = {
  if: readIf, for: readFor, set: readSet, with: readWith, filter: readFilter, do: readDo, print: readPrint, autoescape: readAutoescape, break: readJump, continue: readJump,
  macro: readMacro, call: readCall, include: readInclude, import: readImport, from: readFrom, extends: readExtends, block: readBlock,
};

const INNER = ["elif", "else", "endif", "endfor", "endset", "endraw", "endwith", "endfilter", "endautoescape", "endmacro", "endcall", "endblock"];

/** How to read a statement; undefined when there is none of this name. */
export function statementNamed(name: string): Read | undefined {
  return Object.hasOwn(STATEMENTS, name) ? STATEMENTS[name] : undefined;
}

/** A keyword that is none, or has nothing to close where it stands. */
export function unknownStatement(name: string, span: Span): Fault {
  if (INNER.includes(name)) return new Fault("syntax-error", `\`{% ${name} %}\` has nothing to close here`, { span });
  if (name === "trans" || name === "pluralize" || name === "debug") return new Fault("unknown-statement", `\`{% ${name} %}\` is a statement of an extension of Jinja2 that is not supported`, { span });
  const known = [...Object.keys(STATEMENTS), "raw"];
  return new Fault("unknown-statement", `There is no statement "${name}" here`, { span, hint: didYouMean(name, [...known, ...INNER]) ?? `The statements are ${known.join(", ")}.` });
}
