/** A JSON Schema (draft-07, which editors know best) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Text that still holds a template: it may become a value of any type. */
export const TEMPLATE: JsonSchema = { type: "string", pattern: "\\{\\{|\\{%" };

/** Any of these; one alone is itself, and those that are nothing but types are one. */
export function anyOf(options: readonly JsonSchema[], more: JsonSchema = {}): JsonSchema {
  const plain = options.filter(isPlainType);
  const types = [...new Set(plain.flatMap(({ type }) => type as string | readonly string[]))];
  const all = [...options.filter((option) => !isPlainType(option)), ...(types.length === 0 ? [] : [{ type: types.length === 1 ? types[0] : types }])];
  const [first, ...rest] = all;
  return rest.length === 0 ? { ...first, ...more } : { ...more, anyOf: all };
}

function isPlainType(schema: JsonSchema): boolean {
  return Object.keys(schema).join() === "type";
}
