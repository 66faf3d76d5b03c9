/** The value of an unquoted YAML scalar. */
export type ScalarValue = null | boolean | number | string;

/**
 * Reads an unquoted scalar as PyYAML does (YAML 1.1, resolver.py's table), so that playbooks mean what they mean in Ansible:
 * yes/no/on/off are booleans but y/n are not, 0644 is octal, an exponent needs a dot and a sign.
 * On purpose unlike it: 22:22 and dates stay text, and so do integers that a JavaScript number cannot hold exactly.
 */
export function readPlainScalar(source: string): ScalarValue {
  if (NULLS.has(source)) return null;
  if (TRUE.test(source)) return true;
  if (FALSE.test(source)) return false;
  return readNumber(source) ?? source;
}

/** The boolean a word stands for in YAML 1.1, whatever its case ("yes", "Off"); undefined for any other text. */
export function readBooleanWord(source: string): boolean | undefined {
  const word = source.toLowerCase();
  if (TRUE.test(word)) return true;
  return FALSE.test(word) ? false : undefined;
}

/** The number an unquoted scalar stands for, undefined when it is none. */
export function readNumber(source: string): number | undefined {
  if (!/^[-+.0-9]/.test(source)) return undefined;
  return readInteger(source) ?? readFloat(source);
}

const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|(0|[1-9][0-9_]*))$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/;
const INFINITE = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NAN = /^\.(?:nan|NaN|NAN)$/;

function readInteger(source: string): number | undefined {
  const match = INTEGER.exec(source);
  if (match === null) return undefined;
  const [, sign, binary, hex, octal, decimal] = match;
  const [digits, base] = binary !== undefined ? [binary, 2] as const : hex !== undefined ? [hex, 16] as const : octal !== undefined ? [octal, 8] as const : [decimal ?? "", 10] as const;
  const size = Number.parseInt(digits.replaceAll("_", ""), base);
  if (!Number.isSafeInteger(size)) return undefined;
  return sign === "-" && size !== 0 ? -size : size;
}

function readFloat(source: string): number | undefined {
  if (FLOAT.test(source)) return Number(source.replaceAll("_", ""));
  const infinite = INFINITE.exec(source);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  return NAN.test(source) ? Number.NaN : undefined;
}
