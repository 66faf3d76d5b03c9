import { expect } from "chai";
import { describeRule, isSameTarget, parseUfwRules } from "#modules/lib/ufw-rule.js";

describe("[U] rules in ufw's files", () => {
  for (const [tuple, text] of [
    ["allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in", "allow in to any port 22/tcp from any"],
    ["allow tcp 22 0.0.0.0/0 any 0.0.0.0/0", "allow in to any port 22/tcp from any"],
    ["limit_log tcp 22 ::/0 any 2001:db8::/32 in comment=6f707320c3a4", "limit in log to any port 22/tcp from 2001:db8::/32 # ops ä"],
    ["deny any any 10.9.9.9 53 0.0.0.0/0 out_eth0", "deny out on eth0 to 10.9.9.9 from any port 53"],
    ["allow any any 0.0.0.0/0 any 0.0.0.0/0 in_eth1", "allow in on eth1 to any from any"],
    ["route:allow_log-all any any 10.2.0.0/16 any 0.0.0.0/0 in_eth0!out_eth1", "route allow on eth0 out on eth1 log-all to 10.2.0.0/16 from any"],
    ["allow tcp 443,80 0.0.0.0/0 any 0.0.0.0/0 Nginx%20Full - in", "allow in to any Nginx Full/tcp from any"],
  ] as const) {
    it(`${tuple} reads: ${text}`, () => { expect(parseUfwRules(`*filter\n### tuple ### ${tuple}\n-A ufw-user-input\n`).map(describeRule)).to.deep.equal([text]); });
  }

  it("that cannot be read are passed over, as ufw does", () => { expect(parseUfwRules("### tuple ### allow tcp 22\n### tuple ###\n# tuple\n")).to.deep.equal([]); });

  it("are about the same packets whatever they do with them", () => {
    const [a, b, c] = parseUfwRules("### tuple ### allow tcp 80,22 0.0.0.0/0 any 0.0.0.0/0 in\n### tuple ### deny_log tcp 22,80 0.0.0.0/0 any 0.0.0.0/0 in comment=61\n### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in\n");
    if (a === undefined || b === undefined || c === undefined) expect.fail("three rules");
    expect([isSameTarget(a, b), isSameTarget(a, c)]).to.deep.equal([true, false]);
  });
});
