import { defineQuery } from "#engine/module/define.js";
import { refuse } from "#engine/module/contract.js";

/** Ansible's apt_key: refused, with the way out. */
export const aptKey = defineQuery({
  name: "apt_key",
  summary: "Not supported: apt-key is gone from Debian 13 and Ubuntu 24.04.",
  description: "A key that apt-key added vouches for every source. Put it into a file of its own, and name that in the source's line.",
  params: { type: "object", additionalProperties: true, properties: {} },
  examples: [{ title: "Is refused. In its place: get_url with dest: /etc/apt/keyrings/x.asc, and apt_repository with [signed-by=/etc/apt/keyrings/x.asc]", yaml: "apt_key:\n  url: https://example.org/key.asc" }],
  returns: {},
  controlOnly: true,
  answer: () => Promise.resolve(refuse("apt_key is not supported: apt-key is gone from Debian 13 and Ubuntu 24.04",
    "fetch the key with get_url (dest: /etc/apt/keyrings/NAME.asc, mode: \"0644\"), and write deb [signed-by=/etc/apt/keyrings/NAME.asc] ... in apt_repository")),
});
