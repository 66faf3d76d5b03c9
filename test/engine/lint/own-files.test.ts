import { resolve } from "node:path";
import { expect } from "chai";
import { findingsIn } from "./linted.js";

const root = resolve(import.meta.dirname, "../../..");

describe("[U] lint: no false alarm on this project", () => {
  it("finds nothing but hints in its playbooks, roles and inventories", () => {
    const found = findingsIn(["playbooks", "roles", "inventories"].map((folder) => resolve(root, folder)));
    expect(found.filter(({ severity }) => severity !== "hint")).to.deep.equal([]);
  });

  it("and in them with their own inventories", () => {
    for (const inventory of ["lab", "prod"]) {
      const found = findingsIn([resolve(root, "playbooks")], { inventories: [resolve(root, "inventories", inventory)], rolePaths: [resolve(root, "roles")] });
      expect(found.filter(({ severity, rule }) => severity === "error" && rule !== "undefined-variable"), inventory).to.deep.equal([]);
    }
  });
});
