import { expect } from "chai";
import { isStale, parseListsAge } from "#modules/lib/apt-lists.js";
import { parseSimulation, unknownToApt } from "#modules/lib/apt-simulation.js";
import { parsePackageSpec } from "#modules/lib/package-spec.js";

describe("[U] what apt says", () => {
  it("it would do", () => {
    const text = "Reading package lists...\nInst libc6 [2.36-8] (2.36-9 Debian:12/stable, Debian-Security:12 [amd64]) []\nInst foo:i386 (1:2.0 Debian [i386])\nRemv old [1.0] [foo:amd64 ]\nPurg gone [3]\nConf libc6 (2.36-9 Debian [amd64])\n";
    expect(parseSimulation(text)).to.deep.equal({
      installs: [{ name: "libc6", from: "2.36-8", to: "2.36-9" }, { name: "foo:i386", from: null, to: "1:2.0" }],
      removals: [{ name: "old", version: "1.0", purge: false }, { name: "gone", version: "3", purge: true }],
    });
  });

  it("it does not know", () => {
    const text = "E: Unable to locate package a\nE: Couldn't find any package by glob 'a'\nE: Version '9' for 'b' was not found\nE: Package 'c' has no installation candidate\n";
    expect(unknownToApt(text)).to.deep.equal(["a", "c", "b=9"]);
    expect(unknownToApt("E: Could not get lock\n")).to.deep.equal([]);
  });

  it("its lists are old by age, by a newer source, or by not being there", () => {
    const lists = parseListsAge("now 10000\nlists yes\nrefreshed 100\nrefreshed 9000\nchanged 5\n");
    expect(lists).to.deep.equal({ age: 1000, sourcesChanged: false, empty: false });
    expect([isStale(lists, undefined), isStale(lists, 900), isStale({ ...lists, sourcesChanged: true }, 9999), isStale({ ...lists, empty: true }, 9999)]).to.deep.equal([false, true, true, true]);
  });

  it("names of packages are told from other text", () => {
    expect(["nginx", "g++", "libc6:i386", "php8.2-*", "a=1:2*"].map((text) => parsePackageSpec(text)?.name)).to.deep.equal(["nginx", "g++", "libc6:i386", "php8.2-*", "a"]);
    expect(["", "-y", "a b", "http://x/a.deb", "./a.deb", "a=", "a*=1", "A"].map(parsePackageSpec)).to.deep.equal(Array(8).fill(undefined));
  });
});
