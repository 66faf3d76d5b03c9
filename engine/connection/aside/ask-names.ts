import { isIP } from "node:net";
import { Resolver } from "node:dns/promises";
import type { ErrandAnswer, NameRecord, NamesErrand } from "./errands.js";

/** Asks name servers for the records of a name; an address is asked for by its name in the reverse tree. */
export async function askNames({ domain, type, servers, timeoutSeconds }: NamesErrand): Promise<ErrandAnswer> {
  const ask = Object.hasOwn(ASK, type) ? ASK[type] : undefined;
  if (ask === undefined) return { kind: "trouble", reason: "failed", detail: `records of type ${type} cannot be asked for; the types are ${Object.keys(ASK).join(", ")}` };
  const resolver = new Resolver({ timeout: timeoutSeconds * 1000, tries: 1 });
  try {
    if (servers.length > 0) resolver.setServers(servers.map(bracketed));
    return { kind: "names", records: await ask(resolver, domain.replace(/\.$/, "")) };
  } catch (error) {
    return troubleOf(error);
  }
}

function bracketed(server: string): string {
  return isIP(server) === 6 ? `[${server}]` : server;
}

type Ask = (resolver: Resolver, name: string) => Promise<readonly NameRecord[]>;

const ASK: Readonly<Record<string, Ask>> = {
  A: async (resolver, name) => (await resolver.resolve4(name, { ttl: true })).map(({ address, ttl }) => ({ text: address, parts: { address, ttl } })),
  AAAA: async (resolver, name) => (await resolver.resolve6(name, { ttl: true })).map(({ address, ttl }) => ({ text: address, parts: { address, ttl } })),
  CNAME: async (resolver, name) => (await resolver.resolveCname(name)).map(targetOf),
  NS: async (resolver, name) => (await resolver.resolveNs(name)).map(targetOf),
  PTR: async (resolver, name) => (isIP(name) === 0 ? await resolver.resolvePtr(name) : await resolver.reverse(name)).map(targetOf),
  MX: async (resolver, name) => (await resolver.resolveMx(name)).map(({ priority, exchange }) => ({ text: `${priority} ${rooted(exchange)}`, parts: { preference: priority, exchange: rooted(exchange) } })),
  TXT: async (resolver, name) => (await resolver.resolveTxt(name)).map((strings) => ({ text: strings.join('" "'), parts: { strings } })),
  SRV: async (resolver, name) => (await resolver.resolveSrv(name)).map(({ priority, weight, port, name: target }) => ({ text: `${priority} ${weight} ${port} ${rooted(target)}`, parts: { priority, weight, port, target: rooted(target) } })),
  SOA: async (resolver, name) => [soaOf(await resolver.resolveSoa(name))],
  CAA: async (resolver, name) => (await resolver.resolveCaa(name)).map(caaOf),
};

function rooted(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}

function targetOf(name: string): NameRecord {
  return { text: rooted(name), parts: { target: rooted(name) } };
}

function soaOf({ nsname, hostmaster, serial, refresh, retry, expire, minttl }: Awaited<ReturnType<Resolver["resolveSoa"]>>): NameRecord {
  const parts = { mname: rooted(nsname), rname: rooted(hostmaster), serial, refresh, retry, expire, minimum: minttl };
  return { text: Object.values(parts).join(" "), parts };
}

function caaOf(record: Awaited<ReturnType<Resolver["resolveCaa"]>>[number]): NameRecord {
  const [tag = "", value = ""] = Object.entries(record).find(([key]) => key !== "critical" && key !== "type") ?? [];
  return { text: `${record.critical} ${tag} "${String(value)}"`, parts: { flags: record.critical, tag, value: String(value) } };
}

function troubleOf(error: unknown): ErrandAnswer {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const detail = error instanceof Error ? error.message : String(error);
  if (code === "ENOTFOUND") return { kind: "trouble", reason: "no-such-name", detail };
  if (code === "ENODATA") return { kind: "trouble", reason: "no-records", detail };
  return { kind: "trouble", reason: code === "ETIMEOUT" ? "timed-out" : "failed", detail };
}
