import type { Definition } from "./definition.js";

type Table = Readonly<Record<string, Definition>>;

/** What each collection defines, by the names it goes by. */
export type Collections = ReadonlyMap<string, Table>;

/** The collections that there are here. ansible.netcommon had what ansible.utils has now, ansible.legacy is ansible.builtin. */
export function collectionsOf({ builtin, general, utils }: { readonly builtin: Table; readonly general: Table; readonly utils: Table }): Collections {
  return new Map([["ansible.builtin", builtin], ["ansible.legacy", builtin], ["community.general", general], ["ansible.utils", utils], ["ansible.netcommon", utils]]);
}

/** What a name means: with a collection before it only what that one has, without one the first that has it. */
export function findIn(collections: Collections, name: string): Definition | undefined {
  const dot = name.lastIndexOf(".");
  if (dot !== -1) return own(collections.get(name.slice(0, dot)), name.slice(dot + 1));
  for (const table of collections.values()) {
    const found = own(table, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own(table: Table | undefined, name: string): Definition | undefined {
  return table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
}
