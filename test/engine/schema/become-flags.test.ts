import { expect } from "chai";
import type { BecomeMethod } from "#engine/core/become-method.js";
import { becomeFlagsOf } from "#engine/schema/become-flags.js";

const TAKEN: readonly (readonly [BecomeMethod, string, readonly string[]])[] = [
  ["sudo", "-H -S -n", ["-H"]],
  ["sudo", "-HSn", ["-H"]],
  ["sudo", "-i", ["-i"]],
  ["sudo", "-E --preserve-env=HOME --non-interactive", ["-E", "--preserve-env=HOME"]],
  ["sudo", "-g www-data -D '/srv/a b' LANG=C", ["-g", "www-data", "-D", "/srv/a b", "LANG=C"]],
  ["sudo", "-Hgadm --chdir /srv", ["-H", "-g", "adm", "--chdir", "/srv"]],
  ["sudo", "", []],
  ["su", "-", ["-"]],
  ["su", "- -s /bin/sh", ["-", "-s", "/bin/sh"]],
  ["su", "--login --shell=/bin/sh", ["--login", "--shell=/bin/sh"]],
  ["runuser", "-ls/bin/sh", ["-l", "-s", "/bin/sh"]],
  ["doas", "-n", []],
];

const REFUSED: readonly (readonly [BecomeMethod, string, string])[] = [
  ["sudo", "-u root", "has -u, which cannot be given to sudo: become_user names the user"],
  ["sudo", "-Hb", "has -b, which cannot be given to sudo: nobody would know how a command in the background ends"],
  ["sudo", "--askpass", "has --askpass, which cannot be given to sudo: tsplay gives the password itself"],
  ["sudo", "-Z", "has -Z, which is not an option of sudo"],
  ["sudo", "-g", "has -g without its value"],
  ["sudo", "--constructor", "has --constructor, which is not an option of sudo"],
  ["sudo", "root", "has \"root\", which is not an option of sudo"],
  ["sudo", "'-H", "has a quote that is not closed"],
  ["su", "-c id", "has -c, which cannot be given to su: tsplay gives the command itself"],
  ["su", "--pty", "has --pty, which cannot be given to su: a terminal would mix both outputs of a command, and change what is in them"],
  ["doas", "-s", "has -s, which cannot be given to doas: tsplay gives the command itself"],
];

describe("[U] flags of the programs that change the user", () => {
  for (const [method, text, words] of TAKEN) {
    it(`${method} takes ${text === "" ? "none" : text}`, () => { expect(becomeFlagsOf(method, text)).to.deep.equal({ ok: true, value: words }); });
  }
  for (const [method, text, why] of REFUSED) {
    it(`${method} does not take ${text}`, () => { expect(becomeFlagsOf(method, text)).to.deep.equal({ ok: false, error: why }); });
  }
});
