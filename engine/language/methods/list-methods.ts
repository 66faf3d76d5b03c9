import { changeList } from "../change-own.js";
import { contains, equals } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anything, integer, list, maybe, required } from "../reading.js";

const changing = (name: string, instead: string) => define({
  doc: `${name}: lists cannot be changed, but for those that a template made with \`set\`; ${instead}`, input: list, secrets: "carried", rest: true,
  apply: (items, _, { rest }) => changeList(name, items, rest, instead),
});

/** The methods of Python's lists that playbooks call. */
export const listMethods: Readonly<Record<string, Definition>> = {
  index: define({
    doc: "index(item, start=0, end): where the item is", input: list, secrets: "carried", params: { item: required(anything), start: maybe(integer), end: maybe(integer) },
    apply: (items, { item, start, end }) => {
      const part = items.slice(start ?? 0, end ?? undefined);
      const index = part.findIndex((each) => equals(each, item) === true);
      const inside = contains(part, item);
      return index !== -1 ? items.length - items.slice(start ?? 0).length + index : inside === false ? new Fault("not-found", "The list does not contain it") : inside;
    },
  }),
  count: define({ doc: "count(item): how often the item is in the list", input: list, secrets: "carried", params: { item: required(anything) }, apply: (items, { item }) => items.filter((each) => equals(each, item) === true).length }),
  copy: define({ doc: "copy()", input: list, secrets: "carried", apply: (items) => items }),
  append: changing("append", "Write `list + [item]`."),
  extend: changing("extend", "Write `list + other`."),
  remove: changing("remove", "Write `list | difference([item])`."),
  insert: changing("insert", "Write `[item] + list`."),
  pop: changing("pop", "Write `list[:-1]`."),
};
