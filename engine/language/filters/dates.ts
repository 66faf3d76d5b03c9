import { createHash } from "node:crypto";
import { define, type Definition } from "../definition.js";
import { strftime } from "../strftime.js";
import { flag, maybe, number, optional, text } from "../reading.js";

/** The namespace of Ansible's own UUIDs. */
const NAMESPACE = "361e6d51-faec-444a-9079-341386da8e2e";

/** Filters of dates and identifiers. */
export const dateFilters: Readonly<Record<string, Definition>> = {
  strftime: define({
    doc: "strftime(second, utc=false): the date (now, or these seconds since 1970) written by the format before the bar.",
    input: text, params: { second: maybe(number), utc: optional(flag, false) },
    apply: (format, { second, utc }) => strftime(format, second === undefined || second === null ? new Date() : new Date(second * 1000), utc),
  }),
  to_uuid: define({ doc: "to_uuid(namespace): a UUID (version 5) that is always the same for the same text.", input: text, params: { namespace: optional(text, NAMESPACE) }, apply: uuid5 }),
};

function uuid5(name: string, { namespace }: { namespace: string }): string {
  const bytes = createHash("sha1").update(Buffer.from(namespace.replaceAll("-", ""), "hex")).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
