import type { DiffPart, State } from "#engine/core/change.js";
import { missing, type Missing } from "#engine/module/contract.js";
import type { Attributes } from "#engine/module/host-state.js";
import type { Step } from "#engine/core/step.js";
import type { Reader } from "#engine/module/reader.js";

/** Parameters of everything that makes or changes a file. */
export const attributeParams = {
  mode: { "type": "string", "x-mode": true, "description": "Octal (\"0644\") or as chmod takes it (u=rw,go=r). Left out: kept, or the usual 0644 and 0755 for what is new." },
  owner: { type: "string", description: "User name or number. Left out: kept." },
  group: { type: "string", description: "Group name or number. Left out: kept." },
} as const;

/** What a playbook wants of a file's inode; left out: as it is. */
export interface Wanted {
  readonly mode?: string;
  readonly owner?: string;
  readonly group?: string;
}

/** An owner and a group, spelled as the playbook spells them (name or number), so that they can be compared. */
export function ownersAs(wanted: Wanted, { owner, group, uid, gid }: Attributes): { readonly owner: string; readonly group: string } {
  return { owner: isNumber(wanted.owner) ? String(uid) : owner, group: isNumber(wanted.group) ? String(gid) : group };
}

/** A user or group that is wanted, is not what the file has, and is not there. */
export async function missingAccount(host: Reader, wanted: Wanted, has: { readonly owner?: string; readonly group?: string } = {}): Promise<Missing | undefined> {
  const [user, group] = await Promise.all([
    isNew(wanted.owner, has.owner) ? host.user(wanted.owner) : true,
    isNew(wanted.group, has.group) ? host.group(wanted.group) : true,
  ]);
  if (user === undefined) return missing(`there is no user ${wanted.owner ?? ""}`, "make it with the module user first");
  return group === undefined ? missing(`there is no group ${wanted.group ?? ""}`, "make it with the module group first") : undefined;
}

/** Numbers need nobody of that name. */
function isNew(wanted: string | undefined, has: string | undefined): wanted is string {
  return wanted !== undefined && wanted !== has && !isNumber(wanted);
}

/** chown and chmod of the keys that differ; owner first, since chown(2) clears the setuid and setgid bits. `link`: of a symbolic link itself. */
export function attributeSteps(path: string, keys: readonly string[], after: Wanted, link = false): Step[] {
  const owners = ownersWord(Object.fromEntries(Object.entries(after).filter(([key]) => (key === "owner" || key === "group") && keys.includes(key))));
  const steps: Step[] = owners === "" ? [] : [{ kind: "run", command: { argv: ["chown", ...(link ? ["-h"] : []), "--", owners, path] } }];
  const { mode } = after;
  if (link || mode === undefined) return steps;
  const cleared = owners !== "" && /^[2-7]/.test(mode);
  return keys.includes("mode") || cleared ? [...steps, { kind: "run", command: { argv: ["chmod", "--", mode, path] } }] : steps;
}

/** Mode and owners as fields to show, where they change. */
export function attributeDiff(title: string, before: Wanted, after: Wanted, keys: readonly string[]): readonly DiffPart[] {
  const changed = keys.filter((key) => key === "mode" || key === "owner" || key === "group");
  const pick = ({ mode, owner, group }: Wanted): State => ({ mode, owner, group });
  return changed.length === 0 ? [] : [{ kind: "fields", title, before: pick(before), after: pick(after), keys: changed }];
}

/** As chown takes it: "user", ":group", "user:group", or "" for neither. */
export function ownersWord({ owner, group }: { readonly owner?: string | undefined; readonly group?: string | undefined }): string {
  return `${owner ?? ""}${group === undefined ? "" : `:${group}`}`;
}

/** Numbers that are no longer true once the name changes; nobody asked for them, so they are no difference. */
export function forgottenIds({ owner, group }: { readonly owner: string | undefined; readonly group: string | undefined }, before: OwnedBefore = {}): { readonly uid?: undefined; readonly gid?: undefined } {
  return {
    ...(owner !== undefined && owner !== before.owner && { uid: undefined }),
    ...(group !== undefined && group !== before.group && { gid: undefined }),
  };
}

interface OwnedBefore {
  readonly owner?: string | undefined;
  readonly group?: string | undefined;
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
}

/** The numbers of a predicted owner: what was looked at where the name stays, else known when they were given as numbers or are root's, else -1. */
export function idsAfter({ owner, group }: { readonly owner: string; readonly group: string }, before: OwnedBefore = {}): { readonly uid: number; readonly gid: number } {
  return {
    uid: owner === before.owner ? before.uid ?? idOf(owner) : idOf(owner),
    gid: group === before.group ? before.gid ?? idOf(group) : idOf(group),
  };
}

function idOf(name: string): number {
  if (name === "root") return 0;
  return isNumber(name) ? Number(name) : -1;
}

function isNumber(text: string | undefined): boolean {
  return text !== undefined && /^\d+$/.test(text);
}
