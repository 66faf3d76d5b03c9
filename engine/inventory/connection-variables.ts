import { dirname, isAbsolute, resolve } from "node:path";
import { homedir } from "node:os";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { isList, type Value } from "#engine/core/value.js";
import { booleanOf, numberOf } from "#engine/schema/coerce.js";
import { readSshArguments } from "./ssh-arguments.js";
import type { Variables } from "./variables.js";

/** Where and how to reach a host; the shape of engine/connection's Target. */
export interface HostTarget {
  readonly host: string;
  readonly connection: "ssh" | "local";
  readonly address: string;
  readonly port?: number;
  readonly user?: string;
  readonly privateKeyFile?: string;
  readonly password?: Secret;
  readonly knownHostsFiles: readonly string[];
  readonly hostKeyChecking: "yes" | "accept-new" | "no";
  readonly proxyJump?: string;
  readonly timeout: number;
}

/** Who to become, where the variables say so; the shape of engine/connection's Become with all parts optional. */
export interface BecomeVariables {
  /** ansible_become: undefined when not set. */
  readonly become?: boolean;
  readonly method?: "sudo";
  readonly user?: string;
  readonly password?: Secret;
}

/** Seconds for connect and handshake, when ansible_timeout is not set: Ansible's own default. */
const TIMEOUT = 10;

/** Reads the connection variables of a host. The implicit localhost (and any host of that name without ansible_host) is this machine itself. */
export function targetOf(host: string, scope: Pick<Variables, "get" | "explain">): Result<HostTarget, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  const connection = read.choice("ansible_connection", ["ssh", "local", "smart", "paramiko", "paramiko_ssh"]) ?? "ssh";
  const ssh = sshOptions(read);
  const checking = hostKeyChecking(read);
  const target: HostTarget = {
    host, connection: connection === "local" ? "local" : "ssh",
    address: read.text("ansible_host") ?? host,
    timeout: read.number("ansible_timeout") ?? read.number("ansible_ssh_timeout") ?? TIMEOUT,
    knownHostsFiles: read.files("tsplay_known_hosts"),
    hostKeyChecking: checking ?? ssh.hostKeyChecking ?? "yes",
    ...present("port", read.number("ansible_port") ?? read.number("ansible_ssh_port") ?? ssh.port),
    ...present("user", read.text("ansible_user") ?? read.text("ansible_ssh_user") ?? ssh.user),
    ...present("privateKeyFile", read.file("ansible_ssh_private_key_file") ?? read.file("ansible_private_key_file") ?? ssh.privateKeyFile),
    ...present("password", read.secret("ansible_password") ?? read.secret("ansible_ssh_pass") ?? read.secret("ansible_ssh_password")),
    ...present("proxyJump", read.text("ansible_proxy_jump") ?? ssh.proxyJump),
  };
  return read.problems.length > 0 ? err(read.problems) : ok(target);
}

/** Reads ansible_become and its kin. */
export function becomeVariablesOf(scope: Pick<Variables, "get" | "explain">): Result<BecomeVariables, readonly Diagnostic[]> {
  const read = new VariableReader(scope);
  const method = read.choice("ansible_become_method", ["sudo"]);
  const become: BecomeVariables = {
    ...present("become", read.boolean("ansible_become")),
    ...present("method", method),
    ...present("user", read.text("ansible_become_user")),
    ...present("password", read.secret("ansible_become_password") ?? read.secret("ansible_become_pass") ?? read.secret("ansible_sudo_pass")),
  };
  return read.problems.length > 0 ? err(read.problems) : ok(become);
}

type Present<K extends string, T> = { readonly [P in K]?: NonNullable<T> };

function present<K extends string, T>(key: K, value: T): Present<K, T> {
  return (value === undefined ? {} : { [key]: value }) as Present<K, T>;
}

/** `-J`, `-o ...`, `-p`, `-l`, `-i` out of the variables that hold ssh's own arguments; anything else in them is refused. */
function sshOptions(read: VariableReader): ReturnType<typeof readSshArguments>["options"] {
  const found = ["ansible_ssh_common_args", "ansible_ssh_extra_args", "ansible_ssh_args"].map((name) => {
    const text = read.text(name);
    const { options, unknown } = text === undefined ? { options: {}, unknown: [] } : readSshArguments(text);
    for (const each of unknown) read.problem(name, `has "${each}", and tsplay does not start the ssh program`, "Known are -J, -o ProxyJump, -o StrictHostKeyChecking, -p, -l and -i. For a jump host set ansible_proxy_jump; other options can stand in ~/.ssh/config");
    return options;
  });
  return Object.assign({}, ...found.reverse()) as ReturnType<typeof readSshArguments>["options"];
}

function hostKeyChecking(read: VariableReader): HostTarget["hostKeyChecking"] | undefined {
  for (const name of ["tsplay_host_key_checking", "ansible_host_key_checking", "ansible_ssh_host_key_checking"]) {
    const value = read.value(name);
    if (value === undefined) continue;
    if (value === "accept-new") return value;
    const flag = booleanOf(value);
    if (flag !== undefined) return flag ? "yes" : "no";
    read.problem(name, "must be yes, no or accept-new");
  }
  return undefined;
}

/** Reads single variables, and gathers what is wrong with them. */
class VariableReader {
  readonly problems: Diagnostic[] = [];
  readonly #scope: Pick<Variables, "get" | "explain">;

  constructor(scope: Pick<Variables, "get" | "explain">) {
    this.#scope = scope;
  }

  /** The value; undefined when it is not set, null, or in error (which is noted). */
  value(name: string): Value | undefined {
    const found = this.#scope.get(name);
    if (found?.ok === false) this.problems.push(found.error);
    return found?.ok === true && found.value !== null && found.value !== "" ? found.value : undefined;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    if (typeof value === "string" || typeof value === "number") return String(value);
    if (value !== undefined) this.problem(name, "must be text");
    return undefined;
  }

  secret(name: string): Secret | undefined {
    const value = this.value(name);
    if (value instanceof Secret) return value;
    if (typeof value === "string" || typeof value === "number") return new Secret(String(value));
    if (value !== undefined) this.problem(name, "must be text");
    return undefined;
  }

  number(name: string): number | undefined {
    const value = this.value(name);
    const number = numberOf(value);
    if (value !== undefined && (number === undefined || !Number.isInteger(number) || number < 1)) this.problem(name, "must be a whole number above 0");
    return number;
  }

  boolean(name: string): boolean | undefined {
    const value = this.value(name);
    const flag = booleanOf(value);
    if (value !== undefined && flag === undefined) this.problem(name, "must be true or false");
    return flag;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = choices.find((each) => each === value);
    if (found === undefined) this.problem(name, `is "${value}", which is not supported`, `Supported are: ${choices.join(", ")}`);
    return found;
  }

  /** Files, relative ones beside the file in which the variable is written. */
  files(name: string): readonly string[] {
    const value = this.value(name);
    if (value === undefined) return [];
    return (isList(value) ? value : [value]).flatMap((each) => {
      if (typeof each === "string") return [this.#path(name, each)];
      this.problem(name, "must be the name of a file, or a list of them");
      return [];
    });
  }

  file(name: string): string | undefined {
    return this.files(name)[0];
  }

  problem(name: string, what: string, hint?: string): void {
    this.problems.push(problemAt("bad-connection-variable", `${name} ${what}`, { place: this.#scope.explain(name)[0]?.place, hint }));
  }

  #path(name: string, path: string): string {
    if (path.startsWith("~/")) return resolve(homedir(), path.slice(2));
    const file = this.#scope.explain(name)[0]?.place?.file;
    return isAbsolute(path) || file === undefined || file.startsWith("-") ? resolve(path) : resolve(dirname(file), path);
  }
}
