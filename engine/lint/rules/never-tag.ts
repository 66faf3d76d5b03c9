import { itemsAt } from "../nodes.js";
import type { Rule } from "../rule.js";

/** `tags: never` alone. */
export const neverTag: Rule = {
  id: "never-tag", severity: "warning", summary: "A task tagged `never` without another tag can hardly be asked for",
  task({ map, around }) {
    const own = itemsAt(map, "tags");
    const all = [...around.flatMap((each) => itemsAt(each, "tags")), ...own].flatMap((node) => node.kind === "scalar" ? String(node.value).split(",").map((tag) => tag.trim()) : []);
    const never = own.find((node) => node.kind === "scalar" && String(node.value).split(",").some((tag) => tag.trim() === "never"));
    if (never === undefined || all.some((tag) => tag !== "never")) return [];
    return [{ message: "the only tag of this task is `never`: no --tags but `never` itself reaches it", place: never.place, hint: "Give it a second tag to ask for it by, such as [never, cleanup]" }];
  },
};
