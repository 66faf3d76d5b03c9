import { expect } from "chai";
import fc from "fast-check";
import type { MapNode } from "#engine/core/node.js";
import { isMap, type Value } from "#engine/core/value.js";
import type { AnyLayer, Layer } from "#engine/inventory/layer.js";
import { createScope, type Variables } from "#engine/inventory/variables.js";
import { parseYaml } from "#engine/load/yaml.js";
import { saidBy } from "#test/engine/load/said.js";

describe("[U] variables of a host", () => {
  it("come from the strongest layer, of equals from the last", () => {
    const scope = createScope([layer(22, "a: 22"), layer(2, "a: 2\nb: 2\nc: 2"), layer(6, "b: first\nc: 6"), layer(6, "b: second", "later")]);
    expect([read(scope, "a"), read(scope, "b"), read(scope, "c"), scope.get("d")]).to.deep.equal([22, "second", 6, undefined]);
  });

  it("are rendered with the variables that count in the end", () => {
    const scope = createScope([layer(2, "url: 'http://{{ host }}:{{ port }}/'\nhost: default\nport: 80"), layer(12, "host: '{{ name }}.example.org'\nname: web")]);
    expect(read(scope, "url")).to.equal("http://web.example.org:80/");
  });

  it("tell of circles with the places of all that take part", () => {
    const layers = [layer(2, "a: '{{ b }}'\nb: 'x{{ c }}'\nc: '{{ a }}'", "role", "defaults.yml")];
    expect(saidBy(createScope(layers).get("a") ?? { ok: true })).to.deep.equal(["defaults.yml:1:4 variables refer to each other in a circle: a -> b -> c -> a | b is set at defaults.yml:2:1; c is set at defaults.yml:3:1"]);
    expect(saidBy(createScope(layers).get("c") ?? { ok: true })).to.deep.equal(["defaults.yml:3:4 variables refer to each other in a circle: c -> a -> b -> c | a is set at defaults.yml:1:1; b is set at defaults.yml:2:1"]);
  });

  it("tell of a variable that refers to itself", () => {
    const scope = createScope([layer(2, "a: 1"), layer(12, "a: '{{ a }}'")]);
    expect(saidBy(scope.get("a") ?? { ok: true })).to.deep.equal(['f:1:4 the variable "a" refers to itself | Give the new value another name']);
  });

  it("a circle that is not asked for does no harm", () => {
    const scope = createScope([layer(2, "a: '{{ a }}'\nb: '{{ true or a }}'\nc: 1")]);
    expect([read(scope, "b"), read(scope, "c")]).to.deep.equal([true, 1]);
  });

  it("an undefined variable inside another one is told of at its place", () => {
    const scope = createScope([layer(2, "a: 'x {{ nope }}'")]);
    expect(saidBy(scope.get("a") ?? { ok: true })[0]).to.match(/^f:1:10 .*nope/);
  });

  it("may be ready-made values, which are never taken for templates", () => {
    const scope = createScope([layer(2, "a: 1\nb: '{{ r.stdout }}'"), values(19, { a: "{{ b }}", r: { stdout: "{{ a }}" } })]);
    expect([read(scope, "a"), read(scope, "b")]).to.deep.equal(["{{ b }}", "{{ a }}"]);
  });

  it("with more layers are others, and the first scope stays as it was", () => {
    const scope = createScope([layer(2, "a: 1\nb: '{{ a }}'")]);
    expect(read(scope, "b")).to.equal(1);
    const more = scope.with(layer(17, "a: 2"));
    expect([read(more, "b"), read(scope, "b")]).to.deep.equal([2, 1]);
    expect([read(more.with(values(19, { a: 3 })), "b"), read(more, "b")]).to.deep.equal([3, 2]);
  });

  it("a layer of values takes the place of the one of the same origin and level", () => {
    const scope = createScope([layer(2, "b: '{{ a | default(0) }}'")]).with(values(19, { a: 1, c: 1 }));
    expect(read(scope, "b")).to.equal(1);
    const next = scope.with(values(19, { a: 2 }));
    expect([read(next, "b"), next.get("c"), read(scope, "c")]).to.deep.equal([2, undefined, 1]);
    expect(next.explain("a")).to.have.length(1);
  });

  it("layers of variables of the same origin add up", () => {
    const scope = createScope([]).with(layer(16, "a: outer\nb: outer", "block vars")).with(layer(16, "a: inner", "block vars"));
    expect([read(scope, "a"), read(scope, "b")]).to.deep.equal(["inner", "outer"]);
  });

  it("a name that becomes defined later is seen by what asked for it in vain", () => {
    const scope = createScope([layer(2, "b: '{{ a | default(0) }}'")]);
    expect(read(scope, "b")).to.equal(0);
    expect(read(scope.with(values(19, { a: 5 })), "b")).to.equal(5);
  });

  it("have names, each once", () => {
    expect([...createScope([layer(2, "a: 1\nb: 1"), values(19, { b: 2, c: 3 })]).names()].sort()).to.deep.equal(["a", "b", "c"]);
  });

  it("are explained: what counts, and what it overrides", () => {
    const scope = createScope([layer(2, "a: 1", "defaults of role x", "d.yml"), layer(12, "b: 0\na: 2", "play vars", "p.yml"), values(19, { a: 3 })]);
    expect(scope.explain("a").map(({ origin, level, place, value }) => `${level} ${origin} ${place === undefined ? JSON.stringify(value) : `${place.file}:${place.line}:${place.column}`}`)).to.deep.equal([
      "19 made 3", "12 play vars p.yml:2:4", "2 defaults of role x d.yml:1:4",
    ]);
    expect(scope.explain("nope")).to.deep.equal([]);
  });

  it("rendered values are shared between the scopes of tasks as far as they do not differ", () => {
    let lookups = 0;
    const lookup = (): { readonly ok: true; readonly value: Value } => {
      lookups += 1;
      return { ok: true, value: "secret" };
    };
    const scope = createScope([layer(2, "a: \"{{ lookup('env', 'x') }}\"\nb: '{{ a }}{{ item | default(0) }}'")], { lookup });
    for (let task = 0; task < 50; task += 1) {
      const inTask = scope.with(values(21.5, { item: task }));
      expect(read(inTask, "b")).to.equal(`secret${task}`);
    }
    expect(lookups).to.equal(1);
  });

  it("what a lookup gave is not shared with a scope that looks elsewhere", () => {
    const scope = createScope([layer(2, "a: \"{{ lookup('env', 'x') }}\"\nb: '{{ c }}'\nc: 1")], { lookup: () => ({ ok: true, value: "role one" }) });
    expect([read(scope, "a"), read(scope, "b")]).to.deep.equal(["role one", 1]);
    const other = scope.withLookup(() => ({ ok: true, value: "role two" }));
    expect([read(other, "a"), read(other.with(values(19, { x: 1 })), "a"), read(other, "b"), read(scope, "a")]).to.deep.equal(["role two", "role two", 1, "role one"]);
  });

  it("what looks at the world outside, or at chance, is asked anew each time, and so is all that hangs on it", () => {
    let lookups = 0;
    const lookup = (): { readonly ok: true; readonly value: Value } => {
      lookups += 1;
      return { ok: true, value: lookups };
    };
    const scope = createScope([layer(2, "a: \"{{ lookup('pipe', 'x') }}\"\nb: '<{{ a }}>'\nc: '{{ d }}'\nd: 1")], { lookup });
    expect(["b", "c", "b", "a", "b"].map((name) => read(scope, name))).to.deep.equal(["<1>", 1, "<2>", 3, "<4>"]);
    expect(read(scope.with(values(19, { x: 1 })), "b")).to.equal("<5>");
  });

  it("a long chain of scopes keeps what is rendered", () => {
    let lookups = 0;
    const lookup = (): { readonly ok: true; readonly value: Value } => {
      lookups += 1;
      return { ok: true, value: 1 };
    };
    let scope: Variables = createScope([layer(2, "a: \"{{ lookup('env', 'x') }}\"")], { lookup });
    for (let task = 0; task < 100; task += 1) {
      scope = scope.with(values(19, { made: task }));
      expect([read(scope, "a"), read(scope, "made")]).to.deep.equal([1, task]);
    }
    expect(lookups).to.equal(1);
  });

  it("a scope built step by step says the same as one built at once", () => {
    const names = ["a", "b", "c", "d"];
    const text = fc.oneof(fc.constantFrom("1", "x"), fc.constantFrom(...names).map((name) => `{{ ${name} | default('-') }}`), fc.constantFrom(...names).map((name) => `<{{ ${name} | default('-') }}>`));
    const made = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 4 }), fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 3 }));
    fc.assert(fc.property(fc.array(made, { maxLength: 7 }), fc.array(fc.constantFrom(...names), { maxLength: 3 }), (steps, asked) => {
      const layers = steps.map(([ready, level, data], index): AnyLayer => (ready ? { origin: `v${index}`, level, values: data } : layer(level, JSON.stringify(data), `l${index}`)));
      const stepwise = layers.reduce<Variables>((scope, next) => {
        for (const name of asked) scope.get(name);
        return scope.with(next);
      }, createScope([]));
      const atOnce = createScope(layers);
      for (const name of names) expect(outcome(stepwise, name), name).to.deep.equal(outcome(atOnce, name));
    }), { numRuns: 500 });
  });
});

function outcome(scope: Variables, name: string): unknown {
  const found = scope.get(name);
  return found?.ok === false ? found.error.code : found;
}

function layer(level: number, text: string, origin = "here", file = "f"): Layer {
  const parsed = parseYaml(text, file);
  if (!parsed.ok) throw new Error("not parsed");
  const empty: MapNode = { kind: "map", entries: [], place: { file, line: 1, column: 1, text: "" } };
  return { origin, level, vars: parsed.value?.kind === "map" ? parsed.value : empty };
}

function values(level: number, data: Value): AnyLayer {
  return { origin: "made", level, values: isMap(data) ? data : {} };
}

function read(scope: Variables, name: string): Value | undefined {
  const found = scope.get(name);
  if (found?.ok === false) throw new Error(found.error.message);
  return found?.value;
}
