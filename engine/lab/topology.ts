import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { badInput, type LabFailure } from "./failure.js";

/** The Debian releases that lab hosts can have: 12 and 13. */
export const releases = ["bookworm", "trixie"] as const;

/** A Debian release by its code name. */
export type Release = (typeof releases)[number];

/** One host of the lab. */
export interface HostSpec {
  readonly name: string;
  readonly release: Release;
  /** IPv4 address within 198.18.0.0/16. */
  readonly address: string;
}

/** The lab's network: the range that RFC 2544 keeps for benchmarks, so it meets nobody's real network. */
export const network = { bridge: "tsplay0", gateway: "198.18.0.1", prefix: 16, range: "198.18.0.0/16" } as const;

/** The hosts of `inventories/lab`: one for the application, one for what keeps the data. */
export const defaultTopology: readonly HostSpec[] = [
  { name: "app1", release: "bookworm", address: "198.18.0.11" },
  { name: "db1", release: "bookworm", address: "198.18.0.12" },
];

/** Whether the words name a release. */
export function isRelease(word: string): word is Release {
  return (releases as readonly string[]).includes(word);
}

/** The hosts themselves when all can exist beside each other; the first thing wrong with them otherwise. */
export function checkHosts(hosts: readonly HostSpec[]): Result<readonly HostSpec[], LabFailure> {
  const wrong = hosts.map(wrongWithHost).find((message) => message !== undefined)
    ?? repeated("name", hosts.map((host) => host.name)) ?? repeated("address", hosts.map((host) => host.address));
  return wrong === undefined ? ok(hosts) : err(badInput(wrong));
}

/** The hosts of these names (all when none is given), or which name is not known and what may have been meant. */
export function chooseHosts(names: readonly string[], known: readonly HostSpec[]): Result<readonly HostSpec[], LabFailure> {
  const all = known.map((host) => host.name);
  const stranger = names.find((name) => !all.includes(name));
  if (stranger !== undefined) {
    return err(badInput(`The lab has no host "${stranger}".`, didYouMean(stranger, all) ?? `Its hosts are: ${all.join(", ")}.`));
  }
  return ok(names.length === 0 ? known : known.filter((host) => names.includes(host.name)));
}

function wrongWithHost(host: HostSpec): string | undefined {
  // The kernel allows 15 characters for a network interface, and nspawn calls the host's one "vb-NAME".
  if (!/^[a-z][a-z0-9-]{0,11}$/.test(host.name)) return `"${host.name}" cannot be the name of a lab host: use a-z, 0-9 and -, at most 12 characters.`;
  if (!isRelease(host.release)) return `"${String(host.release)}" is no release of the lab: use ${releases.join(" or ")}.`;
  return isLabAddress(host.address) ? undefined : `"${host.address}" is no address for a lab host: use one of ${network.range}, but not ${network.gateway}.`;
}

function isLabAddress(address: string): boolean {
  const match = /^198\.18\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  const [third, fourth] = [Number(match?.[1]), Number(match?.[2])];
  return third <= 255 && fourth >= 1 && fourth <= 254 && address !== network.gateway;
}

function repeated(what: string, values: readonly string[]): string | undefined {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? undefined : `Two lab hosts have the ${what} ${twice}.`;
}
