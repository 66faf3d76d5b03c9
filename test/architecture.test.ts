import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

/** Room -> what it may import besides itself. A room that is not listed has no place yet: add it with its duty. */
const doors: Readonly<Record<string, readonly string[]>> = {
  core: [],
  schema: ["core", "module"], // params of a module are checked against engine/module/param-schema
  regex: ["core"], // Python's regular expressions, for the language and for modules
  language: ["regex", "core"],
  connection: ["core"],
  module: ["core"],
  load: ["schema", "core"],
  settings: ["load", "schema", "core"], // of a project: .tsplay.yml, ansible.cfg, environment
  inventory: ["load", "schema", "language", "regex", "core"],
  plan: ["inventory", "load", "module", "schema", "language", "regex", "core"],
  editor: ["settings", "schema", "module", "core"], // JSON Schemas for editors
  lint: ["plan", "inventory", "load", "module", "schema", "language", "core"],
  run: ["plan", "inventory", "module", "schema", "connection", "language", "regex", "core"],
  report: ["core", "module"], // `tsplay doc` prints a module's description
  lab: ["connection", "core"],
  cli: ["core", "schema", "language", "connection", "module", "load", "settings", "inventory", "plan", "lint", "editor", "run", "report", "lab", "modules"],
  modules: ["module", "regex", "core"],
};

describe("[U] rooms and doors", () => {
  for (const file of sources()) {
    it(`${file} goes through open doors only`, () => {
      const room = roomOf(file);
      const allowed = doors[room];
      expect(allowed, `${room} is not in the table of rooms: add it with its duty`).to.not.equal(undefined);
      for (const door of importedRooms(file)) {
        expect([room, ...(allowed ?? [])], `${file} must not import ${door}: see the table of rooms`).to.include(door);
      }
    });
    it(`${file} writes imports the way of the house`, () => {
      for (const specifier of imports(file)) {
        expect(specifier, "cross rooms as #engine/room/file.js, stay inside with ./").to.not.match(/^\.\.\/\.\.|^\.\.\/(core|load|schema|inventory|language|regex|plan|lint|editor|run|module|connection|report|lab|cli)\//);
        if (room(specifier) === roomOf(file) && roomOf(file) !== "modules") expect(specifier, "inside a room stay with ./").to.match(/^\.{1,2}\//);
      }
    });
  }

  it("sees imports of every form", () => {
    expect(imports("engine/run/template-scope.ts")).to.include.members(["node:fs", "#engine/core/result.js", "./render-file.js"]);
  });

  it("no module imports another module", () => {
    for (const file of sources().filter((each) => /^modules\/[^/]+\.ts$/.test(each) && !each.endsWith("/index.ts"))) {
      for (const specifier of imports(file)) expect(specifier, file).to.match(/^(#engine\/(module|regex|core)\/|\.\/lib\/|node:)|^[a-z@]/);
    }
  });
});

function sources(): string[] {
  return ["engine", "modules"].flatMap((top) => readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts")).map((name) => join(top, name))).sort();
}

function roomOf(file: string): string {
  const [top, second] = file.split("/");
  return top === "modules" ? "modules" : second ?? "";
}

function imports(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/(?:^(?:import|export|\} from)\b[^"\n]*|import\()"([^"\n]+)"/gm)].map((match) => match[1] ?? "");
}

function room(specifier: string): string | undefined {
  const match = /^#(engine|modules)\/([^/]+)/.exec(specifier);
  if (match === null) return undefined;
  return match[1] === "modules" ? "modules" : match[2];
}

function importedRooms(file: string): string[] {
  return imports(file).map(room).filter((name) => name !== undefined);
}
