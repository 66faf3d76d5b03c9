import { contains, equals } from "../comparison.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { anything, list, required } from "../reading.js";

const changing = (name: string, instead: string) => define({
  doc: `${name}: lists cannot be changed; ${instead}`, input: list, secrets: "carried", rest: true,
  apply: () => new Fault("type-error", "Lists cannot be changed", { hint: instead }),
});

/** The methods of Python's lists that playbooks call. */
export const listMethods: Readonly<Record<string, Definition>> = {
  index: define({
    doc: "index(item): where the item is", input: list, secrets: "carried", params: { item: required(anything) },
    apply: (items, { item }) => {
      const index = items.findIndex((each) => equals(each, item) === true);
      return index !== -1 ? index : contains(items, item) === false ? new Fault("not-found", "The list does not contain it") : contains(items, item);
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
