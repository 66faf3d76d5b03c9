import { changeMap } from "../change-own.js";
import { define, type Definition } from "../definition.js";
import { anything, map, optional, required } from "../reading.js";
import { textOf } from "../python-text.js";
import { comparable } from "../secret-parts.js";

const changing = (name: string) => define({
  doc: `${name}: dictionaries cannot be changed, but for those that a template made with \`set\`; use combine`, input: map, secrets: "carried", rest: true, named: true,
  apply: (value, _, { rest, named }) => changeMap(name, value, rest, named),
});

/** The methods of Python's dictionaries that playbooks call. */
export const mapMethods: Readonly<Record<string, Definition>> = {
  get: define({
    doc: "get(key, default=none)", input: map, secrets: "carried", params: { key: required(anything), default: optional(anything, null) },
    apply: (value, { key, default: fallback }) => {
      const name = textOf(comparable(key));
      return Object.hasOwn(value, name) ? value[name] ?? null : fallback;
    },
  }),
  keys: define({ doc: "keys()", input: map, secrets: "carried", apply: (value) => Object.keys(value) }),
  values: define({ doc: "values()", input: map, secrets: "carried", apply: (value) => Object.values(value) }),
  items: define({ doc: "items(): lists of [key, value]", input: map, secrets: "carried", apply: (value) => Object.keys(value).map((key) => [key, value[key] ?? null]) }),
  copy: define({ doc: "copy()", input: map, secrets: "carried", apply: (value) => value }),
  update: changing("update"),
  pop: changing("pop"),
  setdefault: changing("setdefault"),
};
