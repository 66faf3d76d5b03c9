import { access, readFile } from "node:fs/promises";
import { expect } from "chai";
import { down, pullNetwork, plugNetwork, reset, sshCommand, status, up, upperDirectory, type HostSpec, type HostState } from "#engine/lab/lab.js";
import { run, waitFor } from "#engine/lab/system.js";
import { changedPaths, diskOf, inside, labHosts, valueOf } from "#test/support/lab.js";

const hosts: readonly HostSpec[] = [
  { name: "labtest12", release: "bookworm", address: "198.18.77.12" },
  { name: "labtest13", release: "trixie", address: "198.18.77.13" },
];
const [twelve, thirteen] = ["labtest12", "labtest13"] as const;
const say = (): void => undefined;

async function ssh(name: string, ...command: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return run([...valueOf(await sshCommand(name)), ...command], { timeout: 30 });
}

async function stateOf(name: string): Promise<HostState | undefined> {
  return valueOf(await status()).find((each) => each.name === name);
}

async function traces(name: string): Promise<string[]> {
  const looks = [["mount"], ["ip", "-brief", "link"], ["ps", "-eo", "args"], ["find", "/sys/fs/cgroup", "-maxdepth", "4", "-name", name]];
  const outputs = await Promise.all(looks.map((argv) => run(argv)));
  return outputs.flatMap((output) => output.stdout.split("\n")).filter((line) => new RegExp(`(/${name}\\b|vb-${name}|=${name}\\b)`).test(line));
}

describe("[L] the lab", () => {
  const booted = labHosts(hosts);
  after(async function () {
    this.timeout(60_000);
    valueOf(await down(hosts.map((host) => host.name)));
  });

  it("gives Debian 12 and 13 hosts that run systemd and let the lab in, host keys checked", async () => {
    for (const [name, version] of [[twelve, "12"], [thirteen, "13"]] as const) {
      const answer = await ssh(name, "systemctl is-system-running; cat /etc/debian_version; hostname; stat -fc %T /sys/fs/cgroup");
      expect(answer.stdout).to.match(new RegExp(`^running\n${version}\\.\\d+\n${name}\ncgroup2fs\n$`));
    }
  });

  it("gives each host keys of its own and writes them to known_hosts", async () => {
    const lines = booted().flatMap((host) => host.knownHostsLines);
    expect(new Set(lines.map((line) => line.split(" ")[2])).size).to.equal(6);
    const written = await readFile(booted()[0]?.knownHosts ?? "", "utf8");
    for (const line of lines) expect(written).to.include(line);
  });

  it("lets the hosts reach each other and the package index", async () => {
    expect((await ssh(twelve, "ping", "-c1", "-W2", "198.18.77.13")).code).to.equal(0);
    expect((await ssh(thirteen, "ping", "-c1", "-W2", "198.18.77.12")).code).to.equal(0);
    for (const name of [twelve, thirteen]) expect((await ssh(name, "apt-cache policy nginx | grep Candidate && apt-get -q update")).code, name).to.equal(0);
  });

  it("has a user with a sudo password and one without", async () => {
    const asAdmin = valueOf(await sshCommand(twelve, "admin"));
    const asDeploy = valueOf(await sshCommand(thirteen, "deploy"));
    expect((await run([...asAdmin, "sudo -n id -u"])).code).to.equal(1);
    expect((await run([...asAdmin, "sudo -S id -u"], { input: "lab-admin-password\n" })).stdout).to.equal("0\n");
    expect((await run([...asDeploy, "sudo -n id -u"])).stdout).to.equal("0\n");
  });

  it("shows in the upper layer what a host writes, and nothing for a login that only looks", async () => {
    for (const name of [twelve, thirteen]) {
      const earlier = await diskOf(name);
      await ssh(name, "cat /etc/passwd");
      expect(changedPaths(earlier, await diskOf(name)), name).to.deep.equal([]);
      await ssh(name, "echo hello > /etc/written");
      expect(changedPaths(earlier, await diskOf(name)), name).to.deep.equal(["etc", "etc/written"]);
      expect(await readFile(`${upperDirectory(name)}/etc/written`, "utf8")).to.equal("hello\n");
    }
  });

  it("leaves a host that is up as it is, and says that it did not make it", async () => {
    const again = valueOf(await up({ hosts, say }));
    expect(again.map((host) => host.created)).to.deep.equal([false, false]);
    expect((await ssh(twelve, "cat", "/etc/written")).stdout).to.equal("hello\n");
  });

  it("pulls and plugs a network cable", async () => {
    valueOf(await pullNetwork(twelve));
    expect((await ssh(twelve, "true")).code).to.equal(255);
    expect(await inside(twelve, "hostname")).to.equal(`${twelve}\n`);
    valueOf(await plugNetwork(twelve));
    expect((await ssh(twelve, "true")).code).to.equal(0);
  });

  it("breaks a host from inside while its sshd is stopped", async () => {
    await inside(twelve, "systemctl", "stop", "ssh.service");
    expect((await ssh(twelve, "true")).code).to.equal(255);
    expect((await ssh(thirteen, "true")).code, "its neighbour is not touched").to.equal(0);
    await inside(twelve, "systemctl", "start", "ssh.service");
    expect((await ssh(twelve, "true")).code).to.equal(0);
  });

  it("lets a host reboot, keeping its disk", async () => {
    for (const name of [twelve, thirteen]) {
      const earlier = await inside(name, "cat", "/proc/sys/kernel/random/boot_id");
      await ssh(name, "reboot");
      const later = await waitFor(async () => {
        const answer = await ssh(name, "cat /proc/sys/kernel/random/boot_id; systemctl is-system-running --wait; cat /etc/written");
        return answer.code === 0 && !answer.stdout.includes(earlier) ? answer.stdout : undefined;
      }, 40, 300);
      expect(later, name).to.match(/^[^\n]+\nrunning\nhello\n$/);
      expect((await stateOf(name))?.state, name).to.equal("up");
    }
  });

  it("resets a host to an empty disk and a key nobody has seen", async () => {
    const old = booted()[0]?.knownHostsLines ?? [];
    const fresh = valueOf(await reset(twelve))[0];
    expect(fresh?.knownHostsLines).to.not.include.members([...old]);
    expect((await ssh(twelve, "test", "-e", "/etc/written")).code).to.equal(1);
  });

  it("finds what a killed run left, processes or mounts alone, and clears it at the next start", async () => {
    for (const kill of ["supervisor", "leader"] as const) {
      process.kill((await stateOf(twelve))?.processes[kill] ?? NaN, "SIGKILL");
      await new Promise((resolve) => { setTimeout(resolve, 500); });
      expect((await stateOf(twelve))?.state, kill).to.equal("leftover");
      const lines: string[] = [];
      const again = valueOf(await up({ hosts, say: (line) => { lines.push(line); } }));
      expect(lines.join("\n")).to.include(`clearing what an ended run left of ${twelve}`);
      expect(again.map((host) => host.created)).to.deep.equal([true, false]);
      expect((await ssh(twelve, "true")).code).to.equal(0);
    }
  });

  it("lets two runs at the same time take turns", async () => {
    const both = await Promise.all([up({ hosts, say }), up({ hosts, fresh: true, say }), up({ hosts, say })]);
    expect(both.map((each) => each.ok)).to.deep.equal([true, true, true]);
    for (const name of [twelve, thirteen]) expect((await ssh(name, "true")).code).to.equal(0);
  });

  it("refuses an address that another host has", async () => {
    const refused = await up({ hosts: [{ name: "labtest14", release: "trixie", address: "198.18.77.13" }], say });
    expect(refused).to.deep.include({ ok: false });
    expect(await stateOf("labtest14")).to.equal(undefined);
  });

  it("leaves nothing behind", async () => {
    valueOf(await down(hosts.map((host) => host.name)));
    for (const host of hosts) {
      expect(await traces(host.name)).to.deep.equal([]);
      expect(await access(upperDirectory(host.name)).then(() => "is there", () => "gone")).to.equal("gone");
    }
    const others = valueOf(await status());
    const bridge = await run(["ip", "link", "show", "tsplay0"]);
    const rules = await run(["iptables-save"]);
    expect(bridge.code === 0, "the bridge is there as long as some host is").to.equal(others.length > 0);
    expect(rules.stdout.includes("tsplay0")).to.equal(others.length > 0);
  });
});
