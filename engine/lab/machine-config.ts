import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { mirrorsFrom, networkSettings, type Mirrors } from "./apt-config.js";
import { pipFile, pipOptions } from "./pip-config.js";
import { run } from "./system.js";

/** How this machine reaches package indexes: hosts are given the same. Logins (auth.conf, URLs with passwords in ~/.netrc) are not copied. */
export interface MachineConfig {
  readonly mirrors: Mirrors;
  /** apt.conf(5) text. */
  readonly apt: string;
  /** pip.conf text; empty for none. */
  readonly pip: string;
  /** Certificates that this machine's administrator trusts beside Debian's: file name to PEM text. */
  readonly certificates: Readonly<Record<string, string>>;
  /** Lines of /etc/environment: proxies. */
  readonly environment: string;
}

/** Where Debian keeps all trusted certificates in one file. */
export const bundle = "/etc/ssl/certs/ca-certificates.crt";

const ownCertificates = "/usr/local/share/ca-certificates";

/** Reads this machine's configuration. */
export async function readMachineConfig(): Promise<MachineConfig> {
  const certificates = await readCertificates();
  const targets = await run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)"]);
  const dump = await run(["apt-config", "dump"]);
  return {
    mirrors: mirrorsFrom(targets.stdout, debianCodename(await text("/etc/os-release"))),
    apt: networkSettings(dump.stdout),
    pip: pipFile({ ...await readPip(Object.keys(certificates).length > 0) }),
    certificates,
    environment: proxies(process.env),
  };
}

/** The resolv.conf for hosts: the machine's own, or systemd-resolved's list when the machine asks a server of its own at 127.x, which hosts cannot reach. */
export async function resolverText(): Promise<string> {
  const own = await text("/etc/resolv.conf");
  if (!/^\s*nameserver\s+127\./m.test(own)) return own;
  const upstream = await text("/run/systemd/resolve/resolv.conf");
  return upstream === "" ? own : upstream;
}

/** `bookworm` from the text of os-release(5), when it is Debian's. */
export function debianCodename(osRelease: string): string | undefined {
  return /^ID="?debian"?$/m.test(osRelease) ? /^VERSION_CODENAME="?(\w+)"?$/m.exec(osRelease)?.[1] : undefined;
}

/** The proxies of an environment that a host can reach too, as lines of /etc/environment. */
export function proxies(environment: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(environment).filter(([key, value]) => /^(https?|ftp|no|all)_proxy$/i.test(key) && !/localhost|\/\/127\./.test(value ?? ""))
    .map(([key, value]) => `${key}=${value ?? ""}\n`).sort().join("");
}

async function readPip(extraCertificates: boolean): Promise<Readonly<Record<string, string>>> {
  const files = ["/etc/xdg/pip/pip.conf", "/etc/pip.conf", join(homedir(), ".pip/pip.conf"), join(homedir(), ".config/pip/pip.conf")];
  const options = pipOptions(await Promise.all(files.map(text)), process.env);
  // pip brings certificates of its own and does not know the administrator's; any other bundle named here does not exist in the host.
  return extraCertificates || options["cert"] !== undefined ? { ...options, cert: bundle } : options;
}

async function readCertificates(): Promise<Record<string, string>> {
  const names = await readdir(ownCertificates, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith(".crt")).sort();
  return Object.fromEntries(await Promise.all(files.map(async (name) => [name.replaceAll("/", "-"), await text(join(ownCertificates, name))] as const)));
}

function text(path: string): Promise<string> {
  return readFile(path, "utf8").catch(() => "");
}
