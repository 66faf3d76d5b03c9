import { expect } from "chai";
import { absentModules } from "#modules/absent.js";
import { aliases } from "#modules/aliases.js";
import { modules } from "#modules/index.js";

/** What `ansible-doc -l` lists of ansible.builtin 2.14, and what came up to 2.18 (mount_facts, deb822_repository, dnf5). */
const LISTED = [
  "add_host", "apt", "apt_key", "apt_repository", "assemble", "assert", "async_status", "blockinfile", "command", "copy", "cron", "deb822_repository", "debconf", "debug", "dnf", "dnf5",
  "dpkg_selections", "expect", "fail", "fetch", "file", "find", "gather_facts", "get_url", "getent", "git", "group", "group_by", "hostname", "include", "include_role", "include_tasks", "include_vars",
  "iptables", "known_hosts", "lineinfile", "meta", "mount_facts", "package", "package_facts", "pause", "ping", "pip", "raw", "reboot", "replace", "rpm_key", "script", "service", "service_facts", "set_fact",
  "set_stats", "setup", "shell", "slurp", "stat", "subversion", "systemd", "systemd_service", "sysvinit", "tempfile", "template", "unarchive", "uri", "user", "validate_argument_spec", "wait_for",
  "wait_for_connection", "yum", "yum_repository",
];

/** Imports are no modules: the plan reads them. */
describe("[U] modules of ansible.builtin", () => {
  for (const name of LISTED) {
    it(`${name}: is there, or refused with a reason`, () => {
      const there = [name, `ansible.builtin.${name}`, `ansible.legacy.${name}`].map((spelling) => modules.has(aliases.get(spelling) ?? spelling));
      const refused = [name, `ansible.builtin.${name}`, `ansible.legacy.${name}`].map((spelling) => absentModules.has(spelling));
      expect(refused.map((each) => !each)).to.deep.equal(there);
    });
  }

  it("each reason says what to do instead", () => {
    for (const [, { why, instead }] of absentModules) {
      expect(why).to.match(/^[^A-Z].*[^.]$/);
      expect(instead).to.match(/^[A-Z].*[^.]$/);
    }
  });
});
