import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { watchSilence } from "#engine/connection/silence.js";

describe("[U] silence of a connection", () => {
  it("is noticed after as many intervals as were allowed, once", async () => {
    const socket = new PassThrough();
    let dead = 0;
    watchSilence(socket, { seconds: 0.05, misses: 3 }, () => { dead += 1; });
    await sleep(120);
    expect(dead, "before its time").to.equal(0);
    await sleep(400);
    expect(dead).to.equal(1);
  });

  it("is ended by any byte, and not watched after the end", async () => {
    const socket = new PassThrough();
    let dead = 0;
    watchSilence(socket, { seconds: 0.1, misses: 2 }, () => { dead += 1; });
    for (let turn = 0; turn < 10; turn += 1) {
      socket.write("x");
      await sleep(50);
    }
    socket.destroy();
    await sleep(400);
    expect(dead).to.equal(0);
  });
});
