import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { displayWidth } from "#engine/report/display-width.js";

const scenario = fileURLToPath(new URL("terminal-scenario.ts", import.meta.url));

/** What a terminal of this size gets from the scenario, by script(1), which gives a program a terminal of its own. */
function played(columns: number, rows: number, ending: string, more: Readonly<Record<string, string>> = {}): string {
  const command = `stty cols ${columns} rows ${rows}; exec ${process.execPath} --conditions=source --import tsx ${scenario} ${ending}`;
  const ran = spawnSync("script", ["-q", "-c", command, "/dev/null"], { encoding: "utf8", env: { ...withoutCi(), TERM: "xterm", LANG: "C.UTF-8", ...more }, timeout: 20_000, input: "" });
  return ran.stdout;
}

/** A CI job's own variable would make every terminal a plain one. */
function withoutCi(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "CI"));
}

describe("[I] the report on a terminal", function () {
  this.timeout(30_000);
  before("script(1), of Debian's bsdutils, is there: without it this fails rather than skips", () => { execFileSync("script", ["--version"]); });

  it("shows one line of progress below the results, and takes it away at the end", () => {
    const text = played(80, 24, "end");
    expect(text).to.match(/⠋|⠙|⠹/).and.to.match(/TASK \[Copy \*\*\* long/);
    expect(text).to.include("changed: [app2]\r\n").and.to.include("PLAY [Site] 3 hosts\r\n");
    expect(text.lastIndexOf("⠋")).to.be.lessThan(text.indexOf("RECAP"));
    expect(cursorIsShown(text)).to.equal(true);
    expect(text, "the scenario wants no colour").to.not.match(/\u001b\[[0-9;]*m/);
  });

  it("the line of progress never wraps", () => {
    const drawn: readonly string[] = played(60, 24, "end").match(/[\u2800-\u28ff] TASK \[Copy[^\u001b\r\n]*/g) ?? [];
    expect(drawn).to.not.be.empty;
    for (const line of drawn) expect(displayWidth(line), line).to.be.within(50, 60);
  });

  it("keeps to plain lines on a terminal with 0 columns", () => {
    const text = played(0, 0, "end");
    expect(text).to.equal(played(0, 0, "end"));
    expect(text).to.not.match(/⠋|\u001b/);
    expect(text).to.include("changed: [app2]").and.to.include("RECAP");
    expect(text.length).to.be.lessThan(2000);
  });

  it("keeps to plain lines on a dumb terminal and in CI jobs", () => {
    for (const env of [{ TERM: "dumb" }, { CI: "true" }]) expect(played(80, 24, "end", env)).to.include("RECAP").and.not.match(/\u001b|⠋/);
  });

  it("gives the cursor back when a signal ends it", () => {
    const text = played(80, 24, "signal");
    expect(text).to.include("\u001b[?25l").and.not.include("RECAP");
    expect(cursorIsShown(text)).to.equal(true);
  });

  it("stops drawing when the terminal shrinks to nothing", () => {
    const text = played(80, 24, "shrink");
    expect(text).to.include("RECAP");
    expect(text.length).to.be.lessThan(20_000);
    expect(cursorIsShown(text)).to.equal(true);
  });

  it("masks secrets in the line of progress too", () => {
    expect(played(120, 24, "end")).to.not.include("hunter2");
  });
});

function cursorIsShown(text: string): boolean {
  return text.lastIndexOf("\u001b[?25h") > text.lastIndexOf("\u001b[?25l");
}
