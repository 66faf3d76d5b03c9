import { expect } from "chai";
import { checkHosts, chooseHosts, defaultTopology, type HostSpec, type Release } from "#engine/lab/topology.js";

const good: HostSpec = { name: "app1", release: "trixie", address: "198.18.0.11" };

function refusal(...hosts: HostSpec[]): string {
  const checked = checkHosts(hosts);
  return checked.ok ? "fine" : checked.error.message;
}

describe("[U] lab topology", () => {
  it("accepts the hosts of inventories/lab", () => {
    expect(refusal(...defaultTopology)).to.equal("fine");
  });

  for (const name of ["", "App", "a b", "../x", "1a", "much-too-long-1"]) {
    it(`refuses the name ${JSON.stringify(name)}`, () => {
      expect(refusal({ ...good, name })).to.include("cannot be the name of a lab host");
    });
  }

  for (const address of ["198.18.0.1", "198.18.0.0", "198.18.256.3", "198.18.1.255", "10.0.0.1", "198.18.1", "198.18.0.11/16"]) {
    it(`refuses the address ${address}`, () => {
      expect(refusal({ ...good, address })).to.include("is no address for a lab host");
    });
  }

  it("refuses an unknown release, two equal names and two equal addresses", () => {
    expect(refusal({ ...good, release: "sid" as Release })).to.include('"sid" is no release');
    expect(refusal(good, { ...good, address: "198.18.0.12" })).to.equal("Two lab hosts have the name app1.");
    expect(refusal(good, { ...good, name: "app2" })).to.equal("Two lab hosts have the address 198.18.0.11.");
  });

  it("chooses all hosts when none is named, and guesses at a wrong name", () => {
    expect(chooseHosts([], defaultTopology)).to.deep.equal({ ok: true, value: defaultTopology });
    expect(chooseHosts(["db1"], defaultTopology)).to.deep.equal({ ok: true, value: [defaultTopology[1]] });
    expect(chooseHosts(["dv1"], defaultTopology)).to.deep.include({ error: { reason: "bad-input", message: 'The lab has no host "dv1".', hint: 'Did you mean "db1"?' } });
    expect(chooseHosts(["elsewhere"], defaultTopology)).to.have.nested.property("error.hint", "Its hosts are: app1, db1.");
  });
});
