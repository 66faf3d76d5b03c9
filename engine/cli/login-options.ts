import type { Mask } from "#engine/core/mask.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { LoginDefaults } from "#engine/run/run-options.js";
import { withPasswords } from "./become-settings.js";
import type { RunArguments } from "./commands/run.js";
import type { SettledRun } from "./settled-options.js";
import { readPassword, type PasswordProblem, type PasswordSource } from "./read-password.js";

/** What the command line says of logging in; asks for passwords where it says so. The mask learns them. */
export async function loginOptions(options: SettledRun, mask: Mask): Promise<Result<LoginDefaults, PasswordProblem>> {
  const password = await readPassword(sshPassword(options), process.env);
  if (!password.ok) return err(password.error);
  const become = await readPassword(becomePassword(options), process.env);
  if (!become.ok) return err(become.error);
  const becomeBy = withPasswords(options.becomeBy, process.env);
  for (const secret of [password.value, become.value, ...Object.values(becomeBy).map((each) => each.password)]) if (secret !== undefined) mask.add(secret);
  return ok(given({
    user: options.user, privateKeyFile: options.privateKey, password: password.value,
    become: options.become, becomeMethod: options.becomeMethod, becomeUser: options.becomeUser, becomePassword: become.value, becomeBy, hostKeyChecking: options.hostKeyChecking, reach: options.reach,
  }));
}

/** Only what was given: what is left out is for the inventory to say. */
function given(all: { readonly [K in keyof LoginDefaults]: LoginDefaults[K] | undefined }): LoginDefaults {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function sshPassword({ askPass, connectionPasswordFile }: RunArguments): PasswordSource {
  return { title: "SSH password", file: connectionPasswordFile, variable: "TSPLAY_PASSWORD", ask: askPass === true, fileOption: "--connection-password-file" };
}

function becomePassword({ askBecomePass, becomePasswordFile }: RunArguments): PasswordSource {
  return { title: "become password", file: becomePasswordFile, variable: "TSPLAY_BECOME_PASSWORD", ask: askBecomePass === true, fileOption: "--become-password-file" };
}
