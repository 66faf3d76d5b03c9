import { expect } from "chai";
import { defineQuery } from "#engine/module/define.js";
import type { Module } from "#engine/module/erased.js";
import { moduleList, modulePage } from "#engine/report/doc.js";
import { moduleListMarkdown, moduleMarkdown } from "#engine/report/doc-markdown.js";
import { colourless } from "#engine/report/palette.js";
import { wrapped } from "#engine/report/wrapped.js";

const dig: Module = defineQuery({
  name: "dig",
  summary: "Ask a name server.",
  description: "First paragraph.\n\nSecond one.",
  params: {
    type: "object", required: ["name"], additionalProperties: false, "x-free-form": "name", "x-exclusive": [["server", "servers"]],
    properties: {
      server: { type: "string", description: "Whom to ask." },
      name: { type: "string", description: "What to ask for.", "x-aliases": ["query", "host"] },
      kind: { type: "string", enum: ["A", "AAAA"], default: "A", description: "The record | its type." },
      tries: { type: "integer", minimum: 1, maximum: 9, default: 3 },
      key: { type: "string", "x-secret": true, description: "The TSIG key." },
      servers: { type: "array", items: { type: "object", required: ["ip"], properties: { ip: { type: "string", description: "Its address." } } }, description: "Several." },
      until: { type: "string", "x-expression": true, description: "When to stop." },
    },
  },
  examples: [{ title: "One", yaml: "dig: app.example.org\n" }, { title: "Two", yaml: "dig:\n  name: x\n" }],
  returns: { addresses: "What was found.", ms: "How long it took." },
  answer: () => Promise.resolve({ changed: false, values: {} }),
});

describe("[U] pages of modules", () => {
  it("show name, parameters, examples and returns", () => {
    expect(modulePage(dig, { colors: colourless, width: 60 })).to.equal(`dig: Ask a name server.

DESCRIPTION
    First paragraph.

    Second one.

CHECK MODE
    Runs as in a real run: it changes nothing.

PARAMETERS
    name (text, required)
        What to ask for. Also written: query, host.
    key (text, secret)
        The TSIG key.
    kind (text)
        The record | its type. Choices: A, AAAA. Default:
        "A".
    server (text)
        Whom to ask.
    servers (list of dictionary)
        Several.
    servers[].ip (text, required)
        Its address.
    tries (integer)
        Range: 1 to 9. Default: 3.
    until (expression)
        When to stop.
    Only one of server, servers may be given.
    A bare text stands for name.

EXAMPLES
    # One
    dig: app.example.org

    # Two
    dig:
      name: x

RETURNS (register)
    addresses  What was found.
    ms         How long it took.
`);
  });

  it("are listed by name", () => {
    const other = { ...dig, name: "apt_key", summary: "Trust a key." };
    expect(moduleList([dig, other])).to.equal("apt_key  Trust a key.\ndig      Ask a name server.\n");
    expect(moduleListMarkdown([dig])).to.include("| [dig](dig.md) | Ask a name server. |");
  });

  it("come as Markdown, with what would break a table escaped", () => {
    const page = moduleMarkdown(dig);
    expect(page).to.match(/^# dig\n\nAsk a name server\.\n/);
    expect(page).to.include("| `name` (required), also `query`, `host` | text |  | What to ask for. |");
    expect(page).to.include("| `kind` | text | `\"A\"` | The record \\| its type. Choices: `A`, `AAAA`. |");
    expect(page).to.include("```yaml\n# One\ndig: app.example.org\n\n# Two\ndig:\n  name: x\n```").and.to.include("| `ms` | How long it took. |");
  });
});

describe("[U] wrapping", () => {
  it("breaks at spaces, never inside a word, and counts wide characters as two", () => {
    expect(wrapped("aa bb cc", 5)).to.deep.equal(["aa bb", "cc"]);
    expect(wrapped("aaaaaaaa b", 5)).to.deep.equal(["aaaaaaaa", "b"]);
    expect(wrapped("名前 名前", 8)).to.deep.equal(["名前", "名前"]);
    expect(wrapped("  in dented", 6)).to.deep.equal(["  in", "  dented"]);
    expect(wrapped(" ", 5)).to.deep.equal([]);
  });
});
