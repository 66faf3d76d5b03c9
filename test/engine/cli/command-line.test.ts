import { readFileSync } from "node:fs";
import { expect } from "chai";
import { tsplay } from "./command-line.js";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as { version: string };

describe("[I] the command line", function () {
  this.timeout(60_000);

  it("--version prints the version alone", () => {
    expect(tsplay(["--version"])).to.deep.equal({ code: 0, out: `${version}\n`, err: "" });
    expect(tsplay(["-V"]).out).to.equal(`${version}\n`);
  });

  it("--help names the commands, gives examples and lists the exit codes", () => {
    const { code, out } = tsplay(["--help"]);
    expect(code).to.equal(0);
    for (const part of ["run ", "doc ", "inventory ", "lab ", "Examples:", "tsplay run playbooks/site.yml", "Exit codes:", "130  interrupted"]) expect(out).to.include(part);
  });

  it("run --help lists every option of the run, without saying what is off by default", () => {
    const { code, out } = tsplay(["run", "--help"]);
    expect(code).to.equal(0);
    const options = ["-i, --inventory", "-l, --limit", "-t, --tags", "--skip-tags", "--start-at-task", "-e, --extra-vars", "-f, --forks", "-C, --check", "-D, --diff", "--syntax-check", "--list-hosts",
      "--list-tasks", "-u, --user", "--private-key", "-k, --ask-pass", "-b, --become", "--become-user", "-K, --ask-become-pass", "--host-key-checking", "-v, --verbose", "--json", "--no-color"];
    for (const option of options) expect(out).to.include(option);
    expect(out).to.not.include("default: false").and.not.include("default: []");
  });

  it("an unknown command or option is bad input, with a guess", () => {
    expect(tsplay(["rnu"])).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean run?");
    expect(tsplay(["run", "site.yml", "--chekc"])).to.include({ code: 4 }).and.have.property("err").that.includes("Did you mean --check?");
  });

  it("values that make no sense are bad input, and say what would", () => {
    const cases: readonly (readonly [readonly string[], string])[] = [
      [["--forks", "0"], "whole number, 1 or more"],
      [["--forks", "ten"], "whole number, 1 or more"],
      [["--limit", ""], "must not be empty"],
      [["--tags", ","], "at least one"],
      [["--host-key-checking", "maybe"], "yes, accept-new, no"],
    ];
    for (const [words, said] of cases) {
      const { code, err } = tsplay(["run", "site.yml", ...words]);
      expect(code, words.join(" ")).to.equal(4);
      expect(err).to.include(said);
    }
    expect(tsplay(["run"])).to.include({ code: 4 }).and.have.property("err").that.includes("missing required argument 'playbook'");
  });

  it("nothing at all is bad input, and shows the help", () => {
    expect(tsplay([])).to.include({ code: 4 }).and.have.property("err").that.includes("Usage: tsplay");
  });

  it("doc of an unknown module guesses", () => {
    const { code, out, err } = tsplay(["doc", "fille"]);
    expect(code).to.equal(4);
    expect(out).to.equal("");
    expect(err).to.include("there is no module \"fille\"").and.to.include("Did you mean \"file\"?");
  });

  it("doc lists modules and shows the page of one, under Ansible's name too", () => {
    expect(tsplay(["doc"]).out).to.match(/^file +\S/m);
    const page = tsplay(["doc", "file"]);
    expect(page).to.include({ code: 0, err: "" });
    expect(page.out).to.match(/^file: .+/).and.to.include("PARAMETERS").and.to.include("EXAMPLES").and.not.include("\u001b");
    expect(tsplay(["doc", "ansible.builtin.file"]).out).to.equal(page.out);
    expect(tsplay(["doc", "file", "--markdown"]).out).to.match(/^# file\n/).and.to.include("| Parameter | Type |");
  });
});
