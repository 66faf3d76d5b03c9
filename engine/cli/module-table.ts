import type { ModuleTable } from "#engine/plan/context.js";

/** The modules that come with tsplay. */
export async function moduleTable(): Promise<ModuleTable> {
  const [{ modules }, { aliases }, { absentModules }] = await Promise.all([import("#modules/index.js"), import("#modules/aliases.js"), import("#modules/absent.js")]);
  return { modules, aliases, absent: absentModules };
}
