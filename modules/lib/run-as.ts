import type { Command, CommandOptions } from "#engine/core/command.js";
import type { UserEntry } from "#engine/module/host-state.js";
import type { Reader } from "#engine/module/reader.js";

/** A user to step down to; undefined: the session's own. */
export type Runner = Pick<UserEntry, "name" | "group" | "home"> | undefined;

/** A script with its arguments, run as another user. By setpriv(1) and not runuser(1): no PAM session, so nothing in the host's logs. */
export function scriptAs(runner: Runner, script: string, args: readonly string[], options: CommandOptions = {}): Command {
  if (runner === undefined) return { script, args, ...options };
  const { name, group, home } = runner;
  return {
    argv: ["setpriv", `--reuid=${name}`, `--regid=${group}`, "--init-groups", "--", "sh", "-c", script, "sh", ...args],
    ...options, env: { ...options.env, HOME: home, USER: name, LOGNAME: name },
  };
}

/** Who is to work on a folder: its owner, where the session is root's and the folder somebody else's. */
export async function ownerOf(host: Reader, path: string): Promise<Runner> {
  const [state, who] = await Promise.all([host.path(path, { follow: true }), host.ask(["id", "-u"])]);
  if (who.stdout.trim() !== "0" || state.kind !== "directory" || state.owner === "root") return undefined;
  const owner = await host.user(state.owner);
  return owner === undefined || owner.uid < 0 ? undefined : owner;
}
