import { createHash } from "node:crypto";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { strftime, wallClock } from "../strftime.js";
import { strptime } from "../strptime.js";
import { flag, maybe, number, optional, text } from "../reading.js";

/** The namespace of Ansible's own UUIDs. */
const NAMESPACE = "361e6d51-faec-444a-9079-341386da8e2e";
/** Ten thousand years, which is what dates of JavaScript and of Python share. */
const LATEST = 253_402_300_799;

/** Filters of dates and identifiers. */
export const dateFilters: Readonly<Record<string, Definition>> = {
  strftime: define({
    doc: "strftime(second, utc=false): the date (now, or these seconds since 1970) written by the format before the bar.",
    input: text, params: { second: maybe(number), utc: optional(flag, false) },
    apply: (format, { second, utc }) => {
      if (typeof second === "number" && !(Math.abs(second) <= LATEST)) return typeFault(`There is no date ${second} seconds after 1970`);
      return strftime(format, wallClock(typeof second === "number" ? new Date(second * 1000) : new Date(), utc));
    },
  }),
  to_datetime: define({
    doc: "to_datetime(format='%Y-%m-%d %H:%M:%S'): a date, of which one can be subtracted from another, with .strftime(), .year and so on; see Python's datetime.",
    input: text, params: { format: optional(text, "%Y-%m-%d %H:%M:%S") },
    apply: (value, { format }) => { const read = strptime(value, format); return read instanceof Fault ? read : read.asValue(); },
  }),
  to_uuid: define({ doc: "to_uuid(namespace): a UUID (version 5) that is always the same for the same text.", input: text, params: { namespace: optional(text, NAMESPACE) }, apply: uuid5 }),
};

function uuid5(name: string, { namespace }: { namespace: string }): string | Fault {
  const hex = namespace.replace(/^urn:uuid:|[-{}]/g, "");
  if (!/^[\da-fA-F]{32}$/.test(hex)) return typeFault(`"${namespace}" is not a UUID`);
  const bytes = createHash("sha1").update(Buffer.from(hex, "hex")).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
