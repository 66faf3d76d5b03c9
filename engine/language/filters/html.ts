import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { anyText, flag, map, optional } from "../reading.js";
import { textOf } from "../python-text.js";
import { OMIT } from "#engine/core/value.js";

/** Filters for HTML and XML. Nothing is marked as escaped: escaping twice escapes twice. */
export const htmlFilters: Readonly<Record<string, Definition>> = {
  escape: define({ doc: "escape: & < > ' \" as entities of HTML.", input: anyText, apply: escapeHtml }),
  e: define({ doc: "e: the same as escape.", input: anyText, apply: escapeHtml }),
  forceescape: define({ doc: "forceescape: the same as escape.", input: anyText, apply: escapeHtml }),
  safe: define({ doc: "safe: the text as it is (nothing is escaped by itself here).", input: anyText, apply: (value) => value }),
  striptags: define({ doc: "striptags: without tags and comments of HTML, white space as one space, the usual entities as characters.", input: anyText, apply: stripTags }),
  xmlattr: define({
    doc: "xmlattr(autospace=true): a dictionary as attributes of a tag; none is left out.",
    input: map, params: { autospace: optional(flag, true) },
    apply: (attributes, { autospace }) => {
      const wrong = Object.keys(attributes).find((name) => /[\s/>=]/.test(name));
      if (wrong !== undefined) return typeFault(`"${wrong}" cannot be the name of an attribute`);
      const written = Object.keys(attributes).filter((name) => attributes[name] !== null && attributes[name] !== OMIT).map((name) => `${escapeHtml(name)}="${escapeHtml(textOf(attributes[name] ?? null))}"`).join(" ");
      return autospace && written !== "" ? ` ${written}` : written;
    },
  }),
};

function escapeHtml(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll(">", "&gt;").replaceAll("<", "&lt;").replaceAll("'", "&#39;").replaceAll('"', "&#34;");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Comments and tags are looked for by hand: a pattern for them could be kept busy by a text made for it. */
function stripTags(value: string): string | Fault {
  const parts: string[] = [];
  let at = 0;
  while (at < value.length) {
    const open = value.indexOf("<", at);
    const close = open === -1 ? -1 : value.startsWith("<!--", open) ? endOf(value, "-->", open) : endOf(value, ">", open);
    if (close === -1) break;
    parts.push(value.slice(at, open));
    at = close;
  }
  const text = parts.join("") + value.slice(at);
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] ?? whole : whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  }).split(/\s+/).filter((word) => word !== "").join(" ");
}

function endOf(value: string, mark: string, from: number): number {
  const at = value.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}
