import { expect } from "chai";
import { holdsAddress, ipFamily, normalNetwork } from "#modules/lib/ip-network.js";

describe("[U] addresses and networks", () => {
  for (const [text, normal] of [
    ["10.1.2.3/8", "10.0.0.0/8"], ["10.1.2.3/32", "10.1.2.3"], ["10.2.3.4/255.255.0.0", "10.2.0.0/16"], ["0.0.0.0/0", "0.0.0.0/0"], ["192.168.1.1", "192.168.1.1"],
    ["2001:DB8:0:0::1/128", "2001:db8::1"], ["2001:db8:0::/32", "2001:db8::/32"], ["::/0", "::/0"], ["255.255.255.255/1", "128.0.0.0/1"],
  ] as const) {
    it(`${text} is kept as ${normal}`, () => { expect(normalNetwork(text)).to.equal(normal); });
  }

  it("are told from other text", () => {
    expect(["10.0.0.1", "10.0.0.0/8", "::1", "::/129", "10.0.0.0/33", "10.0.0", "any", "10.0.0.1/8/8", ""].map(ipFamily)).to.deep.equal([4, 4, 6, undefined, undefined, undefined, undefined, undefined, undefined]);
  });

  it("hold addresses of their own family", () => {
    expect([holdsAddress("10.0.0.0/8", "10.9.9.9"), holdsAddress("10.0.0.0/8", "11.0.0.1"), holdsAddress("0.0.0.0/0", "1.2.3.4"), holdsAddress("0.0.0.0/0", "::1"), holdsAddress("2001:db8::/32", "2001:db8::9"), holdsAddress("10.0.0.1", "10.0.0.1")])
      .to.deep.equal([true, false, true, false, true, true]);
  });
});
