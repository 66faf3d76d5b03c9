import type { Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { isInside, networkOf, parseAddress, prefixOfMask, maskOf, type Address } from "../network/address.js";
import { parseHardwareAddress } from "../network/hardware-address.js";
import { isGlobal, isLoopback, isMulticast, isPrivateNetwork, isReserved } from "../network/kinds.js";
import { anything, list, required } from "../reading.js";
import { textOf } from "../python-text.js";

/** Tests of the collection ansible.utils: whether a text is an address or a network, and of what kind. */
export const networkTests: Readonly<Record<string, Definition>> = {
  ip: asks("ip: whether it is an address or a network.", isValid), ip_address: asks("ip_address: whether it is an address.", (a) => !a.hasPrefix),
  ipv4: asks("ipv4: whether it is an IPv4 address or network.", (a) => a.bits === 32 && isValid(a)), ipv6: asks("ipv6: whether it is an IPv6 address or network.", (a) => a.bits === 128 && isValid(a)),
  ipv4_address: asks("ipv4_address: whether it is an IPv4 address.", (a) => a.bits === 32 && !a.hasPrefix), ipv6_address: asks("ipv6_address: whether it is an IPv6 address.", (a) => a.bits === 128 && !a.hasPrefix),
  ipv4_netmask: asks("ipv4_netmask: whether it is a netmask.", ({ value, bits }) => bits === 32 && prefixOfMask(value, 32) !== undefined),
  ipv4_hostmask: asks("ipv4_hostmask: whether it is the opposite of a netmask.", ({ value, bits }) => bits === 32 && prefixOfMask(value ^ maskOf(32, 32), 32) !== undefined),
  ipv6_ipv4_mapped: asks("ipv6_ipv4_mapped: whether it is an IPv4 address written as IPv6.", ({ value, bits }) => bits === 128 && value >> 32n === 0xffffn),
  ipv6_sixtofour: asks("ipv6_sixtofour: whether it is an address of 6to4.", ({ value, bits }) => bits === 128 && value >> 112n === 0x2002n),
  ipv6_teredo: asks("ipv6_teredo: whether it is an address of Teredo.", ({ value, bits }) => bits === 128 && value >> 96n === 0x20010000n),
  loopback: asks("loopback: whether it is a loopback address.", isLoopback), multicast: asks("multicast: whether it is a multicast address.", isMulticast), private: asks("private: whether it is a private address.", isPrivateNetwork),
  public: asks("public: whether it is a public address.", isGlobal), reserved: asks("reserved: whether it is a reserved address.", isReserved), unspecified: asks("unspecified: whether it is 0.0.0.0 or ::.", ({ value }) => value === 0n),
  mac: define({ doc: "mac: whether it is a MAC address.", input: anything, apply: (value) => parseHardwareAddress(textOf(value)) !== undefined }),
  in_network: compares("in_network(network): whether an address or network lies in the network.", (a, b) => isInside(a, b)),
  subnet_of: compares("subnet_of(network): whether a network lies in the other.", (a, b) => isInside(a, b)), supernet_of: compares("supernet_of(network): whether the other network lies in this one.", (a, b) => isInside(b, a)),
  in_any_network: counts("in_any_network(networks): whether it lies in one of the networks.", (count) => count > 0), in_one_network: counts("in_one_network(networks): whether it lies in exactly one of the networks.", (count) => count === 1),
};

/** A network is written with its first address. */
function isValid(a: Address): boolean {
  return !a.hasPrefix || a.value === networkOf(a);
}

function read(value: Value): Address | undefined {
  return typeof value === "string" ? parseAddress(value) : undefined;
}

function asks(doc: string, is: (address: Address) => boolean): Definition {
  return define({ doc, input: anything, apply: (value) => { const a = read(value); return a !== undefined && is(a); } });
}

function compares(doc: string, is: (a: Address, b: Address) => boolean): Definition {
  return define({ doc, input: anything, params: { network: required(anything) }, apply: (value, { network }) => { const [a, b] = [read(value), read(network)]; return a !== undefined && b !== undefined && is(a, b); } });
}

function counts(doc: string, fits: (count: number) => boolean): Definition {
  return define({
    doc, input: anything, params: { networks: required(list) },
    apply: (value, { networks }) => { const a = read(value); return a !== undefined && fits(networks.map(read).filter((b) => b !== undefined && isInside(a, b)).length); },
  });
}
