import type { Value } from "#engine/core/value.js";
import { Fault, typeFault } from "../fault.js";

const SHAPES = [/^([\da-f]{1,2})[:-]([\da-f]{1,2})[:-]([\da-f]{1,2})[:-]([\da-f]{1,2})[:-]([\da-f]{1,2})[:-]([\da-f]{1,2})$/i, /^([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i,
  /^([\da-f]{2})([\da-f]{2})[.:-]([\da-f]{2})([\da-f]{2})[.:-]([\da-f]{2})([\da-f]{2})$/i, /^([\da-f]{2})([\da-f]{2})([\da-f]{2})[:-]([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i];

/** The six bytes of a MAC address, each as two digits; undefined when it is none. */
export function parseHardwareAddress(text: string): readonly string[] | undefined {
  const match = SHAPES.map((shape) => shape.exec(text.trim())).find((each) => each !== null);
  return match?.slice(1).map((byte) => byte.toLowerCase().padStart(2, "0"));
}

const joined = (separator: string, size: number) => (bytes: readonly string[]) => (bytes.join("").match(new RegExp(`.{${size}}`, "g")) ?? []).join(separator);
const linux = joined(":", 2);
const pgsql = joined(":", 6);
const windows = (bytes: readonly string[]) => joined("-", 2)(bytes).toUpperCase();

const QUERIES: Readonly<Record<string, (bytes: readonly string[]) => Value>> = {
  bare: (bytes) => bytes.join("").toUpperCase(), bool: () => true, int: (bytes) => Number.parseInt(bytes.join(""), 16), cisco: joined(".", 4), linux, pgsql, postgresql: pgsql, psql: pgsql,
  unix: (bytes) => bytes.map((byte) => byte.replace(/^0/, "")).join(":"), eui48: windows, win: windows,
};

/** The filters hwaddr and macaddr of ansible.utils: whether it is a MAC address, or how it is written elsewhere. */
export function hardwareAddress(text: string, query: string): Value | Fault {
  const bytes = parseHardwareAddress(text);
  if (query === "") return bytes === undefined ? null : text;
  if (!Object.hasOwn(QUERIES, query)) return new Fault("unknown-query", `"${query}" is not a way to write a MAC address`, { hint: `Use ${Object.keys(QUERIES).join(", ")}.` });
  if (bytes === undefined) return query === "bool" ? null : typeFault(`"${text}" is not a MAC address`);
  return QUERIES[query]?.(bytes) ?? null;
}

/** The interface identifier of RFC 4291, appendix A. */
export function interfaceIdentifier(bytes: readonly string[]): bigint {
  const [first = "0", ...rest] = bytes;
  const flipped = (Number.parseInt(first, 16) ^ 2).toString(16).padStart(2, "0");
  return BigInt(`0x${[flipped, rest[0], rest[1], "ff", "fe", ...rest.slice(2)].join("")}`);
}
