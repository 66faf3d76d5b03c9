import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import { renderString } from "#engine/language/template.js";
import { scopeOf } from "./scope-of.js";

const PLACE = { file: "f", line: 1, column: 1, text: "" };

/** What ansible-core 2.14 gives for "hello" with this password and salt. */
const HELLO = `37333631366337340a39316430393466626662306166623032376565633365653130383661323438
6536303339653463393463626465623763326534353661343832363064386566320a373938656235
6131313865636566323731376233323437326333326134666161
`;

describe("[U] the filters vault and unvault", () => {
  it("encrypt as Ansible does", () => {
    expect(rendered("{{ 'hello' | vault('pw', 'salt') }}")).to.equal(`$ANSIBLE_VAULT;1.2;AES256;filter_default\n${HELLO}`);
    expect(rendered("{{ 'hello' | vault('pw', salt='salt', vaultid='x') }}")).to.equal(`$ANSIBLE_VAULT;1.2;AES256;x\n${HELLO}`);
    expect(rendered("{{ 'hello' | vault('pw', salt='salt', vaultid='default') }}")).to.equal(`$ANSIBLE_VAULT;1.1;AES256\n${HELLO}`);
    expect(rendered("{{ 'hello' | vault('pw') }}")).to.not.equal(rendered("{{ 'hello' | vault('pw') }}"));
  });

  it("decrypt to secrets, and leave other texts alone", () => {
    expect(rendered("{{ 'hello' | vault(pw) | unvault(pw) }}")).to.satisfy((value: Value) => value instanceof Secret && value.reveal() === "hello");
    expect(rendered("{{ ('hello' | vault('pw') | unvault('pw')) == 'hello' }}")).to.equal(true);
    expect(rendered("{{ 'plain' | unvault('pw') }}")).to.equal("plain");
  });

  it("tell what is wrong without the password or the text", () => {
    expect(said("{{ 'hello' | vault('pw') | unvault('other') }}")).to.contain("this is not its password, or it was changed");
    expect(said("{{ '$ANSIBLE_VAULT;1.1;AES256' | unvault('pw') }}")).to.contain("cannot be decrypted: nothing stands below its first line");
    expect(said("{{ 5 | vault('pw') }}")).to.contain("it works on a string, not on an integer");
    expect(said("{{ 'x' | vault('pw', '') }}")).to.contain("The salt is empty");
    expect(said("{{ 'hello' | vault(pw) | unvault('other') }}")).to.not.contain("hunter2");
  });
});

function rendered(text: string): Value {
  const value = renderString(text, PLACE, scopeOf({ pw: new Secret("hunter2") }));
  if (!value.ok) throw new Error(value.error.message);
  return value.value;
}

function said(text: string): string {
  const value = renderString(text, PLACE, scopeOf({ pw: new Secret("hunter2") }));
  return value.ok ? "(no error)" : value.error.message;
}
