import { expect } from "chai";
import { formatKeyLine, parseKeyLine } from "#modules/lib/ssh-key-line.js";

const BLOB = "AAAAC3NzaC1lZDI1NTE5AAAAIIrF9kQ3VWnGrkS0s6mAM/5vSgVFvFqTjVfRkPCu3Fv5";

describe("[U] lines of authorized_keys", () => {
  for (const line of [
    `ssh-ed25519 ${BLOB}`, `ssh-ed25519 ${BLOB} a comment of words`, `no-pty,from="10.0.0.0/8,!10.1.1.1" ssh-ed25519 ${BLOB} x`,
    `command="echo \\"a b\\"; exit",no-pty ssh-ed25519 ${BLOB}`, `environment="A=ssh-rsa" ssh-ed25519 ${BLOB}`,
  ]) {
    it(`are written as they were read: ${line}`, () => {
      const key = parseKeyLine(line);
      expect(key).to.include({ type: "ssh-ed25519", blob: BLOB });
      expect(key && formatKeyLine(key)).to.equal(line);
    });
  }

  for (const line of ["", "# a comment", `#ssh-ed25519 ${BLOB}`, "ssh-ed25519", "ssh-ed25519 AAAA", `ssh-rsa ${BLOB}`, `ssh-ed25519 ${BLOB.slice(0, 30)}%`, `two options ssh-ed25519 ${BLOB}`]) {
    it(`are no keys: ${JSON.stringify(line)}`, () => { expect(parseKeyLine(line)).to.equal(undefined); });
  }
});
