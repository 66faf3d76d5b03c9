/**
 * Everything about a host in one round trip. $1: the collectors that are wanted (see subsets.ts), $2: the folder of local facts,
 * $3: seconds that a file system may take to say how large it is.
 *
 * What is a file is read by two grep(1), which print PATH, NUL and a line; links by one find(1); what is left costs a process each: uname, date, id,
 * getent (three), python3, capsh, ip (three), stat, lsblk. Local facts and the environment come last, ended by NUL, because they may hold anything.
 * Sources: os-release(5), proc(5), sysfs(5), resolv.conf(5), ip-address(8), ip-route(8), stat(1), lsblk(8), capsh(1).
 */
export const FACTS_SCRIPT = `# facts
wanted=" $1 "
facts=$2
patience=$3
wants() { case $wanted in *" $1 "*) ;; *) return 1;; esac; }
there() { [ -e "$1" ] && echo "$2"; }
set -- /etc/os-release /etc/debian_version /etc/lsb-release /etc/resolv.conf /etc/machine-id /var/lib/dbus/machine-id \\
  /proc/sys/kernel/ostype /proc/sys/kernel/osrelease /proc/sys/kernel/version /proc/sys/kernel/hostname /proc/sys/crypto/fips_enabled \\
  /proc/uptime /proc/loadavg /proc/cmdline /proc/1/comm /proc/mounts /sys/fs/selinux/enforce /sys/fs/selinux/policyvers /etc/selinux/config \\
  /etc/ssh/ssh_host_*_key.pub /etc/openssh/ssh_host_*_key.pub
if wants virtual || wants hardware; then set -- "$@" /sys/devices/virtual/dmi/id/*; fi
if wants virtual; then set -- "$@" /proc/1/cgroup /run/systemd/container /proc/xen/capabilities; fi
if wants hardware; then set -- "$@" /proc/self/mountinfo \\
  /sys/block/*/size /sys/block/*/removable /sys/block/*/queue/rotational /sys/block/*/queue/scheduler /sys/block/*/queue/logical_block_size /sys/block/*/queue/discard_granularity \\
  /sys/block/*/device/vendor /sys/block/*/device/model /sys/block/*/device/serial /sys/block/*/device/sas_address /sys/block/*/device/sas_device_handle \\
  /sys/block/*/*/start /sys/block/*/*/size /sys/block/*/holders/dm-*/dm/name
fi
if wants network; then set -- "$@" /sys/class/net/*/address /sys/class/net/*/mtu /sys/class/net/*/operstate /sys/class/net/*/type /sys/class/net/*/flags /sys/class/net/*/speed \\
  /sys/class/net/*/bridge/bridge_id /sys/class/net/*/bridge/stp_state /sys/class/net/*/bonding/* /sys/class/net/*/bonding_slave/perm_hwaddr
fi
set -- "$@" /etc/iscsi/initiatorname.iscsi /etc/nvme/hostnqn /sys/class/fc_host/*/port_name
echo "[files]"
grep -asHZ -d skip '' -- "$@"
grep -asHZE '^((processor|Processor|vendor_id|Vendor|model name|cpu|physical id|core id|siblings|cpu cores|# processors|ncpus active)[[:space:]]*:|(MemTotal|MemFree|SwapTotal|SwapFree|SwapCached|Buffers|Cached|Cpus_allowed_list|VxID|Uid|Gid):|(kvm|vboxdrv|virtio) )' -- /proc/cpuinfo /proc/meminfo /proc/self/status /proc/modules
echo "[machine]"
uname -m
echo "[date]"
printf '%s\\n' now 'Jan 1' 'Jul 1' | date -f - '+%Y-%m-%d %H:%M:%S %s %N %z %Z %A %w %W'
echo "[user]"
getent passwd "$(id -u)"
echo "[fqdn]"
read -r name < /proc/sys/kernel/hostname
address=$(getent ahosts "$name")
address=\${address%%[[:space:]]*}
[ -z "$address" ] || getent hosts "$address"
echo "[signs]"
there /run/systemd/system systemd
there /usr/bin/systemctl systemctl
there /sbin/openrc openrc
there /etc/init.d initd
there /sys/kernel/security/apparmor apparmor
there /.dockerenv docker
there /.dockerinit docker
there /proc/xen xen
there /dev/kvm kvm
if [ -e /proc/vz ] && [ ! -e /proc/lve ]; then echo openvz; fi
there /proc/bc openvz-host
for each in /usr/lib/*/libselinux.so.1 /lib/*/libselinux.so.1 /usr/lib*/libselinux.so.1; do if [ -e "$each" ]; then echo libselinux; break; fi; done
if [ -r /proc/1/root/. ]; then [ / -ef /proc/1/root/. ] || echo chroot; else stat -c 'inode %i' /; fi
for each in /usr/bin/apt-get:apt /usr/bin/dnf:dnf /usr/bin/yum:yum /sbin/apk:apk /usr/bin/pacman:pacman /usr/bin/zypper:zypper; do there "\${each%:*}" "pkg \${each#*:}"; done
echo "[python]"
for each in /usr/bin/python3 /usr/local/bin/python3 /usr/bin/python; do
  [ ! -x "$each" ] || { echo "$each"; "$each" -ISc 'import sys
print(*sys.version_info)
print(sys.implementation.name)
print("_ssl" in sys.builtin_module_names or sys.meta_path[-1].find_spec("_ssl") is not None)'; break; }
done
echo "[caps]"
if wants caps; then
  for each in /sbin/capsh /usr/sbin/capsh; do if [ -x "$each" ]; then "$each" --print; break; fi; done
fi
echo "[environ]"
if wants virtual && [ -r /proc/1/environ ]; then grep -zas '^container=' /proc/1/environ | tr '\\0' '\\n'; fi
echo "[links]"
if wants network || wants hardware; then
  find /sys/class/net/*/device /sys/class/net/*/device/driver/module /sys/class/net/*/brif /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label /sys/block/*/slaves -maxdepth 1 -type l -printf '%p\\0%l\\n' 2>/dev/null
fi
if wants network; then
  echo "[addresses]"
  ip -o addr show 2>/dev/null
  echo "[routes]"
  ip -4 route get 8.8.8.8 2>/dev/null
  ip -6 route get 2404:6800:400a:800::1012 2>/dev/null
fi
if wants hardware; then
  echo "[sizes]"
  set --
  while read -r device mount type _rest; do
    if [ "$type" = none ]; then continue; fi
    case $device in /*|*:/*) ;; *) continue;; esac
    case $mount in *\\\\*) mount=$(printf '%b.' "$mount"); mount=\${mount%.};; esac
    case $device in
      /*) set -- "$@" "$mount";;
      *) timeout "$patience" stat -f -c '%S %s %b %a %c %d %n' -- "$mount" 2>/dev/null;;
    esac
  done < /proc/mounts
  [ "$#" = 0 ] || timeout "$patience" stat -f -c '%S %s %b %a %c %d %n' -- "$@" 2>/dev/null
  echo "[uuids]"
  lsblk --list --noheadings --paths --output NAME,UUID --exclude 2 2>/dev/null
  if [ "$(id -u)" = 0 ] && [ -x /sbin/vgs ]; then
    for each in vgs lvs pvs; do echo "[$each]"; "$each" --noheadings --nosuffix --units g --separator , 2>/dev/null; done
  fi
fi
echo "[tail]"
if wants local; then
  for each in "$facts"/*.fact; do
    [ -e "$each" ] || continue
    printf '%s\\0' "\${each##*/}"
    code=0 said=.
    { if [ -x "$each" ]; then said=$("$each" 2>&1 >&3 3>&- </dev/null; code=$?; printf .; exit "$code") || code=$?; else cat -- "$each" >&3; fi; } 3>&1
    printf '\\0%s\\0%s\\0' "$code" "\${said%.}"
  done
fi
printf '\\0'
env -0`;
