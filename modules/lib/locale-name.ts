/** Whether two names stand for the same locale: the C library takes en_US.UTF-8 and en_US.utf8 for one. */
export function isSameLocale(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** Whether two names stand for the same encoding of PostgreSQL: UTF8, utf-8 and Unicode are one. */
export function isSameEncoding(a: string, b: string): boolean {
  return encodingName(a) === encodingName(b);
}

function normal(name: string): string {
  const [locale = "", codeset = ""] = name.split(".");
  return `${locale}.${codeset.toLowerCase().replace(/[^a-z0-9]/g, "")}`;
}

function encodingName(name: string): string {
  const plain = name.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return plain === "UNICODE" ? "UTF8" : plain;
}
