import type { Value, ValueMap } from "#engine/core/value.js";
import { baseName, type Seen } from "./seen.js";
import { addressFacts, addressOf, type Address } from "./address.js";
import { linkFacts } from "./link.js";

/** Interfaces, their addresses, and those that lead to the internet. */
export function networkFacts(seen: Seen): ValueMap {
  const addresses = seen.block("addresses").flatMap(addressOf);
  const devices = [...new Set(seen.paths(/^\/sys\/class\/net\/[^/]+\/mtu$/).map((path) => path.split("/")[4] ?? ""))];
  const links = new Map(devices.map((device) => [device, linkFacts(device, seen)]));
  const all = (family: Address["family"]): readonly string[] => addresses.filter((each) => each.family === family && !/^(?:127\.|::1$)/.test(each.address)).map(({ address }) => address);
  const labels = [...new Set(addresses.map(({ label }) => label))].filter((label) => !links.has(label));
  const facts = [...devices, ...labels].map((name): [string, ValueMap] => [name.replaceAll(":", "_"), { ...links.get(name), ...addressesOf(name, addresses) }]);
  const leads = (family: Address["family"]): ValueMap => defaultAddress(family, { addresses, links, routes: seen.block("routes") });
  return {
    ...Object.fromEntries(facts), interfaces: facts.map(([name]) => name),
    default_ipv4: leads("inet"), default_ipv6: leads("inet6"), all_ipv4_addresses: all("inet"), all_ipv6_addresses: all("inet6"),
  };
}

/** Those of an interface, or of a label of one ("eth0:1"). Secondary ones are told of the interface as well. */
function addressesOf(name: string, addresses: readonly Address[]): ValueMap {
  const four = addresses.filter((each) => each.family === "inet" && each.label === name);
  const first = four.find(({ secondary }) => !secondary);
  const others = addresses.filter((each) => each.family === "inet" && each !== first && (each.label === name || (each.device === name && each.secondary)));
  const six = addresses.filter((each) => each.family === "inet6" && each.device === name);
  return {
    ...(first && { ipv4: addressFacts(first) }), ...(others.length > 0 && { ipv4_secondaries: others.map(addressFacts) }),
    ...(six.length > 0 && { ipv6: six.map(addressFacts) }),
  };
}

interface Network {
  readonly addresses: readonly Address[];
  readonly links: ReadonlyMap<string, ValueMap>;
  readonly routes: readonly string[];
}

/** The address that packets to the internet leave from (`ip route get`). */
function defaultAddress(family: Address["family"], { addresses, links, routes }: Network): ValueMap {
  const route = routes.find((each) => /^\S*:/.test(each) === (family === "inet6"));
  if (route === undefined) return {};
  const word = (name: string): string | undefined => new RegExp(` ${name} (\\S+)`).exec(route)?.[1];
  const [device, gateway, source] = [word("dev"), word("via"), word("src")];
  const lead = { ...(device !== undefined && { interface: device }), ...(source !== undefined && { address: source }), ...(gateway !== undefined && { gateway }) };
  const found = addresses.find((each) => each.family === family && each.address === source);
  if (found === undefined) return lead;
  const link = links.get(found.device) ?? {};
  return { ...lead, ...addressFacts(found), macaddress: own(link, "macaddress", "00:00:00:00:00:00"), mtu: own(link, "mtu", 0), type: own(link, "type", "unknown"), ...(family === "inet" && { alias: found.label }) };
}

function own(link: ValueMap, key: string, otherwise: Value): Value {
  return Object.hasOwn(link, key) ? link[key] ?? otherwise : otherwise;
}

/** Names of storage networks: NVMe, iSCSI and Fibre Channel; "" and none where there are none. */
export function initiatorFacts(name: "iscsi" | "nvme" | "fibre_channel_wwn", seen: Seen): ValueMap {
  if (name === "nvme") return { hostnqn: seen.line("/etc/nvme/hostnqn")?.trim() ?? "" };
  if (name === "iscsi") return { iscsi_iqn: seen.lines("/etc/iscsi/initiatorname.iscsi").find((line) => line.startsWith("InitiatorName="))?.slice(14).trim() ?? "" };
  const ports = seen.paths(/^\/sys\/class\/fc_host\/[^/]+\/port_name$/);
  return { fibre_channel_wwn: ports.map((path) => (seen.line(path) ?? baseName(path)).replace(/^0x/, "")) };
}
