import { expect } from "chai";

/** Keys whose expected text needs only be part of what was seen. */
const PARTIAL = new Set(["problem", "missing", "unknown", "skip", "note"]);

/**
 * Every key that the case expects is compared; what it leaves out is not. Lists must have the same length; a word in `steps`
 * stands for the `run` or `write` of that step.
 */
export function expectSeen(seen: unknown, expected: unknown, at = "expect"): void {
  if (Array.isArray(expected)) {
    expect(seen, at).to.be.an("array");
    const list = seen as readonly unknown[];
    if (list.length !== expected.length) expect(list, at).to.deep.equal(expected);
    expected.forEach((part: unknown, index) => { expectSeen(list[index], part, `${at}[${index}]`); });
    return;
  }
  if (typeof expected === "object" && expected !== null) {
    expect(seen, at).to.be.an("object");
    for (const [key, part] of Object.entries(expected)) expectField(seen as Readonly<Record<string, unknown>>, { key, part, at });
    return;
  }
  expect(stepWords(seen, expected), at).to.deep.equal(expected);
}

function expectField(seen: Readonly<Record<string, unknown>>, { key, part, at }: { key: string; part: unknown; at: string }): void {
  const value = seen[key];
  const where = `${at}.${key} of ${JSON.stringify(seen)}`;
  if (PARTIAL.has(key) && typeof part === "string") expect(value, where).to.be.a("string").and.to.include(part);
  else expectSeen(value ?? null, part, `${at}.${key}`);
}

function stepWords(seen: unknown, expected: unknown): unknown {
  if (typeof expected !== "string" || typeof seen !== "object" || seen === null) return seen;
  const { run, write } = seen as { readonly run?: unknown; readonly write?: unknown };
  return run ?? (typeof write === "string" ? `write ${write}` : seen);
}
