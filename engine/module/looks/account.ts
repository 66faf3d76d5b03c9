import type { Command, Output } from "#engine/core/command.js";
import type { GroupEntry, UserEntry } from "../host-state.js";

/** getent(1) knows LDAP and the like as well; id(1) names the primary group first. */
const USER = `# user
getent passwd -- "$1" || exit
exec id -nG -- "$1"`;

const GROUP = `# group
exec getent group -- "$1"`;

/** A user by name or number. */
export function userCommand(nameOrUid: string): Command {
  return { script: USER, args: [nameOrUid] };
}

/** undefined: no such user. */
export function userAnswer({ stdout }: Output): UserEntry | undefined {
  const [line = "", groups = ""] = stdout.split("\n");
  const [name = "", , uid, gid = "", comment = "", home = "", shell = ""] = line.split(":");
  if (name === "") return undefined;
  const [group = gid, ...others] = groups.split(" ").filter((each) => each !== "");
  return { name, uid: Number(uid), gid: Number(gid), comment, home, shell, group, groups: others.sort() };
}

/** A group by name or number. */
export function groupCommand(nameOrGid: string): Command {
  return { script: GROUP, args: [nameOrGid] };
}

/** undefined: no such group. */
export function groupAnswer({ stdout }: Output): GroupEntry | undefined {
  const [name = "", , gid, members = ""] = (stdout.split("\n")[0] ?? "").split(":");
  return name === "" ? undefined : { name, gid: Number(gid), members: members.split(",").filter((each) => each !== "") };
}
