import { expect } from "chai";
import { isSatisfied, normalName, parseRequirement, parseSpecifiers, pinned } from "#modules/lib/requirement.js";

describe("[U] requirements of Python packages", () => {
  it("have a name, extras, conditions and a marker", () => {
    expect(parseRequirement("Foo.Bar_baz [Redis, sqs] >=1.2 , <2 ; python_version >= '3.8'")).to.deep.equal({
      text: "Foo.Bar_baz [Redis, sqs] >=1.2 , <2 ; python_version >= '3.8'", name: "foo-bar-baz", extras: ["redis", "sqs"],
      specifiers: [{ operator: ">=", version: "1.2" }, { operator: "<", version: "2" }], address: undefined, editable: false, marker: "python_version >= '3.8'",
    });
  });

  it("may have an address instead", () => {
    expect(parseRequirement("app @ git+https://x.org/a;b.git@v1 ; os_name == 'posix'")).to.deep.include({ name: "app", address: "git+https://x.org/a;b.git@v1", marker: "os_name == 'posix'" });
    expect(parseRequirement("git+https://x.org/app.git@v1#egg=App")).to.deep.include({ name: "app", address: "git+https://x.org/app.git@v1#egg=App" });
    expect(parseRequirement("https://x.org/dist/my_app-1.0-py3-none-any.whl")).to.deep.include({ name: "my-app" });
    expect(parseRequirement("./local")).to.deep.include({ name: undefined, address: "./local" });
  });

  for (const text of ["", "two words", "name=1", "name==", "name>=x.y", "-flag", "name[", "na/me"]) {
    it(`${JSON.stringify(text)} is none`, () => { expect(parseRequirement(text)).to.equal(undefined); });
  }

  it("are met by versions that meet each of the conditions", () => {
    const requirement = parseRequirement("a>=1,!=1.5,<2");
    expect(requirement && ["1.4", "1.5", "2.0"].map((version) => isSatisfied(requirement, version))).to.deep.equal([true, false, false]);
  });

  it("name the one version they allow", () => {
    expect(["a==1.2", "a==1.*", "a>=1", "a===1.2"].map((text) => { const found = parseRequirement(text); return found && pinned(found); })).to.deep.equal(["1.2", undefined, undefined, "1.2"]);
  });

  it("may write their conditions in parentheses", () => { expect(parseSpecifiers("(>=1, <2)")).to.have.length(2); });

  it("are compared by a normal form of their names", () => { expect(normalName("A--b..C_-d")).to.equal("a-b-c-d"); });
});
