import { isList, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { Fault } from "../fault.js";
import { parseAddress, queryAddress, type Address } from "../ip-address.js";
import { anything, optional, text } from "../reading.js";

/** Filters of IP addresses and networks. */
export const networkFilters: Readonly<Record<string, Definition>> = {
  ipaddr: family("ipaddr(query=''): an address or network, or what is asked of it; false when it is none. A list keeps what fits.", () => true),
  ipv4: family("ipv4(query=''): like ipaddr, IPv4 only.", ({ bits }) => bits === 32),
  ipv6: family("ipv6(query=''): like ipaddr, IPv6 only.", ({ bits }) => bits === 128),
  ipwrap: define({ doc: "ipwrap: an IPv6 address in brackets.", input: text, apply: (value) => parseAddress(value)?.bits === 128 ? value.replace(/^([^/]*)/, "[$1]") : value }),
};

function family(doc: string, fits: (address: Address) => boolean): Definition {
  return define({
    doc, input: anything, params: { query: optional(text, "") },
    apply: (value, { query }) => {
      const ask = (each: Value) => answer(each, query, fits);
      if (!isList(value)) return ask(value);
      const answers = value.map(ask);
      return answers.find((each) => each instanceof Fault) ?? answers.filter((each) => each !== false && each !== null) as readonly Value[];
    },
  });
}

function answer(value: Value, query: string, fits: (address: Address) => boolean): Value | Fault {
  const address = typeof value === "string" ? parseAddress(value) : undefined;
  return address === undefined || !fits(address) ? false : queryAddress(address, query);
}
