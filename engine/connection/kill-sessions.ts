import type { Transport } from "./channel.js";
import { openShell } from "./open-shell.js";
import type { Become } from "./types.js";

/**
 * Ends every process of the sessions in "$@": closing a channel kills nothing. A stat line of proc(5) is "pid (name) state ppid pgrp session ...",
 * with any characters in the name. Those that outlive TERM for two seconds get KILL. (`kill` is given plain numbers: no quotes.)
 */
const SCRIPT = `
sids=" $* "
members() {
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    pid=\${line%% *}
    set -- \${line##*) }
    [ "$1" != Z ] || continue
    case $sids in *" $4 "*) printf '%s ' "$pid" ;; esac
  done
}
kill -TERM $(members) 2>/dev/null
for _ in 1 2 3 4 5 6 7 8 9 10; do
  [ -n "$(members)" ] || exit 0
  sleep 0.2
done
kill -KILL $(members) 2>/dev/null`;

/** Milliseconds for it all: whoever closes is waiting. */
const PATIENCE = 10_000;

/** Kills what still runs in these sessions on the host, as the user who started it. */
export async function killSessions(transport: Transport, become: Become | undefined, sids: readonly string[]): Promise<void> {
  if (sids.length === 0) return;
  const kill = async (): Promise<void> => {
    const shell = await openShell(transport, "single", become);
    if (!shell.ok) return;
    await Promise.race([shell.value.runOnly({ script: SCRIPT, args: sids }, "own"), shell.value.ended]);
    shell.value.channel.close();
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => { timer = setTimeout(resolve, PATIENCE); });
  await Promise.race([kill(), transport.lost, late]);
  clearTimeout(timer);
}
