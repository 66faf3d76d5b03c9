import { expect } from "chai";
import { factsOf } from "#modules/lib/facts.js";

/** What the script printed on a lab host, shortened. */
const OUTPUT = `[system]
Linux 6.1.0-13-amd64 x86_64
db1
db1.example.org
root
/root
[os]
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
VERSION_ID="12"
VERSION_CODENAME=bookworm
ID=debian
[debian]
12.11
[memory]
MemTotal:       16384000 kB
MemFree:         8192000 kB
Buffers:          102400 kB
Cached:          1024000 kB
SwapTotal:             0 kB
SwapFree:              0 kB
[cpu]
processor	: 0
model name	: Some CPU @ 2.00GHz
physical id	: 0
cpu cores	: 2
processor	: 1
model name	: Some CPU @ 2.00GHz
physical id	: 0
cpu cores	: 2
[uptime]
123.45 400.00
[date]
2026-11-22 09:30:00 1795339800 +0000 UTC Sunday November 326 47
[init]
systemd
[python]
[virtual]
systemd-nspawn
[addresses]
1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: host0@if5    inet 198.18.0.12/16 brd 198.18.255.255 scope global host0\\       valid_lft forever
2: host0    inet6 fe80::1/64 scope link \\       valid_lft forever
[routes]
default via 198.18.0.1 dev host0 proto static
[mounts]
Filesystem     Type 1024-blocks    Used Available Capacity Mounted on
/dev/vdb       ext4    1000        400       600      40% /opt/data with space
[root]
Filesystem     Type    1024-blocks     Used Available Capacity Mounted on
overlay        overlay   263174212 22000000 230000000       9% /
[user]
root:x:0:0:root:/root:/bin/bash
[machine]
0123456789abcdef0123456789abcdef
#1 SMP Debian
[load]
0.50 1.00 2.00 1/100 4242
[resolver]
nameserver 10.0.0.1
nameserver 10.0.0.2
search example.org
[links]
lo 65536 unknown 00:00:00:00:00:00
host0 1500 up 0a:00:00:00:00:01
[env]
HOME=/root\0TWO=a
[os]
ID=evil\0EMPTY=\0`;

describe("[U] facts", () => {
  const facts = factsOf(OUTPUT);
  const cases: readonly (readonly [path: string, value: unknown])[] = [
    ["distribution", "Debian"], ["distribution_version", "12.11"], ["distribution_major_version", "12"], ["distribution_release", "bookworm"], ["os_family", "Debian"], ["lsb.codename", "bookworm"],
    ["kernel", "6.1.0-13-amd64"], ["architecture", "x86_64"], ["hostname", "db1"], ["fqdn", "db1.example.org"], ["domain", "example.org"], ["user_id", "root"],
    ["memtotal_mb", 16000], ["memory_mb.real.used", 8000], ["memory_mb.nocache.free", 9100], ["swaptotal_mb", 0],
    ["processor_vcpus", 2], ["processor_count", 1], ["processor_cores", 2],
    ["default_ipv4.address", "198.18.0.12"], ["default_ipv4.netmask", "255.255.0.0"], ["default_ipv4.gateway", "198.18.0.1"], ["host0.ipv4.address", "198.18.0.12"],
    ["date_time.date", "2026-11-22"], ["date_time.iso8601", "2026-11-22T09:30:00Z"], ["date_time.weekday", "Sunday"],
    ["service_mgr", "systemd"], ["uptime_seconds", 123], ["virtualization_type", "systemd-nspawn"],
    ["user_uid", 0], ["user_shell", "/bin/bash"], ["machine_id", "0123456789abcdef0123456789abcdef"], ["kernel_version", "#1 SMP Debian"], ["loadavg.5m", 1], ["dns.nameservers[1]", "10.0.0.2"],
    ["default_ipv4.macaddress", "0a:00:00:00:00:01"], ["default_ipv4.broadcast", "198.18.255.255"], ["default_ipv4.network", "198.18.0.0"], ["host0.mtu", 1500], ["lsb.release", "12"],
    ["env.HOME", "/root"], ["env.TWO", "a\n[os]\nID=evil"], ["env.EMPTY", ""], ["selinux.status", "disabled"], ["mounts[0].mount", "/"], ["mounts[1].mount", "/opt/data with space"], ["mounts[1].size_available", 614400],
  ];
  for (const [path, value] of cases) it(`${path} is ${String(value)}`, () => { expect(facts).to.have.nested.property(path, value); });

  it("lists addresses that others can reach", () => {
    expect(facts["all_ipv4_addresses"]).to.deep.equal(["198.18.0.12"]);
    expect(facts["interfaces"]).to.deep.equal(["lo", "host0"]);
    expect(facts).to.not.have.property("python_version");
  });

  it("makes something even of nothing", () => {
    expect(factsOf("")).to.include({ distribution: "", memtotal_mb: 0, uptime_seconds: 0 });
  });
});
