import type { CommandOptions } from "#engine/core/command.js";
import { gitCredentials, type Credentials } from "./url-credentials.js";

/** How git reaches the repository. */
export interface GitAccess {
  readonly dest: string;
  readonly key_file?: string;
  readonly ssh_opts?: string;
  readonly accept_hostkey: boolean;
  readonly accept_newhostkey: boolean;
  /** Name and password that stood in the address of the repository. */
  readonly credentials?: Credentials | undefined;
}

/** A constant: git hands it to a shell, which takes the values from the environment. They are never part of its text. */
const SSH = 'ssh -o BatchMode=yes ${TSPLAY_KEY:+-i "$TSPLAY_KEY" -o IdentitiesOnly=yes} ${TSPLAY_HOSTKEY:+-o StrictHostKeyChecking="$TSPLAY_HOSTKEY"} ${TSPLAY_KNOWN:+-o UserKnownHostsFile="$TSPLAY_KNOWN"} $TSPLAY_SSH_OPTS';

/**
 * Nothing may ask, and looking may write nothing: git leaves the index alone (GIT_OPTIONAL_LOCKS), and a new host key that is accepted goes to
 * /dev/null, the first of the files, where ssh writes it (ssh_config(5), UserKnownHostsFile).
 */
export function gitEnvironment({ dest, key_file, ssh_opts, accept_hostkey, accept_newhostkey, credentials }: GitAccess, looking: boolean): CommandOptions {
  const accepts = accept_hostkey || accept_newhostkey;
  return {
    env: {
      GIT_TERMINAL_PROMPT: "0", GIT_SSH_COMMAND: SSH, TSPLAY_KEY: key_file ?? "", TSPLAY_SSH_OPTS: ssh_opts ?? "",
      TSPLAY_HOSTKEY: accepts ? "accept-new" : "", TSPLAY_KNOWN: accepts && looking ? "/dev/null ~/.ssh/known_hosts" : "",
      ...gitCredentials(credentials === undefined ? [] : [credentials], [["safe.directory", dest]]),
      ...(looking && { GIT_OPTIONAL_LOCKS: "0" }),
    },
  };
}
