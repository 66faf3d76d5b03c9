import { didYouMean } from "#engine/core/suggest.js";
import { valueAt, scalarsOf } from "../nodes.js";
import type { Rule } from "../rule.js";

/** Plays for hosts that no inventory among the files has. */
export const unknownHosts: Rule = {
  id: "unknown-hosts", planned: true, severity: "warning", summary: "A play for a host or group that none of the inventories has",
  project({ files, inventories, tasks }) {
    if (inventories.length === 0 || tasks.some(({ name }) => name === "add_host" || name === "group_by")) return [];
    const known = new Set(["all", "ungrouped", "localhost", "127.0.0.1", "::1", ...inventories.flatMap((inventory) => [...inventory.groups.keys(), ...inventory.hosts])]);
    const plays = files.filter((file) => file.kind === "playbook" && !file.context).flatMap((file) => file.node?.kind === "list" ? file.node.items : []);
    return plays.flatMap((play) => play.kind === "map" ? scalarsOf(valueAt(play, "hosts")) : []).flatMap((node) => {
      const name = String(node.value);
      if (!/^[A-Za-z0-9_][\w.-]*$/.test(name) || known.has(name)) return [];
      return [{ message: `no inventory has a host or group "${name}"`, place: node.place, hint: didYouMean(name, [...known]) ?? "Name one that is there, or add it to the inventory" }];
    });
  },
};
