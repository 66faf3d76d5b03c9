import { expect } from "chai";
import { NEW_FIREWALL } from "#modules/lib/ufw-firewall.js";
import { lockedOut, parseSshSessions } from "#modules/lib/ufw-lockout.js";
import { parseUfwRules } from "#modules/lib/ufw-rule.js";

describe("[U] being locked out by ufw", () => {
  const session = { port: "22", peer: "10.0.0.1", interface: "eth0" };
  const on = (rules: string, incoming = "deny"): boolean => {
    const after = { ...NEW_FIREWALL, enabled: true, incoming, rules: parseUfwRules(rules.split("|").map((rule) => `### tuple ### ${rule}\n`).join("")), sessions: [session] };
    return lockedOut(NEW_FIREWALL, after).length > 0;
  };

  for (const [rules, out] of [
    ["", true], ["allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in", false], ["limit any 22 0.0.0.0/0 any 0.0.0.0/0 in", false], ["allow tcp 20:30,99 0.0.0.0/0 any 10.0.0.0/8 in", false],
    ["allow udp 22 0.0.0.0/0 any 0.0.0.0/0 in", true], ["allow tcp 22 0.0.0.0/0 any 10.1.0.0/16 in", true], ["allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 out", true],
    ["route:allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in", true], ["deny any any 0.0.0.0/0 any 10.0.0.1 in|allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in", true],
    ["allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in|deny any any 0.0.0.0/0 any 0.0.0.0/0 in", false], ["allow any any 0.0.0.0/0 any 0.0.0.0/0 in_eth0", false], ["allow any any 0.0.0.0/0 any 0.0.0.0/0 in_eth1", true],
  ] as const) {
    it(`${rules === "" ? "no rule" : rules}: ${out ? "locked out" : "let in"}`, () => { expect(on(rules)).to.equal(out); });
  }

  it("does not come of a default that lets everybody in", () => { expect(on("", "allow")).to.equal(false); });

  it("does not count again for a connection that could not be made before", () => {
    const closed = { ...NEW_FIREWALL, enabled: true, sessions: [session] };
    expect(lockedOut(closed, closed)).to.deep.equal([]);
  });

  it("is judged by the connections of sshd, each once", () => {
    const connections = [
      '0 0 [::ffff:10.0.0.5]:2222 [::ffff:10.0.0.1]:5000 users:(("sshd-session",pid=1,fd=4))', '0 0 [::ffff:10.0.0.5]:2222 [::ffff:10.0.0.1]:5001 users:(("sshd",pid=2,fd=4))',
      '0 0 [fe80::1%eth0]:22 [fe80::2%eth0]:5000 users:(("sshd",pid=3,fd=4))', '0 0 10.0.0.5:80 10.0.0.9:5000 users:(("nginx",pid=4,fd=4))', '0 0 10.0.0.5:40000 10.0.0.8:22 users:(("ssh",pid=5,fd=4))', "",
    ].join("\n");
    expect(parseSshSessions(connections, "2: eth7    inet 10.0.0.5/24 brd x\n")).to.deep.equal([
      { port: "2222", peer: "10.0.0.1", interface: "eth7" }, { port: "22", peer: "fe80::2", interface: undefined },
    ]);
  });
});
