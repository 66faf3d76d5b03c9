import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Target } from "#engine/core/target.js";

/** The password of the test users. */
export const PASSWORD = "correct horse";

/** crypt(3) of it, by `openssl passwd -6`. */
const HASH = "$6$tsplaytest$NhB1BJf20S.uxgkzrTnPueE9ivEZ8zSOWhXnMQmhtxOLLZ9aL3qtjIMwLf0X0LJuxaYmfa9lkJdd8IRup6j5q1";

/** Users that exist only for this sshd, all with that password: `easy` may sudo and doas without a password, `asked` with one, `plain` not at all, `service` has no way in, and
 * sudo gives what `pty` runs a terminal of its own, as is the default from sudo 1.9.14 on. */
export const USERS = ["root", "easy", "asked", "plain", "service", "pty"] as const;

/** A real sshd on 127.0.0.1 in a mount namespace of its own, with its own users, so that the machine stays as it is. */
export interface Sshd {
  /** World-readable, on the machine's own file system; ends with the sshd. */
  readonly folder: string;
  readonly port: number;
  /** A folder on a file system of 256 KiB. */
  readonly small: string;
  readonly knownHosts: string;
  readonly key: string;
  target(changes?: Partial<Target>): Target;
  /** Ends the server and every connection. */
  stop(): void;
}

/** Starts it; `config`: more lines of sshd_config, which win over ours. */
export async function startSshd(config: readonly string[] = []): Promise<Sshd> {
  for (const program of ["/usr/sbin/sshd", "/usr/bin/sudo", "/usr/bin/doas", "/usr/bin/unshare"]) {
    if (!existsSync(program)) throw new Error(`${program} is missing: apt-get install openssh-server sudo doas util-linux`);
  }
  if (process.getuid?.() !== 0) throw new Error("the connection tests start an sshd with its own users, which takes root");
  const folder = mkdtempSync(join(tmpdir(), "tsplay-sshd-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  prepare(folder, port, config);
  const child = spawn("unshare", ["--mount", "--kill-child", "sh", "-e", join(folder, "start.sh")], { stdio: ["ignore", "ignore", "pipe"], env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" }, detached: true });
  await listening(child, port);
  const target: Target = {
    host: "test", connection: "ssh", address: "127.0.0.1", port, user: "root", privateKeyFile: join(folder, "id"),
    knownHostsFiles: [join(folder, "known_hosts")], hostKeyChecking: "yes", timeout: 10,
  };
  return {
    folder, port, small: join(folder, "small"), knownHosts: join(folder, "known_hosts"), key: join(folder, "id"),
    target: (changes = {}) => ({ ...target, ...changes }),
    stop: () => { stop(child, folder); },
  };
}

function prepare(folder: string, port: number, config: readonly string[]): void {
  for (const name of ["id", "host_ed25519"]) execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", join(folder, name)]);
  writeFileSync(join(folder, "known_hosts"), `[127.0.0.1]:${port} ${readFileSync(join(folder, "host_ed25519.pub"), "utf8")}`);
  writeFileSync(join(folder, "sshd_config"), [
    ...config, `Port ${port}`, "ListenAddress 127.0.0.1", `HostKey ${folder}/host_ed25519`, `AuthorizedKeysFile ${folder}/id.pub`,
    "PermitRootLogin yes", "PasswordAuthentication yes", "StrictModes no", "UsePAM no", "UseDNS no", "MaxSessions 10", "PidFile none", "LogLevel ERROR", "",
  ].join("\n"));
  const users = USERS.filter((name) => name !== "root");
  writeFileSync(join(folder, "passwd"), `${readFileSync("/etc/passwd", "utf8")}${users.map((name, index) => `${name}:x:${70_001 + index}:${70_001 + index}::${folder}/home/${name}:/bin/sh\n`).join("")}`.replace(/^root:.*$/m, "root:x:0:0:root:/root:/bin/sh"));
  writeFileSync(join(folder, "group"), `${readFileSync("/etc/group", "utf8")}${users.map((name, index) => `${name}:x:${70_001 + index}:\n`).join("")}`);
  writeFileSync(join(folder, "shadow"), ["root", ...users].map((name) => `${name}:${HASH}:20000:0:99999:7:::\n`).join(""), { mode: 0o600 });
  writeFileSync(join(folder, "sudoers"), "Defaults env_reset\nDefaults:pty use_pty\nroot ALL=(ALL:ALL) ALL\neasy ALL=(ALL:ALL) NOPASSWD: ALL\npty ALL=(ALL:ALL) ALL\nasked ALL=(ALL:ALL) ALL\n", { mode: 0o440 });
  writeFileSync(join(folder, "doas.conf"), "permit nopass easy\npermit nopass root\npermit asked\npermit pty as service\n", { mode: 0o400 });
  mkdirSync(join(folder, "small"));
  const homes = users.map((name) => `install -d -m 0700 -o ${name} -g ${name} ${folder}/home/${name}`);
  writeFileSync(join(folder, "start.sh"), [
    // a copy of /etc, for files that the machine does not have
    "mount --make-rprivate /", `cp -a /etc ${folder}/etc`, `cp ${folder}/doas.conf ${folder}/etc/`, `mount --bind ${folder}/etc /etc`, ...["passwd", "group", "shadow", "sudoers"].map((name) => `mount --bind ${folder}/${name} /etc/${name}`),
    `mount -t tmpfs -o size=256k,mode=1777 tmpfs ${folder}/small`, "mkdir -p /run/sshd /run/sudo /var/lib/sudo", "mount -t tmpfs tmpfs /run/sudo", "mount -t tmpfs tmpfs /var/lib/sudo", `mkdir -p ${folder}/home`, ...homes,
    `exec /usr/sbin/sshd -D -e -f ${folder}/sshd_config`, "",
  ].join("\n"));
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  for (let left = 200; left > 0; left -= 1) {
    if (child.exitCode !== null) throw new Error(`sshd did not start: ${said}`);
    if (await answers(port)) return;
    await sleep(25);
  }
  throw new Error(`sshd does not listen: ${said}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("data", () => { socket.destroy(); resolve(true); });
    socket.once("error", () => { resolve(false); });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => { resolve(port); });
    });
  });
}

/** unshare's own process group holds the listening sshd; its connections end when their sockets do. */
function stop(child: ChildProcess, folder: string): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
