/**
 * Everything about a host in one round trip, as `key=value` lines and a few blocks of other programs' output. Shell builtins read what is
 * a file; the processes are uname, df, ip (twice), date, id, hostname. Sources: os-release(5), proc(5), df(1), ip(8).
 */
export const FACTS_SCRIPT = `# facts
echo "[system]"
uname -srm
hostname
hostname -f 2>/dev/null || hostname
id -un
echo "$HOME"
echo "[os]"
cat /etc/os-release 2>/dev/null
echo "[debian]"
cat /etc/debian_version 2>/dev/null
echo "[memory]"
cat /proc/meminfo
echo "[cpu]"
while read -r line; do case "$line" in processor*|"physical id"*|"cpu cores"*|"model name"*) echo "$line";; esac; done < /proc/cpuinfo
echo "[uptime]"
cat /proc/uptime
echo "[date]"
date '+%Y-%m-%d %H:%M:%S %s %z %Z %A %B %j %V'
echo "[init]"
[ -d /run/systemd/system ] && echo systemd || cat /proc/1/comm
echo "[python]"
for python in /usr/bin/python3 /usr/local/bin/python3; do [ -x "$python" ] && { "$python" -c 'import platform; print(platform.python_version())'; break; }; done
echo "[virtual]"
cat /run/systemd/container 2>/dev/null
cat /sys/class/dmi/id/product_name 2>/dev/null
[ -d /sys/kernel/security/apparmor ] && echo apparmor
echo "[addresses]"
ip -o addr show 2>/dev/null
echo "[routes]"
ip -o route show default 2>/dev/null
echo "[mounts]"
df -PTk -x tmpfs -x devtmpfs -x overlay 2>/dev/null
echo "[root]"
df -PTk / 2>/dev/null
echo "[end]"`;

/** The blocks of the script's output by name, as lines. */
export function factBlocks(output: string): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of output.split("\n")) {
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
