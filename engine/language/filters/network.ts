import { isList, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault, typeFault } from "../fault.js";
import { isInside, networkOf, parseAddress, writeAddress, type Address } from "../network/address.js";
import { hardwareAddress, interfaceIdentifier, parseHardwareAddress } from "../network/hardware-address.js";
import { nthHost, queryAddress, usableNeighbour, usableRange } from "../network/queries.js";
import { addressesOf, ipsubnet, mergeNetworks, spanningNetwork } from "../network/subnets.js";
import { anything, integer, list, maybe, optional, required, text } from "../reading.js";
import { textOf } from "../python-text.js";
import { mapOf } from "../secret-parts.js";

const hardware = define({ doc: "hwaddr(query=''): a MAC address as it is, or as bare, bool, int, cisco, linux, pgsql, unix or win want it.", input: text, params: { query: optional(text, "") }, apply: (value, { query }) => hardwareAddress(value, query) });

/** Filters of IP addresses and networks, of the collection ansible.utils. */
export const networkFilters: Readonly<Record<string, Definition>> = {
  ipaddr: family("ipaddr(query=''): an address or network, or what is asked of it; false when it is none. A list keeps what fits.", undefined),
  ipv4: family("ipv4(query=''): like ipaddr, IPv4 only.", 32),
  ipv6: family("ipv6(query=''): like ipaddr, IPv6 only.", 128),
  ipwrap: define({
    doc: "ipwrap: an IPv6 address in brackets; anything else as it is.", input: anything,
    apply: (value) => isList(value) ? value.map((each) => wrap(each)) : wrap(value),
  }),
  ipsubnet: withAddress("ipsubnet(query='', index): the network, how many networks of a length it has, or one of them.", { query: optional(text, ""), index: maybe(integer) }, (a, { query, index }) => ipsubnet(a, query as string, typeof index === "number" ? index : undefined)),
  nthhost: withAddress("nthhost(n): the n-th address of a network.", { query: required(integer) }, (a, { query }) => nthHost(a, BigInt(query as number), false)),
  next_nth_usable: withAddress("next_nth_usable(n): the address n further, if a host can have it.", { offset: required(integer) }, (a, { offset }) => usableNeighbour(a, BigInt(offset as number))),
  previous_nth_usable: withAddress("previous_nth_usable(n): the address n before, if a host can have it.", { offset: required(integer) }, (a, { offset }) => usableNeighbour(a, -BigInt(offset as number))),
  network_in_usable: withAddress("network_in_usable(test): whether the other address or network is among those that hosts of this network can have.", { test: required(text) }, (a, { test }) => isUsable(a, parseAddress(test as string))),
  network_in_network: withAddress("network_in_network(test): whether the other address or network lies in this network.", { test: required(text) }, (a, { test }) => { const other = parseAddress(test as string); return other !== undefined && isInside(other, a); }),
  reduce_on_network: define({
    doc: "reduce_on_network(network): the addresses of a list that lie in the network.", input: list, params: { network: required(text) },
    apply: (items, { network }) => {
      const around = parseAddress(network);
      return around === undefined ? typeFault(`"${network}" is not a network`) : items.filter((item) => { const a = addressOf(item); return a !== undefined && isInside(a, around); });
    },
  }),
  cidr_merge: define({ doc: "cidr_merge(action='merge'): the fewest networks for a list of them; with 'span' the smallest that holds all.", input: list, params: { action: optional(text, "merge") }, apply: (items, { action }) => merge(items, action) }),
  ipmath: withAddress("ipmath(n): the address n further.", { amount: required(integer) }, ({ value, bits }, { amount }) => {
    const sum = value + BigInt(amount as number);
    return sum < 0n || sum >= 1n << BigInt(bits) ? typeFault("There is no such address") : writeAddress(sum, bits);
  }, "refuse"),
  ip4_hex: withAddress("ip4_hex(delimiter=''): an IPv4 address in hexadecimal digits.", { delimiter: optional(text, "") }, ({ value }, { delimiter }) => (value.toString(16).padStart(8, "0").match(/../g) ?? []).join(delimiter as string), "refuse"),
  usable_range: withAddress("usable_range: the addresses of a network, and how many there are.", {}, (a) => {
    const all = addressesOf(a);
    return all instanceof Fault ? all : mapOf([["usable_ips", all.map((value) => writeAddress(value, a.bits))], ["number_of_ips", all.length]]);
  }, "refuse"),
  slaac: withAddress("slaac(mac): the IPv6 address that a host with this MAC address gives itself in the network.", { query: required(text) }, (a, { query }) => {
    const bytes = parseHardwareAddress(query as string);
    return a.bits !== 128 || bytes === undefined ? false : writeAddress(networkOf(a) | interfaceIdentifier(bytes), 128);
  }),
  hwaddr: hardware, macaddr: hardware,
};

function addressOf(value: Value): Address | undefined {
  if (typeof value === "string" && !/^\d{1,39}$/.test(value)) return parseAddress(value);
  return typeof value === "string" || (typeof value === "number" && Number.isInteger(value) && value > 0) ? numbered(BigInt(value)) : undefined;
}

/** An address as a number; small ones are IPv4. */
function numbered(value: bigint): Address | undefined {
  const bits = value < 1n << 32n ? 32 : 128;
  return value < 1n << 128n ? { value, bits, prefix: bits, hasPrefix: false } : undefined;
}

function family(doc: string, bits: 32 | 128 | undefined): Definition {
  return define({
    doc, input: anything, params: { query: optional(text, "") },
    apply: (value, { query }) => {
      if (!isList(value)) return value === null || (typeof value === "object") ? typeFault("It works on an address, or on a list of them") : answer(value, query, bits);
      const answers = value.map((each) => answer(each, query, bits));
      return answers.find((each) => each instanceof Fault) ?? answers.filter((each) => each !== false && each !== null && each !== 0) as readonly Value[];
    },
  });
}

function answer(value: Value, query: string, bits: 32 | 128 | undefined): Value | Fault {
  const address = addressOf(value);
  if (address === undefined || (bits !== undefined && address.bits !== bits)) return false;
  const isNumber = typeof value !== "string" || /^\d+$/.test(value);
  return queryAddress(address, query, isNumber ? `${writeAddress(address.value, address.bits)}/${address.prefix}` : textOf(value));
}

function wrap(value: Value): Value {
  const address = addressOf(value);
  const wrapped = address === undefined ? value : queryAddress(address, "wrap", textOf(value));
  return wrapped instanceof Fault ? value : wrapped;
}

/** A filter of one address; what is no address gives false, or a fault when there is nothing sensible to give. */
function withAddress(doc: string, params: Definition["params"], apply: (address: Address, args: Readonly<Record<string, unknown>>) => Value | Fault, otherwise: "false" | "refuse" = "false"): Definition {
  return define({
    doc, input: anything, params,
    apply: (value, args) => {
      const address = addressOf(value);
      if (address !== undefined) return apply(address, args);
      return otherwise === "false" ? false : typeFault(`"${textOf(value)}" is not an address`);
    },
  });
}

function isUsable(network: Address, test: Address | undefined): boolean {
  const [first, last] = usableRange(network) ?? [network.value, network.value];
  const range = test && { first: networkOf(test), last: networkOf(test) + (1n << BigInt(test.bits - test.prefix)) - 1n };
  return range !== undefined && test?.bits === network.bits && range.first >= first && range.last <= last;
}

function merge(items: readonly Value[], action: string): Value | Fault {
  const addresses = items.map(addressOf);
  const known = addresses.filter((each) => each !== undefined);
  if (known.length !== addresses.length) return typeFault("Every item must be an address or a network");
  if (action === "merge") return mergeNetworks(known);
  if (action !== "span") return typeFault(`"${action}" is not known`, "Use merge or span.");
  return known.length === 0 ? null : spanningNetwork(known) ?? typeFault("IPv4 and IPv6 have no network in common");
}
