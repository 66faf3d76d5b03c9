/**
 * Everything about a host in one round trip, as `key=value` lines and a few blocks of other programs' output. Shell builtins read what is
 * a file; the processes are uname, df, ip (three times), date, id, getent, hostname, python3 and env. Sources: os-release(5), proc(5), df(1), ip(8).
 */
export const FACTS_SCRIPT = `# facts
echo "[system]"
uname -srm
hostname
hostname -f 2>/dev/null || hostname
id -un
echo "$HOME"
echo "[user]"
getent passwd "$(id -u)"
echo "[machine]"
[ ! -r /etc/machine-id ] || cat /etc/machine-id
uname -v
echo "[load]"
cat /proc/loadavg
echo "[resolver]"
[ ! -r /etc/resolv.conf ] || while read -r word rest; do case $word in nameserver|search) echo "$word $rest";; esac; done < /etc/resolv.conf
echo "[os]"
cat /etc/os-release 2>/dev/null
echo "[debian]"
cat /etc/debian_version 2>/dev/null
echo "[memory]"
cat /proc/meminfo
echo "[cpu]"
while read -r line; do case "$line" in processor*|"physical id"*|"cpu cores"*|"model name"*|vendor_id*) echo "$line";; esac; done < /proc/cpuinfo
echo "[uptime]"
cat /proc/uptime
echo "[date]"
date '+%Y-%m-%d %H:%M:%S %s %z %Z %A %B %j %V'
echo "[init]"
[ -d /run/systemd/system ] && echo systemd || cat /proc/1/comm
echo "[python]"
for python in /usr/bin/python3 /usr/local/bin/python3; do
  [ ! -x "$python" ] || { echo "$python"; "$python" -ISc 'import sys; print(".".join(map(str, sys.version_info[:3])))'; break; }
done
echo "[virtual]"
cat /run/systemd/container 2>/dev/null
cat /sys/class/dmi/id/product_name 2>/dev/null
[ ! -d /sys/kernel/security/apparmor ] || echo apparmor
[ ! -e /sys/fs/selinux/enforce ] || echo selinux
echo "[addresses]"
ip -o addr show 2>/dev/null
echo "[routes]"
ip -o route show default 2>/dev/null
ip -o -6 route show default 2>/dev/null
echo "[links]"
for link in /sys/class/net/*; do
  mac= mtu= state=
  { read -r mac < "$link/address"; read -r mtu < "$link/mtu"; read -r state < "$link/operstate"; } 2>/dev/null
  [ -z "$mtu" ] || echo "\${link##*/} $mtu $state $mac"
done
echo "[mounts]"
df -PTk -x tmpfs -x devtmpfs -x overlay 2>/dev/null
echo "[root]"
df -PTk / 2>/dev/null
echo "[env]"
env -0`;

const ENVIRONMENT = "\n[env]\n";

function beforeEnvironment(output: string): string {
  return output.split(ENVIRONMENT, 1)[0] ?? "";
}

/** The environment of the session, whose values may hold newlines. */
export function environmentOf(output: string): Readonly<Record<string, string>> {
  const at = output.indexOf(ENVIRONMENT);
  if (at === -1) return {};
  const words = output.slice(at + ENVIRONMENT.length).split("\0").filter((word) => word.includes("="));
  return Object.fromEntries(words.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]));
}

/** The blocks of the script's output by name, as lines. */
export function factBlocks(output: string): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of beforeEnvironment(output).split("\n")) {
    const name = /^\[(\w+)\]$/.exec(line)?.[1];
    if (name === undefined) {
      if (line !== "") current.push(line);
      continue;
    }
    current = [];
    blocks.set(name, current);
  }
  return blocks;
}
