import { define, type Definition } from "../definition.js";
import { text } from "../reading.js";

/** Tests of paths and addresses by their text alone. */
export const pathTests: Readonly<Record<string, Definition>> = {
  abs: define({ doc: "abs: whether a path is absolute.", input: text, apply: (value) => value.startsWith("/") }),
  uri: define({ doc: "uri: whether it is a URI with a scheme.", input: text, apply: (value) => /^[A-Za-z][\w+.-]*:\S+$/.test(value) }),
  url: define({ doc: "url: whether it is a URI with a scheme and a host.", input: text, apply: (value) => /^[A-Za-z][\w+.-]*:\/\/[^\s/]+/.test(value) }),
  urn: define({ doc: "urn: whether it is a URN.", input: text, apply: (value) => /^urn:\S+/i.test(value) }),
  vault_encrypted: define({ doc: "vault_encrypted: whether it is a vault text.", input: text, apply: (value) => value.startsWith("$ANSIBLE_VAULT;") }),
};
