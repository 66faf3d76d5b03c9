import { execFile } from "node:child_process";
import { homedir, userInfo } from "node:os";
import { promisify } from "node:util";

/** What ssh_config(5) says about a host, as `ssh -G` prints it. */
export interface SshConfig {
  readonly hostName: string;
  readonly port: number;
  readonly user: string;
  readonly identityFiles: readonly string[];
  /** Only the identity files, and not every key of the agent, are to be offered. */
  readonly identitiesOnly: boolean;
  /** A socket, "SSH_AUTH_SOCK", "none", or undefined. */
  readonly identityAgent: string | undefined;
  readonly proxyJump: string | undefined;
  readonly proxyCommand: string | undefined;
  /** The user's files, then the system's. */
  readonly knownHostsFiles: readonly string[];
  readonly hashKnownHosts: boolean;
  /** The name to look for in known_hosts, where it is not the host's own. */
  readonly hostKeyAlias: string | undefined;
}

/** What of the machine tsplay runs on goes into finding a host. */
export interface Surroundings {
  /** PATH, HOME and SSH_AUTH_SOCK are read. */
  readonly env: NodeJS.ProcessEnv;
  /** Read in place of ~/.ssh/config; "none": no configuration. */
  readonly sshConfig: string | undefined;
}

/** What is asked for. */
export interface SshConfigQuestion {
  readonly address: string;
  readonly user: string | undefined;
  readonly port: number | undefined;
}

const run = promisify(execFile);

/**
 * Asks the ssh program, which alone knows Include, Match exec and tokens. Without one the usual places are taken.
 */
export async function readSshConfig(question: SshConfigQuestion, { env, sshConfig: file }: Surroundings): Promise<SshConfig> {
  const { address, user, port } = question;
  const home = env["HOME"] ?? homedir();
  const options = [...(file === undefined ? [] : ["-F", file]), ...(user === undefined ? [] : ["-l", user]), ...(port === undefined ? [] : ["-p", String(port)])];
  const printed = await run("ssh", ["-G", ...options, "--", address], { encoding: "utf8", env }).then((done) => done.stdout, () => "");
  return parse(printed, question, home);
}

function parse(printed: string, { address, user, port }: SshConfigQuestion, home: string): SshConfig {
  const lines = printed.split("\n").map((line) => ({ key: line.split(" ", 1)[0] ?? "", value: line.slice(line.indexOf(" ") + 1) }));
  const all = (key: string): string[] => lines.filter((line) => line.key === key).map((line) => line.value);
  const one = (key: string): string | undefined => all(key).find((value) => value !== "none");
  const files = [...all("userknownhostsfile"), ...all("globalknownhostsfile")].flatMap((value) => value.split(" "));
  return {
    hostName: one("hostname") ?? address,
    port: Number(one("port") ?? port ?? 22),
    user: one("user") ?? user ?? userInfo().username,
    identityFiles: (printed === "" ? ["~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519"] : all("identityfile")).map((name) => expand(name, home)),
    identitiesOnly: one("identitiesonly") === "yes",
    identityAgent: all("identityagent")[0],
    proxyJump: one("proxyjump"),
    proxyCommand: one("proxycommand"),
    knownHostsFiles: (printed === "" ? ["~/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"] : files).filter((name) => name !== "none").map((name) => expand(name, home)),
    hashKnownHosts: one("hashknownhosts") === "yes",
    hostKeyAlias: one("hostkeyalias"),
  };
}

function expand(name: string, home: string): string {
  return name.startsWith("~/") ? `${home}${name.slice(1)}` : name;
}
