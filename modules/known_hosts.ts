import type { DiffPart } from "#engine/core/change.js";
import { refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { homePath } from "./lib/home-path.js";
import { editKnownHosts, hashedName, isAbout, parseKnownHost, type KnownHostsEdit } from "./lib/known-hosts.js";
import { plainFileEffects, readPlainFile, writePlainFile } from "./lib/plain-file.js";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { "type": "string", "pattern": "^\\S+$", "x-aliases": ["host"], "description": "The host; with a port other than 22 as [host]:port." },
    key: { type: "string", description: "Its public key as a line of known_hosts: HOST TYPE KEY. Several lines, as ssh-keyscan prints them, are several keys. Left out with state: absent, all keys of the host go." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether the host is known by this key." },
    path: { type: "string", pattern: "^(/|~/)", default: "~/.ssh/known_hosts", description: "The file; its folder has to be there." },
    hash_host: { type: "boolean", default: false, description: "Write the host's name hashed, so that the file does not tell it." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly edit: KnownHostsEdit;
}

/** The file where it lies, and its text. */
interface Keys {
  readonly path: string;
  readonly text: string;
}

/** Public keys of SSH servers; ssh-keygen(1), sshd(8). */
export const knownHosts = defineModule<Params, Keys, Input>({
  name: "known_hosts",
  summary: "Keep the key of an SSH server in a known_hosts file, or keep it out.",
  description: "A key takes the place of all others of its type that the host has: Ansible replaces one of them. No copy of the old file is kept when all keys of a host are removed. "
    + "A key that is fetched by ssh-keyscan in the same run proves nothing: compare it with what the host's administrator says.",
  params,
  examples: [
    { title: "Know a server", yaml: "known_hosts:\n  name: git.example.org\n  key: git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl" },
    { title: "For all users of the host, on a port of its own", yaml: "known_hosts:\n  path: /etc/ssh/ssh_known_hosts\n  name: \"[git.example.org]:2222\"\n  key: \"[git.example.org]:2222 {{ git_host_key }}\"" },
    { title: "Forget a server", yaml: "known_hosts:\n  name: old.example.org\n  state: absent" },
  ],
  returns: { name: "The host.", key: "As given.", path: "The file.", hash_host: "As given.", state: "As given." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ path, edit }) => `known_hosts:${path} ${edit.host}`,
  probe,
  desired: (input, before = { path: input.path, text: "" }) => ({ path: before.path, text: editKnownHosts(before.text, input.edit) }),
  steps: ({ after }) => (after === undefined ? [] : [writePlainFile(after.path, after.text)]),
  diff: ({ before, after }): readonly DiffPart[] => [{ kind: "text", title: after?.path ?? "", before: before?.text ?? "", after: withoutNewSalts(after?.text ?? "", before?.text ?? "") }],
  effects: ({ after }: Difference<Keys>): readonly Effect[] => (after === undefined ? [] : plainFileEffects(after.path, after.text)),
  values: (state, { name, key = null, path, hash_host, state: wanted }) => ({ name, key, path: state?.path ?? path, hash_host, state: wanted }),
});

/** Salts are made by chance, anew in each run: a difference that showed them would foretell others than those that are written. */
function withoutNewSalts(after: string, before: string): string {
  return after.replace(/^\|1\|\S+/gm, (name) => before.includes(name) ? name : "|1|(a new salt)|(hash of the name)");
}

function prepared(given: Params): Input | Refusal {
  const host = given.name.toLowerCase();
  if (host.includes(",")) return refuse("name is a list of hosts", "give one name; the key's line may have more, after commas");
  const written = (given.key ?? "").split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  if (written.length === 0 && given.state === "present") return refuse("No key specified when adding a host", "give `key`");
  for (const line of written) {
    const parsed = parseKnownHost(line);
    if (parsed === undefined) return refuse(`this is no line of known_hosts: ${line.slice(0, 60)}`, "it reads: HOST TYPE KEY, such as example.org ssh-ed25519 AAAA...");
    if (!given.hash_host && !isAbout(parsed, host)) return refuse(`the key is that of ${parsed.hosts}, and not of ${host}`, "a line begins with the host's name: HOST TYPE KEY");
  }
  const name = hashedName(host);
  return { ...given, edit: { host, state: given.state, lines: given.hash_host ? written.map((line) => renamed(line, name)) : written } };
}

/** The line with another name. */
function renamed(line: string, name: string): string {
  const parsed = parseKnownHost(line);
  return line.split(/\s+/).map((word, at) => (at === (parsed?.marker === "" ? 0 : 1) ? name : word)).join(" ");
}

async function probe(host: Reader, { path: written }: Input): Promise<Keys | Missing | Refusal> {
  const path = await homePath(host, written);
  const file = await readPlainFile(host, path);
  return "text" in file ? { path, text: file.text } : file;
}
