import { InvalidArgumentError } from "commander";
import { expect } from "chai";
import { BugWatch } from "#engine/cli/bug-watch.js";
import { wantsColour } from "#engine/cli/colour-wish.js";
import { exitCodeHelp, exitCodeOf, exitCodes } from "#engine/cli/exit-codes.js";
import { internalErrorText, wantsStack } from "#engine/cli/internal-error.js";
import { collectWords, countOne, positiveInteger } from "#engine/cli/option-values.js";
import { owedHandlersFile } from "#engine/cli/state-file.js";
import { afterKeys, type Typed } from "#engine/cli/typed-password.js";
import { ended, failed, okay, taskNamed } from "#test/engine/report/sample.js";

const nothing: Typed = { text: "", state: "typing" };

describe("[U] values of options", () => {
  it("numbers are whole and positive", () => {
    expect(positiveInteger("12")).to.equal(12);
    for (const bad of ["0", "-1", "1.5", "1e3", "", " 1", "0x10", "99999999999999999999"]) expect(() => positiveInteger(bad), bad).to.throw(InvalidArgumentError);
  });

  it("lists add up over repetitions and commas", () => {
    expect(collectWords("a, b,", collectWords("c"))).to.deep.equal(["c", "a", "b"]);
    expect(countOne(true, countOne(true))).to.equal(2);
  });
});

describe("[U] exit codes", () => {
  it("are told apart, and all of them are in the help", () => {
    const numbers = Object.values(exitCodes);
    expect(new Set(numbers).size).to.equal(numbers.length);
    for (const number of numbers) expect(exitCodeHelp).to.match(new RegExp(`^ {2}${number} `, "m"));
    expect(exitCodeOf).to.deep.equal({ success: 0, "failed-hosts": 2, "unreachable-hosts": 3, interrupted: 130 });
  });
});

describe("[U] internal errors", () => {
  it("tell the version and what to do, and show a stack only to those who ask", () => {
    const error = new TypeError("x is not a function");
    expect(internalErrorText(error, false)).to.match(/^tsplay \d+\.\d+\.\d+ stopped because of a bug of its own: TypeError: x is not a function\nPlease report it/).and.not.include("    at ");
    expect(internalErrorText(error, true)).to.include("    at ");
    expect(internalErrorText("odd", true)).to.include("of its own: odd");
  });

  it("-vvv or TSPLAY_DEBUG ask for it", () => {
    expect(wantsStack(["run", "-vvv"], {})).to.equal(true);
    expect(wantsStack(["run", "-Cvvv"], {})).to.equal(true);
    expect(wantsStack(["-v", "-v", "--verbose"], {})).to.equal(true);
    expect(wantsStack(["-vv"], {})).to.equal(false);
    expect(wantsStack([], { TSPLAY_DEBUG: "1" })).to.equal(true);
  });
});

describe("[U] bugs that stop a task", () => {
  it("are noticed, other failures are not", () => {
    const watch = new BugWatch();
    watch.see(ended(taskNamed("x"), "app1", failed()));
    expect(watch.found).to.equal(false);
    watch.see(ended(taskNamed("x"), "app1", failed({ problem: { reason: "internal", detail: "TypeError" } })));
    watch.see(ended(taskNamed("x"), "app1", okay));
    expect(watch.found).to.equal(true);
  });
});

describe("[U] colours", () => {
  const terminal = Object.assign(process.stdout, {});
  const tty = { ...terminal, isTTY: true } as unknown as NodeJS.WritableStream;
  const pipe = { ...terminal, isTTY: false } as unknown as NodeJS.WritableStream;

  it("are for terminals, unless somebody says otherwise", () => {
    expect(wantsColour(tty, {})).to.equal(true);
    expect(wantsColour(pipe, {})).to.equal(false);
    expect(wantsColour(tty, {}, false)).to.equal(false);
    expect(wantsColour(tty, { NO_COLOR: "1" })).to.equal(false);
    expect(wantsColour(tty, { NO_COLOR: "" })).to.equal(true);
    expect(wantsColour(tty, { TERM: "dumb" })).to.equal(false);
    expect(wantsColour(pipe, { FORCE_COLOR: "1" })).to.equal(true);
    expect(wantsColour(tty, { FORCE_COLOR: "0" })).to.equal(false);
  });
});

describe("[U] typing a password", () => {
  it("ends with Enter or Ctrl-D, wherever the keys are cut", () => {
    expect(afterKeys(nothing, "se")).to.deep.equal({ text: "se", state: "typing" });
    expect(afterKeys(afterKeys(nothing, "se"), "cret\rrest")).to.deep.equal({ text: "secret", state: "done" });
    expect(afterKeys(nothing, "x\u0004")).to.deep.equal({ text: "x", state: "done" });
  });

  it("Backspace takes one character, Ctrl-U all, Ctrl-C interrupts", () => {
    expect(afterKeys(nothing, "aé😀\u007f\u007fb\r").text).to.equal("ab");
    expect(afterKeys(nothing, "\u007fwrong\u0015right\r").text).to.equal("right");
    expect(afterKeys(nothing, "abc\u0003")).to.deep.equal({ text: "", state: "interrupted" });
  });

  it("leaves other control characters out", () => {
    expect(afterKeys(nothing, "a\u0001\tb\r").text).to.equal("ab");
  });
});

describe("[U] where owed handlers are kept", () => {
  it("is one file for each set of inventories, whatever their order", () => {
    const file = owedHandlersFile(["inventories/prod", "more"], "/srv");
    expect(file).to.match(/^\/srv\/\.tsplay\/owed-handlers-[0-9a-f]{16}\.json$/);
    expect(owedHandlersFile(["more", "/srv/inventories/prod"], "/srv")).to.equal(file);
    expect(owedHandlersFile(["inventories/lab"], "/srv")).to.not.equal(file);
  });
});
