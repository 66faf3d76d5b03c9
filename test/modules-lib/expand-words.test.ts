import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { expandingCommand } from "#modules/lib/expand-words.js";

describe("words that the host expands", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["$HOME", "/home/me"], ["${HOME}/x", "/home/me/x"], ["a$HOME$B-", "a/home/meb-"], ["~", "/home/me"], ["~/x", "/home/me/x"], ["~root/x", "/root/x"],
    ["a~", "a~"], ["~nosuchuser", "~nosuchuser"], ["$NOT_SET x", "$NOT_SET x"], ["${NOT_SET}", "${NOT_SET}"], ["$", "$"], ["$$", "$$"], ["$1", "$1"], ["${1x}", "${1x}"],
    ["${B", "${B"], ["$(id)", "$(id)"], ["`id`$B", "`id`b"], ["*$B", "*b"], ["'$B'", "'b'"], ["$E", "*  $B"], ["a\n$B\n", "a\nb\n"], ["", ""],
  ];
  for (const [word, expected] of cases) {
    it(JSON.stringify(word), () => {
      const command = expandingCommand(["printf", "%s|", "$", word]);
      if (!("script" in command)) throw new Error("a word with $ is expanded");
      const ran = spawnSync("sh", ["-c", command.script, "sh", ...command.args], { encoding: "utf8", env: { PATH: process.env["PATH"], HOME: "/home/me", B: "b", E: "*  $B" } });
      expect(ran.stdout).to.equal(`$|${expected}|`);
    });
  }

  it("leaves commands without them as they are", () => {
    expect(expandingCommand(["echo", "a~"])).to.deep.equal({ argv: ["echo", "a~"] });
  });
});
