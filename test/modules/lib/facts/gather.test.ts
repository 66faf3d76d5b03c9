import { expect } from "chai";
import type { ValueMap } from "#engine/core/value.js";
import { gatheredFacts } from "#modules/lib/facts/gather.js";
import { wantedCollectors } from "#modules/lib/facts/subsets.js";
import { factsOutput, type FactsOutput } from "#test/support/facts-output.js";

function gather(output: FactsOutput, subset: readonly string[] = ["all"]): ValueMap {
  const collectors = wantedCollectors(subset);
  if ("bad" in collectors) throw new Error(collectors.bad);
  return gatheredFacts(factsOutput(output), collectors, "/etc/ansible/facts.d");
}

const DEBIAN = { "/etc/os-release": "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nVERSION_ID=\"13\"\nVERSION_CODENAME=trixie\nID=debian", "/etc/debian_version": "13.1" };
const UBUNTU = {
  "/etc/os-release": "PRETTY_NAME=\"Ubuntu 24.04.1 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\nID=ubuntu\nID_LIKE=debian", "/etc/debian_version": "trixie/sid",
  "/etc/lsb-release": "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION=\"Ubuntu 24.04.1 LTS\"",
};

function cpus(count: number, { sockets, cores, siblings }: { sockets: number; cores: number; siblings: number }): string {
  return Array.from({ length: count }, (_none, at) => `processor\t: ${at}\nvendor_id\t: GenuineIntel\nmodel name\t: CPU\nphysical id\t: ${at % sockets}\nsiblings\t: ${siblings}\ncore id\t: ${at}\ncpu cores\t: ${cores}`).join("\n");
}

const NETWORK: FactsOutput = {
  files: {
    "/sys/class/net/lo/mtu": "65536", "/sys/class/net/lo/operstate": "unknown", "/sys/class/net/lo/type": "772", "/sys/class/net/lo/address": "00:00:00:00:00:00", "/sys/class/net/lo/flags": "0x9",
    "/sys/class/net/en-p0/mtu": "1500", "/sys/class/net/en-p0/operstate": "up", "/sys/class/net/en-p0/type": "1", "/sys/class/net/en-p0/address": "0a:00:00:00:00:01", "/sys/class/net/en-p0/flags": "0x1103", "/sys/class/net/en-p0/speed": "1000",
  },
  links: { "/sys/class/net/en-p0/device": "../../../0000:01:00.0", "/sys/class/net/en-p0/device/driver/module": "../../../../module/e1000" },
  blocks: {
    addresses: [
      "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever", "1: lo    inet6 ::1/128 scope host \\       valid_lft forever",
      "2: en-p0    inet 10.0.0.5/24 brd 10.0.0.255 scope global en-p0\\       valid_lft forever", "2: en-p0    inet 10.0.0.6/24 brd 10.0.0.255 scope global secondary en-p0:1\\       valid_lft forever",
      "2: en-p0    inet6 fe80::1/64 scope link \\       valid_lft forever",
    ].join("\n"),
    routes: "8.8.8.8 via 10.0.0.1 dev en-p0 src 10.0.0.5 uid 0 \n    cache ",
  },
};

describe("[U] facts", () => {
  const cases: readonly (readonly [title: string, output: FactsOutput, expected: Readonly<Record<string, unknown>>])[] = [
    ["Debian by its point release", { files: DEBIAN }, { ansible_distribution: "Debian", ansible_distribution_version: "13.1", ansible_distribution_major_version: "13", ansible_distribution_minor_version: "1", ansible_distribution_release: "trixie", ansible_os_family: "Debian" }],
    ["a Debian that has no point release yet", { files: { ...DEBIAN, "/etc/debian_version": "trixie/sid" } }, { ansible_distribution_version: "13", ansible_distribution_minor_version: undefined }],
    ["Ubuntu", { files: UBUNTU }, { ansible_distribution: "Ubuntu", ansible_distribution_version: "24.04", ansible_distribution_major_version: "24", ansible_distribution_minor_version: undefined, ansible_distribution_release: "noble", ansible_os_family: "Debian", ansible_lsb: { id: "Ubuntu", release: "24.04", codename: "noble", description: "Ubuntu 24.04.1 LTS", major_release: "24" } }],
    ["two sockets of four cores with two threads each", { files: { "/proc/cpuinfo": cpus(16, { sockets: 2, cores: 4, siblings: 8 }), "/proc/self/status": "Cpus_allowed_list:\t0-3,8" } }, { ansible_processor_count: 2, ansible_processor_cores: 4, ansible_processor_threads_per_core: 2, ansible_processor_vcpus: 16, ansible_processor_nproc: 5 }],
    ["an ARM machine, which names no sockets", { files: { "/proc/cpuinfo": "processor\t: 0\nprocessor\t: 1\nprocessor\t: 2" }, blocks: { machine: "aarch64" } }, { ansible_processor: ["0", "1", "2"], ansible_processor_count: 3, ansible_processor_cores: 1, ansible_processor_vcpus: 3, ansible_architecture: "aarch64" }],
    ["memory", { files: { "/proc/meminfo": "MemTotal: 16384000 kB\nMemFree: 8192000 kB\nBuffers: 102400 kB\nCached: 1024000 kB\nSwapTotal: 2048 kB\nSwapFree: 1024 kB\nSwapCached: 0 kB" } }, { ansible_memtotal_mb: 16000, ansible_memory_mb: { real: { total: 16000, free: 8000, used: 8000 }, nocache: { free: 9100, used: 6900 }, swap: { total: 2, free: 1, used: 1, cached: 0 } } }],
    ["a mount with a blank, one that is bound, one that did not answer", {
      files: { "/proc/mounts": "/dev/sda1 / ext4 rw 0 0\n/dev/sdb /a\\040b xfs ro 0 0\n/dev/sda1 /bound ext4 rw 0 0\nnas:/x /nas nfs4 rw 0 0\ntmpfs /run tmpfs rw 0 0", "/proc/self/mountinfo": "30 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 30 8:1 /srv /bound rw - ext4 /dev/sda1 rw" },
      blocks: { sizes: "4096 4096 100 40 10 5 /\n512 4096 8 4 2 1 /a b\n4096 4096 100 40 10 5 /bound", uuids: "/dev/sda1 1234-ab\n/dev/sdb" },
    }, {
      ansible_mounts: [
        { device: "/dev/sda1", mount: "/", fstype: "ext4", options: "rw", size_total: 409600, size_available: 163840, block_size: 4096, block_total: 100, block_available: 40, block_used: 60, inode_total: 10, inode_available: 5, inode_used: 5, uuid: "1234-ab" },
        { device: "/dev/sdb", mount: "/a b", fstype: "xfs", options: "ro", size_total: 4096, size_available: 2048, block_size: 4096, block_total: 8, block_available: 4, block_used: 4, inode_total: 2, inode_available: 1, inode_used: 1, uuid: "N/A" },
        { device: "/dev/sda1", mount: "/bound", fstype: "ext4", options: "rw,bind", size_total: 409600, size_available: 163840, block_size: 4096, block_total: 100, block_available: 40, block_used: 60, inode_total: 10, inode_available: 5, inode_used: 5, uuid: "1234-ab" },
        { device: "nas:/x", mount: "/nas", fstype: "nfs4", options: "rw", note: "Could not get extra information", uuid: "N/A" },
      ],
    }],
    ["an interface with a second address", NETWORK, {
      ansible_interfaces: ["en-p0", "lo", "en-p0_1"], ansible_all_ipv4_addresses: ["10.0.0.5", "10.0.0.6"], ansible_all_ipv6_addresses: ["fe80::1"], ansible_default_ipv6: {},
      ansible_default_ipv4: { interface: "en-p0", address: "10.0.0.5", gateway: "10.0.0.1", broadcast: "10.0.0.255", netmask: "255.255.255.0", network: "10.0.0.0", prefix: "24", macaddress: "0a:00:00:00:00:01", mtu: 1500, type: "ether", alias: "en-p0" },
      ansible_lo: { device: "lo", mtu: 65536, active: true, type: "loopback", promisc: false, ipv4: { address: "127.0.0.1", prefix: "8", netmask: "255.0.0.0", network: "127.0.0.0", broadcast: "" }, ipv6: [{ address: "::1", prefix: "128", scope: "host" }] },
    }],
    ["the session's user", { blocks: { user: "www:x:33:33:Web,,,:/var/www:/bin/sh" }, files: { "/proc/self/status": "Uid:\t33\t34\t33\t33\nGid:\t35\t36\t35\t35" } }, { ansible_user_id: "www", ansible_user_uid: 33, ansible_user_gecos: "Web,,,", ansible_effective_user_id: 34, ansible_real_group_id: 35 }],
    ["names, of which the first with a dot is the full one", { files: { "/proc/sys/kernel/hostname": "db1" }, blocks: { fqdn: "10.0.0.5 db1 db1.example.org" } }, { ansible_hostname: "db1", ansible_fqdn: "db1.example.org", ansible_domain: "example.org" }],
    ["a host whose name nobody resolves", { files: { "/proc/sys/kernel/hostname": "db1.lan" } }, { ansible_hostname: "db1", ansible_nodename: "db1.lan", ansible_fqdn: "db1.lan", ansible_domain: "lan" }],
    ["the kernel's command line", { files: { "/proc/cmdline": "quiet root=UUID=1 console=tty0 console=ttyS0 a=\"b c\"" } }, { ansible_cmdline: { quiet: true, root: "UUID=1", console: "ttyS0", a: "\"b c\"" }, ansible_proc_cmdline: { quiet: true, root: "UUID=1", console: ["tty0", "ttyS0"], a: "\"b c\"" } }],
    ["resolv.conf", { files: { "/etc/resolv.conf": "# x\nnameserver 10.0.0.1\nnameserver 10.0.0.2\nsearch a b\noptions ndots:2 rotate" } }, { ansible_dns: { nameservers: ["10.0.0.1", "10.0.0.2"], search: ["a", "b"], options: { ndots: "2", rotate: true } } }],
    ["no Python", {}, { ansible_python: undefined, ansible_python_version: undefined }],
    ["Python", { blocks: { python: "/usr/bin/python3\n3 13 5 final 0\ncpython\nTrue" } }, { ansible_python_version: "3.13.5", ansible_python: { executable: "/usr/bin/python3", type: "cpython", has_sslcontext: true, version: { major: 3, minor: 13, micro: 5, releaselevel: "final", serial: 0 }, version_info: [3, 13, 5, "final", 0] } }],
    ["systemd behind an init", { files: { "/proc/1/comm": "init" }, blocks: { signs: "systemd\nsystemctl\ninitd\npkg apt" } }, { ansible_service_mgr: "systemd", ansible_pkg_mgr: "apt" }],
    ["a shell as pid 1", { files: { "/proc/1/comm": "bash" } }, { ansible_service_mgr: "service", ansible_pkg_mgr: "unknown" }],
    ["a summer in the south", { blocks: { date: "2026-11-22 09:30:00 1795339800 123456789 +1100 AEDT Sunday 0 46\n2026-01-01 00:00:00 1 0 +1100 AEDT Thursday 4 00\n2026-07-01 00:00:00 1 0 +1000 AEST Wednesday 3 26" } }, { "ansible_date_time.tz": "AEDT", "ansible_date_time.tz_dst": "AEDT", "ansible_date_time.iso8601_micro": "2026-11-22T09:30:00.123456Z", "ansible_date_time.weeknumber": "46" }],
    ["a nspawn container", { files: { "/run/systemd/container": "systemd-nspawn" } }, { ansible_virtualization_type: "systemd-nspawn", ansible_virtualization_role: "guest", ansible_virtualization_tech_guest: ["container", "systemd-nspawn"] }],
    ["a virtual machine of a cloud", { files: { "/sys/devices/virtual/dmi/id/sys_vendor": "QEMU", "/sys/devices/virtual/dmi/id/product_name": "Standard PC" } }, { ansible_virtualization_type: "kvm", ansible_virtualization_role: "guest", ansible_product_name: "Standard PC", ansible_system_vendor: "QEMU", ansible_bios_date: "NA" }],
    ["bare metal", {}, { ansible_virtualization_type: "NA", ansible_virtualization_role: "NA", ansible_virtualization_tech_host: [] }],
    ["host keys", { files: { "/etc/ssh/ssh_host_ed25519_key.pub": "ssh-ed25519 AAAA root@x" } }, { ansible_ssh_host_key_ed25519_public: "AAAA", ansible_ssh_host_key_ed25519_public_keytype: "ssh-ed25519" }],
    ["a disk with a partition", { files: { "/sys/block/sda/size": "16777216", "/sys/block/sda/queue/scheduler": "none [mq-deadline]", "/sys/block/sda/sda1/start": "2048", "/sys/block/sda/sda1/size": "2097152" }, links: { "/dev/disk/by-uuid/12-34": "../../sda1" } }, { "ansible_devices.sda.size": "8.00 GB", "ansible_devices.sda.scheduler_mode": "mq-deadline", "ansible_devices.sda.partitions.sda1.size": "1.00 GB", "ansible_devices.sda.partitions.sda1.uuid": "12-34", "ansible_device_links.uuids.sda1": ["12-34"] }],
    ["what looks like blocks in the environment", { environment: { TWO: "a\n[os]\nID=evil", EMPTY: "" } }, { "ansible_env.TWO": "a\n[os]\nID=evil", "ansible_env.EMPTY": "" }],
    ["local facts", { local: [["a.fact", "{\"x\": [1]}", 0, ""], ["b.fact", "[Main]\nKey = some value\n  and more\n# note\nother: 2\n", 0, ""], ["c.fact", "nothing", 0, ""], ["d.fact", "", 3, "oh"]] }, {
      ansible_local: { a: { x: [1] }, b: { Main: { key: "some value\nand more", other: "2" } }, c: "error loading facts as JSON or ini - please check content: /etc/ansible/facts.d/c.fact", d: "Failure executing fact script (/etc/ansible/facts.d/d.fact), rc: 3, err: oh" },
    }],
  ];
  for (const [title, output, expected] of cases) {
    it(title, () => {
      const facts = gather(output);
      for (const [path, value] of Object.entries(expected)) {
        if (path.includes(".")) expect(facts).to.have.nested.property(path).that.deep.equals(value);
        else expect(facts[path], path).to.deep.equal(value);
      }
    });
  }
});

describe("[U] gather_subset", () => {
  const names = (subset: readonly string[]): readonly string[] => [...wantedCollectors(subset) as ReadonlySet<string>].sort();
  it("takes away all but the least", () => { expect(names(["!all"])).to.include.members(["platform", "env", "user"]).and.not.include.members(["hardware"]); });
  it("takes away even that", () => { expect(names(["!all", "!min"])).to.deep.equal([]); });
  it("brings what another needs", () => { expect(names(["!all", "!min", "network"])).to.deep.equal(["distribution", "network", "platform"]); });
  it("knows collectors by their facts", () => { expect(names(["!all", "!min", "mounts"])).to.deep.equal(["hardware", "platform"]); });
  it("what is named is there", () => { expect(names(["!all", "!min", "!network", "network"])).to.include("network"); });
  it("passes over unknown words to leave out", () => { expect(names(["!nothing"])).to.deep.equal(names(["!all"])); });
  it("says which words there are", () => { expect(wantedCollectors(["netwrok"])).to.have.property("bad").that.matches(/^Bad subset 'netwrok' given to Ansible\. gather_subset options allowed: all, all_ipv4_addresses, .*network/); });
});
