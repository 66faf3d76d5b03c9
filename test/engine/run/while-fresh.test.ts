import { expect } from "chai";
import { unlessStale, whileFresh, type Asking } from "#engine/run/while-fresh.js";

/** Counts what it is asked; answers with how often. */
function counting(): { asked: number; session: Asking } {
  const seen = { asked: 0, session: { run, read } };
  function run(): ReturnType<Asking["run"]> {
    seen.asked += 1;
    return Promise.resolve({ code: 0, stdout: String(seen.asked), stderr: "" });
  }
  function read(): ReturnType<Asking["read"]> {
    seen.asked += 1;
    return Promise.resolve({ code: 0, bytes: new Uint8Array(), stderr: "" });
  }
  return seen;
}

describe("[U] looks that a change overtakes", () => {
  it("ask until then, and no more", async () => {
    const host = counting();
    let fresh = true;
    const session = whileFresh(host.session, { isFresh: () => fresh, turn: Promise.resolve() });
    expect(await session.run({ argv: ["true"] })).to.include({ stdout: "1" });
    fresh = false;
    const late = (async () => [await session.run({ argv: ["true"] }), await session.read({ argv: ["true"] })])();
    expect(await unlessStale(late)).to.equal(undefined);
    expect(host.asked).to.equal(1);
  });

  it("keep costly questions until the task's turn", async () => {
    const host = counting();
    let open: () => void = () => undefined;
    const session = whileFresh(host.session, { isFresh: () => true, turn: new Promise((resolve) => { open = resolve; }) });
    const answer = session.run({ argv: ["apt-get", "-s", "upgrade"], costly: true });
    await session.run({ argv: ["true"] });
    expect(host.asked).to.equal(1);
    open();
    expect(await answer).to.include({ stdout: "2" });
  });

  it("do not hide a bug", async () => {
    const bug = new Error("a bug");
    const seen = await unlessStale(Promise.reject(bug)).catch((error: unknown) => error);
    expect(seen).to.equal(bug);
  });
});
