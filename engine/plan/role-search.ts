import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Place } from "#engine/core/place.js";
import { findRole } from "#engine/load/role.js";
import type { PlanContext } from "./context.js";
import type { ListPlace } from "./list-place.js";

/**
 * The folder of a role by its name: roles/ beside the playbook and beside its folder, the roles path, beside the role that calls it, beside the
 * playbook; `namespace.collection.role` in ansible_collections/ of these (Ansible: "Roles", "Using collections"). Reports what is not there.
 */
export function roleFolder(context: PlanContext, name: string, { place, at }: { place: ListPlace; at: Place }): string | undefined {
  const inCollection = collectionRole(context, name, place);
  if (inCollection !== undefined) return inCollection;
  const beside = place.role === undefined ? [] : [dirname(place.role.path)];
  const paths = [join(place.playbookDir, "roles"), join(place.playbookDir, "..", "roles"), ...context.sources.rolePaths, ...beside, place.playbookDir];
  const found = findRole(name, [...new Set(paths)], at);
  if (found.ok) return resolve(found.value);
  context.report(found.error);
  return undefined;
}

function collectionRole({ sources }: PlanContext, name: string, { playbookDir }: ListPlace): string | undefined {
  const [namespace, collection, ...role] = name.split(".");
  if (namespace === undefined || collection === undefined || role.length === 0) return undefined;
  const roots = [playbookDir, join(playbookDir, "collections"), ...sources.rolePaths.flatMap((path) => [dirname(path), join(dirname(path), "collections")])];
  return roots.map((root) => resolve(root, "ansible_collections", namespace, collection, "roles", role.join("/"))).find((path) => existsSync(path));
}
