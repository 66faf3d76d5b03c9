import { didYouMean } from "./suggest.js";

/** The lookup plugins there are, by their short names: those of ansible.builtin, and a few of community.general that playbooks use. */
export const LOOKUP_NAMES: readonly string[] = [
  "cartesian", "csvfile", "dict", "dig", "env", "file", "fileglob", "filetree", "first_found", "flattened", "indexed_items", "ini", "inventory_hostnames", "items",
  "lines", "list", "nested", "password", "pipe", "random_choice", "sequence", "subelements", "template", "together", "unvault", "url", "varnames", "vars",
];

/** Those that look at the world outside, or at chance: asked twice, they may answer twice. */
export const FLEETING_LOOKUPS: ReadonlySet<string> = new Set([
  "csvfile", "dig", "file", "fileglob", "filetree", "first_found", "ini", "lines", "password", "path_stat", "pipe", "random_choice", "template", "unvault", "url",
]);

/** Which of them stand in community.general; all others in ansible.builtin. */
const COMMUNITY: readonly string[] = ["cartesian", "dig", "filetree", "flattened"];

const SHELL = "Call the tool's own command with `lookup('pipe', ...)`, or give the value with -e or the vault";

/** What Ansible knows and tsplay does not, with the way out. */
const REFUSED: Readonly<Record<string, string>> = {
  config: "tsplay has no such settings: write the value",
  ...Object.fromEntries([
    "hashi_vault", "aws_secret", "aws_ssm", "aws_account_attribute", "passwordstore", "onepassword", "onepassword_raw", "bitwarden", "lastpass", "keyring", "redis", "etcd", "etcd3",
    "consul_kv", "k8s", "credstash", "conjur_variable", "dnstxt", "hiera", "lmdb_kv", "shelvefile", "mongodb", "nios", "secretsmanager_secret", "ssm_parameter", "tss", "dsv",
    "cyberarkpassword", "manifold", "chef_databag", "collection_version",
  ].map((name) => [name, SHELL])),
  ...Object.fromEntries(["random_string", "random_pet", "random_words"].map((name) => [name, "Use `lookup('password', '/dev/null length=20 chars=ascii_letters')`"])),
  dependent: "Use `loop` over the product of the lists", merge_variables: "Use the filter `combine`",
};

/** What a written name of a lookup means. */
export type NamedLookup =
  | { readonly kind: "known"; readonly name: string }
  | { readonly kind: "refused"; readonly hint: string }
  | { readonly kind: "unknown"; readonly hint: string | undefined };

/** A lookup by its short name, or as `ansible.builtin.NAME` and `community.general.NAME`. */
export function namedLookup(written: string): NamedLookup {
  const dot = written.lastIndexOf(".");
  const name = written.slice(dot + 1);
  const collection = written.slice(0, Math.max(0, dot));
  if (LOOKUP_NAMES.includes(name) && belongs(name, collection)) return { kind: "known", name };
  const refused = Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined;
  return refused === undefined ? { kind: "unknown", hint: didYouMean(name, LOOKUP_NAMES) } : { kind: "refused", hint: refused };
}

function belongs(name: string, collection: string): boolean {
  if (collection === "") return true;
  return COMMUNITY.includes(name) ? collection === "community.general" : collection === "ansible.builtin" || collection === "ansible.legacy";
}
