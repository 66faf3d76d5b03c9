import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { Mask } from "#engine/core/mask.js";
import { withoutAnsibleSpellings } from "#engine/cli/ansible-options.js";
import { createProgram } from "#engine/cli/program.js";

describe("[I] options of ansible-playbook", () => {
  it("are all taken, or refused with the reason and the way out", () => {
    const help = spawnSync("ansible-playbook", ["--help"], { encoding: "utf8" });
    expect(help.status, help.stderr).to.equal(0);
    const theirs = [...new Set(help.stdout.match(/(?<=^  .*)(?<![\w-])--?[A-Za-z][\w-]*/gm))].filter((name) => !["-h", "--help", "--version", "-R", "-vvv", "-vvvv", "-vvvvvv"].includes(name)); // -R and more v stand in explanations
    expect(theirs).to.include.members(["--list-tags", "--flush-cache", "-M", "--step", "--vault-pass-file", "-i"]);
    const run = createProgram(new Mask()).commands.find((command) => command.name() === "run");
    const ours = new Set(run?.options.flatMap(({ short, long }) => [short, long]));
    const unknown = theirs.filter((name) => {
      const known = withoutAnsibleSpellings(["run", name]);
      return "refused" in known ? !/\n\S/.test(known.refused) : !ours.has(known[1]);
    });
    expect(unknown).to.deep.equal([]);
  });

  it("are put right also where the value is in the same word, and not behind --", () => {
    expect(withoutAnsibleSpellings(["run", "--inventory-file=h", "--key-file", "k", "--", "--key-file"])).to.deep.equal(["run", "--inventory=h", "--private-key", "k", "--", "--key-file"]);
    expect(withoutAnsibleSpellings(["run", "--ssh-extra-args=-v"])).to.have.property("refused").that.contains("no option --ssh-extra-args: hosts are not reached by the program ssh\n");
    expect(withoutAnsibleSpellings(["vault", "--step"])).to.deep.equal(["vault", "--step"]);
  });
});
