import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import type { RenderedTemplate } from "#engine/module/contract.js";
import { encodedTemplate } from "#modules/lib/template-encoding.js";

function rendered(text: string): RenderedTemplate {
  const bytes = new TextEncoder().encode(text);
  return { path: "a.j2", content: { from: "memory", bytes }, bytes, secret: false };
}

function hex(text: string, encoding: string): string {
  const encoded = encodedTemplate(rendered(text), encoding);
  return "refused" in encoded ? encoded.refused : Buffer.from(encoded.bytes).toString("hex");
}

describe("[U] encodings of templates", () => {
  // As Python's codecs write them.
  const cases: readonly [encoding: string, text: string, bytes: string][] = [
    ["utf-8", "é", "c3a9"], ["UTF8", "é", "c3a9"], ["utf-8-sig", "é", "efbbbfc3a9"], ["latin-1", "é", "e9"], ["ISO-8859-1", "é", "e9"], ["us-ascii", "a\n", "610a"], ["utf-16", "é", "fffee900"], ["utf_16_le", "é", "e900"], ["utf-16-be", "é", "00e9"],
    ["ascii", "é", "The template has characters that ascii does not know"], ["latin-1", "✓", "The template has characters that latin-1 does not know"], ["cp1252", "é", "The encoding \"cp1252\" is not supported"], ["constructor", "é", "The encoding \"constructor\" is not supported"],
  ];
  for (const [encoding, text, bytes] of cases) it(`${JSON.stringify(text)} in ${encoding}`, () => { expect(hex(text, encoding)).to.equal(bytes); });

  it("refuses to make bytes of secrets", () => {
    const encoded = encodedTemplate({ ...rendered("x"), content: { from: "secret", text: new Secret("x") }, secret: true }, "latin-1");
    expect("refused" in encoded && encoded.refused).to.match(/secrets/);
  });
});
