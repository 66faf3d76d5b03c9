import { expect } from "chai";
import { askPrompts, type Asker } from "#engine/cli/ask-prompts.js";
import { Mask } from "#engine/core/mask.js";
import { ok } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import type { Prompt } from "#engine/plan/vars-prompt.js";

const base: Prompt = {
  name: "it", text: "Which", secret: true, default: undefined, confirm: false, encrypt: undefined,
  place: { file: "play.yml", line: 1, column: 1, text: "- hosts: all" },
};

/** What the prompt comes to where a person types these lines, and what was asked. */
async function asked(prompt: Partial<Prompt>, lines: readonly string[]): Promise<{ readonly value: Value | undefined; readonly titles: readonly string[]; readonly mask: Mask }> {
  const titles: string[] = [];
  const asker: Asker = ({ secret }, title) => {
    const line = lines[titles.length] ?? "";
    titles.push(title);
    return Promise.resolve(ok(secret ? new Secret(line) : line));
  };
  const mask = new Mask();
  const answers = await askPrompts([{ ...base, ...prompt }], mask, asker);
  if (!answers.ok) throw new Error(JSON.stringify(answers.error));
  return { value: answers.value["it"], titles, mask };
}

function plain(value: Value | undefined): string {
  if (!(value instanceof Secret)) throw new Error("it is no secret");
  return value.reveal();
}

describe("[U] questions of vars_prompt", () => {
  it("the answer's hash, by the scheme and salt that were given, is a secret, and so is the answer", async () => {
    const { value, mask } = await asked({ encrypt: { scheme: "sha512_crypt", salt: "saltstring", size: undefined } }, ["Hello world!"]);
    // openssl passwd -6 -salt saltstring "Hello world!"
    expect(plain(value)).to.equal("$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
    expect(value).to.be.instanceOf(Secret);
    expect(mask.text(`Hello world! ${plain(value)}`)).to.equal("*** ***");
  });

  it("a salt of its own is as long as salt_size says, and another one each time", async () => {
    const once = async (): Promise<string> => plain((await asked({ encrypt: { scheme: "sha256_crypt", salt: undefined, size: 7 } }, ["x"])).value);
    const [one, other] = [await once(), await once()];
    expect(one).to.match(/^\$5\$[./0-9A-Za-z]{7}\$/);
    expect(one).to.not.equal(other);
  });

  it("an empty answer is the default, hashed as any other", async () => {
    const { value } = await asked({ default: "Hello world!", secret: false, encrypt: { scheme: "sha512_crypt", salt: "saltstring", size: undefined } }, [""]);
    expect(plain(value)).to.match(/^\$6\$saltstring\$svn8/);
  });

  it("confirm asks until both answers are the same", async () => {
    const { value, titles } = await asked({ confirm: true, secret: false }, ["a", "b", "c", "c"]);
    expect(value).to.equal("c");
    expect(titles).to.deep.equal(["Which", "confirm Which", "the answers differ; Which", "confirm Which"]);
  });

  it("what is too long for the scheme is told, and nothing of it shown", async () => {
    const answers = await askPrompts([{ ...base, encrypt: { scheme: "sha512_crypt", salt: undefined, size: undefined } }], new Mask(), () => Promise.resolve(ok(new Secret("x".repeat(5000)))));
    expect(answers.ok).to.equal(false);
    expect(JSON.stringify(answers)).to.include("cannot be hashed by sha512_crypt").and.not.include("xxx");
  });
});
