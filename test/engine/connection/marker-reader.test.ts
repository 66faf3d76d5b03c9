import { expect } from "chai";
import fc from "fast-check";
import { MarkerReader } from "#engine/connection/marker-reader.js";
import type { Part } from "#engine/connection/marker-reader.js";

const NONCE = "n0nce";

describe("[U] MarkerReader", () => {
  it("finds every output and code, whatever the bytes and however they are cut", () => {
    // Pieces of markers are likely, so that every way of nearly being one is met.
    const piece = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.constantFrom("n0nce", "n0nce:", "n0nce:0", "n0nce:1:", "n0nce:0:x\n", ":0\n", "\n", "n0n").map((text) => Buffer.from(text)));
    const output = fc.array(piece, { maxLength: 6 }).map((pieces) => Buffer.concat(pieces));
    fc.assert(fc.property(fc.array(fc.tuple(output, fc.nat(255)), { maxLength: 6 }), fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (outputs, sizes) => {
      fc.pre(outputs.every(([bytes], index) => !new RegExp(`${NONCE}:${index}:\\d{1,3}\n`).test(bytes.toString("latin1"))));
      const parts = read(Buffer.concat(outputs.flatMap(([bytes, code], index) => [bytes, Buffer.from(`${NONCE}:${index}:${code}\n`)])), sizes);
      expect(parts.map(({ bytes, code }) => [bytes.toString("hex"), code])).to.deep.equal(outputs.map(([bytes, code]) => [bytes.toString("hex"), code]));
    }), { numRuns: 500 });
  });

  it("takes only the marker whose turn it is", () => {
    const parts = read(Buffer.from("n0nce:7:0\nn0nce:1:0\ntextn0nce:0:3\n"), [5][Symbol.iterator]());
    expect(parts.map(({ bytes, code }) => [bytes.toString(), code])).to.deep.equal([["n0nce:7:0\nn0nce:1:0\ntext", 3]]);
  });

  it("keeps what came without a marker", () => {
    const reader = new MarkerReader(NONCE, () => undefined);
    reader.push(Buffer.from("n0nce:0:0\nabc n0n"));
    expect(reader.rest().toString()).to.equal("abc n0n");
  });

  it("keeps so much and no more, says so, and goes on", () => {
    const parts: Part[] = [];
    const reader = new MarkerReader(NONCE, (part) => { parts.push(part); });
    const chunk = Buffer.alloc(2 ** 20, "x");
    for (let count = 0; count < 40; count += 1) reader.push(chunk);
    reader.push(Buffer.from("n0nce:0:3\nshortn0nce:1:0\n"));
    expect(parts.map(({ bytes, code, cut }) => [bytes.length <= 24 * 2 ** 20, code, cut])).to.deep.equal([[true, 3, true], [true, 0, false]]);
    expect(parts[1]?.bytes.toString()).to.equal("short");
  });
});

function read(bytes: Buffer, sizes: Iterator<number>): Part[] {
  const parts: Part[] = [];
  const reader = new MarkerReader(NONCE, (part) => { parts.push(part); });
  for (let at = 0; at < bytes.length;) {
    const next = sizes.next();
    const size = next.done === true ? 7 : next.value;
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}
