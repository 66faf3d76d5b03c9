import { expect } from "chai";
import type { DiffPart } from "#engine/core/change.js";
import { diffLines } from "#engine/report/diff-text.js";
import { colourless, palette } from "#engine/report/palette.js";

const text = (before: string, after: string): string => diffLines({ kind: "text", title: "/etc/motd", before, after }, colourless).join("\n");
const fields = (part: Omit<Extract<DiffPart, { kind: "fields" }>, "kind" | "title">): string => diffLines({ kind: "fields", title: "x", ...part }, colourless).join("\n");

describe("[U] differences as text", () => {
  it("shows a unified diff", () => {
    expect(text("a\nb\nc\n", "a\nB\nc\n")).to.equal("--- before: /etc/motd\n+++ after: /etc/motd\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c");
  });

  it("tells a missing newline at the end", () => {
    expect(text("a\n", "a")).to.include("-a\n+a\n\\ No newline at end of file");
  });

  it("shows a new file whole, however long, at once", () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `${index}\n`).join("");
    const started = performance.now();
    const shown = text("", lines);
    expect(performance.now() - started).to.be.lessThan(1000);
    expect(shown).to.include("@@ -0,0 +1,50000 @@\n+0\n+1\n").and.to.include("49001 more lines of this diff are not shown");
  });

  it("counts where comparing would take too long", () => {
    const file = (word: string): string => Array.from({ length: 5000 }, (_, index) => `${word}${index}\n`).join("");
    expect(text(file("a"), file("b"))).to.equal("--- before: /etc/motd\n+++ after: /etc/motd\n@@ 5000 lines replaced by 5000 lines @@");
  });

  it("writes escape sequences and carriage returns out", () => {
    expect(text("a\n", "\u001b[2Ja\u0085\r\n")).to.include("+\\x1b[2Ja\\x85\\r");
  });

  it("says when only masked parts differ, and when it is binary", () => {
    expect(text("***", "***")).to.equal("/etc/motd: differs only in what is masked");
    expect(text("a\0", "b\0c")).to.equal("/etc/motd: binary content differs (2 bytes -> 3 bytes)");
  });

  it("shows fields as before -> after", () => {
    expect(fields({ before: { mode: "0644", groups: ["a"], home: "" }, after: { mode: "0600", groups: ["a", "b"], home: "/srv/a b" }, keys: ["mode", "groups", "home"] }))
      .to.equal("x\n  mode: 0644 -> 0600\n  groups: [\"a\"] -> [\"a\",\"b\"]\n  home: \"\" -> /srv/a b");
  });

  it("tells the word true from the truth, and a text with an arrow from two values", () => {
    expect(fields({ before: { a: "true", b: "x -> y" }, after: { a: true, b: null }, keys: ["a", "b"] })).to.equal("x\n  a: \"true\" -> true\n  b: \"x -> y\" -> null");
  });

  it("shows what appears and what goes", () => {
    expect(fields({ before: undefined, after: { owner: "root" }, keys: ["owner", "unset"] })).to.equal("x: absent -> present\n  + owner: root");
    expect(fields({ before: { owner: "root" }, after: undefined, keys: ["owner"] })).to.equal("x: present -> absent\n  - owner: root");
  });

  it("shows notes", () => {
    expect(diffLines({ kind: "note", title: "/bin/x", note: "binary" }, colourless)).to.deep.equal(["/bin/x: binary"]);
  });

  it("colours lines by their sign", () => {
    const lines = diffLines({ kind: "text", title: "t", before: "a\n", after: "b\n" }, palette(true));
    expect(lines).to.include("\u001b[31m-a\u001b[39m").and.to.include("\u001b[32m+b\u001b[39m");
  });
});
