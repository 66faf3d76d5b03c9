import { expect } from "chai";
import type { PlannedItem, PlannedTask } from "#engine/plan/types.js";
import { comingUp } from "#engine/run/coming-up.js";
import { ReadAhead } from "#engine/run/read-ahead.js";

const task = (id: string, more: object = {}): PlannedTask => ({ kind: "task", id, module: { kind: "state" }, keywords: {}, own: {}, ...more }) as unknown as PlannedTask;
const command = (id: string): PlannedTask => task(id, { module: { kind: "action" } });
const ids = (tasks: readonly PlannedTask[]): readonly string[] => tasks.map(({ id }) => id);

describe("[U] what is looked at ahead", () => {
  it("is what only looks at a state, also in blocks, and nothing of a rescue", () => {
    const block = { kind: "block", block: [task("b"), command("x")], rescue: [task("never")], always: [task("c")] } as unknown as PlannedItem;
    const items = [task("now"), task("a"), command("y"), block, task("d", { own: { until: {} } }), task("e", { keywords: { runOnce: {} } }), task("f")];
    expect(ids(comingUp(items, 1))).to.deep.equal(["a", "b", "c", "f"]);
    expect(comingUp(items, items.length)).to.deep.equal([]);
  });

  it("is not the whole of a long play", () => {
    const long = Array.from({ length: 5000 }, (_, index) => task(String(index)));
    expect(comingUp(long, 10)).to.have.length(64);
    expect(comingUp([...Array.from({ length: 5000 }, () => command("x")), task("far")], 0)).to.deep.equal([]);
  });
});

describe("[U] looks sent ahead", () => {
  const put = (ahead: ReadAhead, name: string, key = name): void => { ahead.put({ task: name, key, params: {} }, () => Promise.resolve(undefined)); };

  it("are so many at once, and no more while nobody takes them", async () => {
    const ahead = new ReadAhead();
    const { width } = ahead;
    put(ahead, "a");
    put(ahead, "b", "b:0");
    put(ahead, "b", "b:1");
    expect(ahead.width).to.equal(width - 3);
    await ahead.take("a", {});
    expect(ahead.width).to.equal(width - 2);
    ahead.leave("b");
    expect(ahead.width, "what a task did not take makes room when it is over").to.equal(width);
    expect(ahead.take("b:0", {})).to.equal(undefined);
  });
});
