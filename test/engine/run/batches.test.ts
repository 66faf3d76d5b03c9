import { expect } from "chai";
import fc from "fast-check";
import { batchesOf } from "#engine/run/batches.js";

describe("[U] batches of hosts by serial", () => {
  const hosts = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
  const cases: readonly (readonly [readonly (number | string)[], readonly number[]])[] = [
    [[], [10]],
    [[3], [3, 3, 3, 1]],
    [[1, 2], [1, 2, 2, 2, 2, 1]],
    [["10%", "40%", "100%"], [1, 4, 5]],
    [["1%"], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    [[100], [10]],
  ];
  for (const [serial, sizes] of cases) {
    it(`${JSON.stringify(serial)} cuts ten hosts into ${sizes.join(", ")}`, () => {
      expect(batchesOf(hosts, serial).map((batch) => batch.length)).to.deep.equal(sizes);
    });
  }

  it("loses no host and keeps their order, whatever serial says", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100 }).map((n) => `${n}%`));
    fc.assert(fc.property(fc.array(fc.string(), { maxLength: 40 }), fc.array(size, { maxLength: 4 }), (all, serial) => {
      expect(batchesOf(all, serial).flat()).to.deep.equal(all);
    }));
  });
});
