import type { ValueMap } from "#engine/core/value.js";
import { firstWords } from "./seen.js";

/** An address of an interface, as ip-address(8) prints it. */
export interface Address {
  readonly device: string;
  readonly family: "inet" | "inet6";
  readonly address: string;
  readonly prefix: string;
  readonly broadcast: string;
  readonly scope: string;
  readonly secondary: boolean;
  /** The name that the address goes by, mostly that of its interface. */
  readonly label: string;
}

/** A line of `ip -o addr show`; none where it holds no address. */
export function addressOf(line: string): Address[] {
  const words = (line.split("\\")[0] ?? "").trim().split(/\s+/);
  const [, named, family, where] = firstWords(words, 4);
  if (family !== "inet" && family !== "inet6") return [];
  const device = named.replace(/@.*$/, "");
  const [address, prefix] = firstWords(where.split("/"), 2);
  return [{
    device, family, address, prefix: prefix === "" ? peerPrefix(words, family) : prefix, broadcast: after(words, "brd"), scope: after(words, "scope"),
    secondary: words.includes("secondary"), label: family === "inet" ? words.at(-1) ?? device : device,
  }];
}

function after(words: readonly string[], name: string): string {
  const at = words.indexOf(name, 4);
  return at === -1 ? "" : words[at + 1] ?? "";
}

/** An address without a prefix leads to a peer, who has it. */
function peerPrefix(words: readonly string[], family: Address["family"]): string {
  return after(words, "peer").split("/")[1] ?? (family === "inet" ? "32" : "128");
}

/** An address under Ansible's names. */
export function addressFacts({ family, address, prefix, scope, broadcast }: Address): ValueMap {
  if (family === "inet6") return { address, prefix, scope };
  const mask = Number(prefix) === 0 ? 0 : -1 << (32 - Number(prefix));
  const number = address.split(".").reduce((sum, part) => (sum << 8) | Number(part), 0);
  return { address, prefix, netmask: dotted(mask), network: dotted(number & mask), broadcast };
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
