/** A rule of ufw, for one family of addresses: what a "### tuple ###" line of user.rules or user6.rules says. */
export interface UfwRule {
  readonly action: string;
  /** "", "log" or "log-all". */
  readonly log: string;
  readonly route: boolean;
  readonly proto: string;
  readonly dport: string;
  readonly dst: string;
  readonly sport: string;
  readonly src: string;
  /** Application profiles; "" for none. */
  readonly dapp: string;
  readonly sapp: string;
  readonly direction: string;
  readonly interfaceIn: string;
  readonly interfaceOut: string;
  readonly comment: string;
}

/** Any address, as each family's file writes it. */
export const ANYWHERE: Readonly<Record<4 | 6, string>> = { 4: "0.0.0.0/0", 6: "::/0" };

/**
 * Reads the rules of a file: `### tuple ### [route:]ACTION[_LOG] PROTO DPORT DST SPORT SRC [DAPP SAPP] DIRECTION [comment=HEX]`,
 * where a direction may carry interfaces (in_eth0, in_eth0!out_eth1). Old lines without a direction are "in".
 */
export function parseUfwRules(text: string): UfwRule[] {
  return text.split("\n").flatMap((line) => {
    const found = /^### tuple ###\s+(.*?)(?: comment=([0-9a-f]*))?\s*$/.exec(line);
    const words = found?.[1]?.split(/\s+/) ?? [];
    return words.length < 6 || words.length > 9 ? [] : [ruleOf(words, found?.[2] ?? "")];
  });
}

/** Nine words with applications, seven without; a line of before ufw 0.29 lacks the last. */
function ruleOf(words: readonly string[], hex: string): UfwRule {
  const [verb, proto, dport, dst, sport, src] = words as readonly [string, string, string, string, string, string];
  const [dapp, sapp] = words.length >= 8 ? words.slice(6, 8).map(app) : ["", ""];
  const [action = "", log = ""] = verb.replace(/^route:/, "").split("_");
  return {
    action, log, route: verb.startsWith("route:"), proto, dport: sortedPorts(dport), dst, sport: sortedPorts(sport), src, dapp: dapp ?? "", sapp: sapp ?? "",
    ...whereOf(words.length % 2 === 1 ? words.at(-1) : undefined), comment: Buffer.from(hex, "hex").toString("utf8"),
  };
}

function whereOf(word = "in"): Pick<UfwRule, "direction" | "interfaceIn" | "interfaceOut"> {
  const named = (pattern: RegExp): string => pattern.exec(word)?.[1] ?? "";
  return { direction: word.startsWith("out") ? "out" : "in", interfaceIn: named(/(?:^|!)in_([^!]+)/), interfaceOut: named(/(?:^|!)out_([^!]+)/) };
}

function app(word: string): string {
  return word === "-" ? "" : word.replaceAll("%20", " ");
}

/** ufw keeps the ports of a list in order. */
export function sortedPorts(ports: string): string {
  return ports.split(",").sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).join(",");
}

/** Whether two rules are about the same packets, whatever they do with them: then ufw keeps only one. An application's rule is known by its profile. */
export function isSameTarget(a: UfwRule, b: UfwRule): boolean {
  return key(a) === key(b);
}

function key({ route, proto, dport, dst, sport, src, dapp, sapp, direction, interfaceIn, interfaceOut }: UfwRule): string {
  const ports = [dapp === "" ? dport : `app ${dapp}`, sapp === "" ? sport : `app ${sapp}`];
  return JSON.stringify([route, dapp + sapp === "" ? proto : "", ports, dst, src, direction, interfaceIn, interfaceOut]);
}

/** A rule as a person reads it, near to what `ufw status` prints. */
export function describeRule(rule: UfwRule): string {
  const { action, log, route, direction, interfaceIn, interfaceOut, comment } = rule;
  return [
    ...(route ? ["route"] : []), action, route ? "" : direction,
    interfaceIn === "" ? "" : `on ${interfaceIn}`, interfaceOut === "" ? "" : `${route ? "out " : ""}on ${interfaceOut}`, log,
    `to ${endpoint(rule.dst, rule.dapp, rule.dport)}${rule.proto === "any" ? "" : `/${rule.proto}`}`, `from ${endpoint(rule.src, rule.sapp, rule.sport)}`,
    comment === "" ? "" : `# ${comment}`,
  ].filter((word) => word !== "").join(" ");
}

function endpoint(address: string, profile: string, port: string): string {
  const where = Object.values(ANYWHERE).includes(address) ? "any" : address;
  if (profile !== "") return `${where} ${profile}`;
  return port === "any" ? where : `${where} port ${port}`;
}
