import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Target } from "#engine/core/target.js";
import { booleanOf } from "#engine/schema/coerce.js";
import { LOCAL_NAMES } from "./inventory.js";
import { present } from "./present.js";
import { readSshArguments, type SshOptions } from "./ssh-arguments.js";
import { VariableReader, type ConnectionScope } from "./variable-reader.js";

/** What project settings say of reaching hosts: it counts where the variables of a host say nothing. */
export interface TargetDefaults {
  readonly connection?: "ssh" | "local";
  readonly timeout?: number;
  readonly hostKeyChecking?: Target["hostKeyChecking"];
  /** Port, user, key, jump host and the like, from ssh's own arguments. */
  readonly ssh?: SshOptions;
}

/** Seconds for connect and handshake when ansible_timeout is not set: Ansible's own default. */
const TIMEOUT = 10;

const CONNECTIONS = ["ssh", "local", "smart", "paramiko", "paramiko_ssh"] as const;

/** Where and how to reach a host, by its ansible_* variables. Relative paths are taken from the folder of the file that sets them. */
export function targetOf(host: string, scope: ConnectionScope, defaults: TargetDefaults = {}): Result<Target, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  const own = sshOptions(read);
  const ssh = { ...defaults.ssh, ...own };
  const address = read.text("ansible_host", "ansible_ssh_host");
  const port = read.number("ansible_port", "ansible_ssh_port") ?? own.port;
  const itself = LOCAL_NAMES.includes(host) && address === undefined && port === undefined;
  const target: Target = {
    host, address: address ?? host,
    connection: connectionOf(read, itself, defaults),
    knownHostsFiles: read.files("tsplay_known_hosts"),
    ...patience(read, ssh, defaults),
    ...present("port", port ?? ssh.port),
    ...credentials(read, ssh),
    ...present("proxyJump", read.text("ansible_proxy_jump") ?? ssh.proxyJump),
  };
  return read.problems.length > 0 ? err(read.problems) : ok(target);
}

/** How long to wait for a host, and whom to believe. */
function patience(read: VariableReader, ssh: SshOptions, defaults: TargetDefaults): Pick<Target, "timeout" | "hostKeyChecking"> {
  return {
    timeout: read.number("ansible_timeout", "ansible_ssh_timeout") ?? defaults.timeout ?? TIMEOUT,
    hostKeyChecking: hostKeyChecking(read) ?? ssh.hostKeyChecking ?? defaults.hostKeyChecking ?? "yes",
  };
}

function credentials(read: VariableReader, ssh: SshOptions): Pick<Target, "user" | "privateKeyFile" | "password"> {
  return {
    ...present("user", read.text("ansible_user", "ansible_ssh_user") ?? ssh.user),
    ...present("privateKeyFile", read.file("ansible_ssh_private_key_file", "ansible_private_key_file") ?? ssh.privateKeyFile),
    ...present("password", read.secret("ansible_password", "ansible_ssh_pass", "ansible_ssh_password")),
  };
}

/** This machine's own names mean the machine itself as long as nothing says how else it is to be reached. */
function connectionOf(read: VariableReader, itself: boolean, defaults: TargetDefaults): "ssh" | "local" {
  const said = read.choice("ansible_connection", CONNECTIONS) ?? defaults.connection ?? (itself ? "local" : "ssh");
  return said === "local" ? "local" : "ssh";
}

/** What tsplay understands of ssh's own arguments; anything else in them is refused. */
function sshOptions(read: VariableReader): SshOptions {
  return ["ansible_ssh_args", "ansible_ssh_extra_args", "ansible_ssh_common_args"].reduce<SshOptions>((all, name) => {
    const { options, unknown } = readSshArguments(read.text(name) ?? "");
    for (const each of unknown) read.problem(name, `has "${each}", and tsplay does not start the ssh program`, "For a jump host set ansible_proxy_jump; other options can stand in ~/.ssh/config");
    return { ...all, ...options };
  }, {});
}

function hostKeyChecking(read: VariableReader): Target["hostKeyChecking"] | undefined {
  for (const name of ["host_key_checking", "ansible_host_key_checking", "ansible_ssh_host_key_checking"]) {
    const value = read.value(name);
    if (value === undefined) continue;
    if (value === "accept-new") return value;
    const flag = booleanOf(value);
    if (flag !== undefined) return flag ? "yes" : "no";
    read.problem(name, "must be yes, no or accept-new");
  }
  return undefined;
}
