import { missing, type Missing } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { cache } from "./apt-commands.js";
import { isInstalled, REMAINS, type PackageFile } from "./apt-state.js";
import type { PackageSpec } from "./package-spec.js";
import { fitsShellPattern, isShellPattern } from "./shell-pattern.js";

/** The names of the packages that are meant, patterns replaced by what they fit: what is installed, and (unless they are to go) what apt knows. */
export async function expandedNames(host: Reader, specs: readonly PackageSpec[], state: string): Promise<readonly string[] | Missing> {
  const names = await Promise.all(specs.map(async ({ name }) => {
    if (!isShellPattern(name)) return [name];
    const found = await (state === "absent" ? dpkgNames(host, name) : aptNames(host, name));
    return found.length > 0 || state === "absent" ? found : missing(`no package fits ${name}`, "its lists may be old: set update_cache: true");
  }));
  const nothing = names.find((each): each is Missing => "missing" in each);
  return nothing ?? [...new Set((names as string[][]).flat())];
}

async function dpkgNames(host: Reader, pattern: string): Promise<string[]> {
  const { stdout } = await host.ask(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\\n", "--", pattern]);
  return stdout.split("\n").filter((line) => line.startsWith("installed ")).map((line) => line.slice("installed ".length));
}

async function aptNames(host: Reader, pattern: string): Promise<string[]> {
  const { stdout } = await host.ask(cache("pkgnames", pattern.replace(/[*?[].*$/, "")), { costly: true });
  return stdout.split("\n").filter((name) => name !== "" && fitsShellPattern(pattern, name)).sort();
}

/** Installed versions by name. A name that is only provided by an installed package (mail-transport-agent) counts as installed too, unless it is to go: apt would not remove its provider. */
export async function installedNames(host: Reader, names: readonly string[], state: string): Promise<Record<string, string | null>> {
  const states = await host.packages(names);
  const found = Object.fromEntries(states.map(({ name, installed, configured }) => [name, installed ?? (configured ? REMAINS : null)]));
  const absent = names.filter((name) => !isInstalled(found[name]));
  return absent.length === 0 || state === "absent" ? found : { ...found, ...await provided(host, absent) };
}

async function provided(host: Reader, names: readonly string[]): Promise<Record<string, string>> {
  const { stdout } = await host.ask(["dpkg-query", "-W", "-f", "${db:Status-Status}\\t${Package}\\t${Provides}\\n"]);
  const rows = stdout.split("\n").map((line) => line.split("\t")).filter(([status, , provides]) => status === "installed" && provides !== undefined && provides !== "");
  return Object.fromEntries(names.flatMap((name) => {
    const provider = rows.find(([, , provides = ""]) => provides.split(",").some((each) => each.trim().replace(/ .*$/, "") === name));
    return provider === undefined ? [] : [[name, `provided by ${provider[1] ?? ""}`]];
  }));
}

/** Name and version of a package file; dpkg-deb(1), -f. */
export async function packageFile(host: Reader, path: string): Promise<PackageFile | Missing> {
  const { code, stdout } = await host.ask(["dpkg-deb", "-f", path, "Package", "Version"]);
  const field = (name: string): string | undefined => new RegExp(`^${name}: (.+)$`, "m").exec(stdout)?.[1]?.trim();
  const [name, version] = [field("Package"), field("Version")];
  if (code !== 0 || name === undefined || version === undefined) return missing(`there is no Debian package in ${path}`, "the path is one on the host: fetch the file first, with get_url or copy");
  return { name, version, path };
}
