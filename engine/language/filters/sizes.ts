import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { toFixedPoint } from "../fixed-point.js";
import { flag, number, optional, text } from "../reading.js";

const UNITS = ["Y", "Z", "E", "P", "T", "G", "M", "K", "B"];

/** Filters between numbers of bytes and sizes as people write them. */
export const sizeFilters: Readonly<Record<string, Definition>> = {
  human_readable: define({
    doc: "human_readable(isbits=false, unit): 1048576 as `1.00 MB`.",
    input: number, params: { isbits: optional(flag, false), unit: optional(text, "") }, apply: (bytes, { isbits, unit }) => humanReadable(bytes, isbits, unit),
  }),
  human_to_bytes: define({
    doc: "human_to_bytes(default_unit, isbits=false): `1.5 GB` as 1610612736. B means bytes, and b bits, which are only read with isbits=true.",
    input: text, params: { default_unit: optional(text, ""), isbits: optional(flag, false) }, apply: (size, { default_unit: unit, isbits }) => bytesOf(size, unit, isbits),
  }),
};

function sizeOf(unit: string): number {
  return unit === "B" ? 1 : 1024 ** (8 - UNITS.indexOf(unit));
}

function humanReadable(bytes: number, isbits: boolean, unit: string): string {
  const wanted = unit.toUpperCase();
  const fitting = UNITS.includes(wanted) ? wanted : UNITS.find((each) => wanted === "" && bytes >= sizeOf(each)) ?? "B";
  const base = isbits ? "bits" : "Bytes";
  const suffix = fitting === "B" ? base : `${fitting}${isbits ? "b" : "B"}`;
  return `${toFixedPoint(bytes / sizeOf(fitting), 2)} ${suffix}`;
}

function bytesOf(size: string, defaultUnit: string, isbits: boolean): number | Fault {
  const [, digits = "", written = ""] = /^\s*(\d+\.?\d*|\.\d+)\s*([A-Za-z]*)/.exec(size) ?? [];
  if (digits === "") return typeFault(`"${size}" is not a size`, "Write it like `512 MB`.");
  const unit = written === "" ? defaultUnit : written;
  const factor = unit === "" ? 1 : factorOf(unit, isbits ? { letter: "b", word: "bit" } : { letter: "B", word: "byte" });
  return factor instanceof Fault ? factor : halfToEven(Number(digits) * factor);
}

/** Python's round. */
function halfToEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function factorOf(unit: string, { letter, word }: { letter: string; word: string }): number | Fault {
  const range = unit.charAt(0).toUpperCase();
  if (!UNITS.includes(range)) return typeFault(`"${unit}" is not a unit of size`, `Use ${UNITS.toReversed().join(", ")}.`);
  const fits = unit.length === 1 || unit.charAt(1) === letter || unit.toLowerCase().includes(word);
  return fits ? sizeOf(range) : typeFault(`"${unit}" is not a unit of ${word}s`, `Write ${range}${letter} or ${range}.`);
}
