import { dirname, join } from "node:path/posix";
import { Unknown, type ValueMap } from "#engine/core/value.js";
import type { Step } from "#engine/core/step.js";
import type { Effect } from "#engine/module/effect.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { defined } from "./defined.js";

/** Parameters of the module user about a key pair of the account. */
export const keyParams = {
  generate_ssh_key: { type: "boolean", default: false, description: "Make a pair of SSH keys for the user where there is none; with `force` in the place of the one that is there, each time." },
  ssh_key_file: { type: "string", description: "Where the private key lies, below the home folder. Left out: .ssh/id_TYPE." },
  ssh_key_type: { type: "string", pattern: "^[a-z0-9-]+$", default: "rsa", description: "As ssh-keygen's -t: ed25519, rsa, ecdsa." },
  ssh_key_bits: { type: "integer", minimum: 0, default: 0, description: "Length of a new key; 0: what ssh-keygen takes." },
  ssh_key_comment: { type: "string", pattern: "^[^\\n]*$", description: "Comment of a new key. Left out: ansible-generated on HOST." },
  ssh_key_passphrase: { "type": "string", "minLength": 5, "x-secret": true, "description": "Passphrase of a new private key; left out: none. It is handed over by the environment, and that of a key that is there is not looked at." },
} as const;

type KeyParams = ParamsOf<{ readonly type: "object"; readonly additionalProperties: false; readonly properties: typeof keyParams }> & { readonly name: string; readonly home?: string; readonly force: boolean };

/** The pair as it was found. */
export interface KeyPair {
  readonly path: string;
  readonly fingerprint?: string;
  readonly publicKey?: string;
}

const LOOK = `# key pair
ssh-keygen -l -f "$1" || echo
cat -- "$1.pub"
exit 0`;

/** Looks for the pair of a user with this home. Either file keeps a new pair from being made. */
export async function probeKeyPair(host: Reader, home: string, { ssh_key_file, ssh_key_type }: KeyParams): Promise<{ readonly sshKey: boolean; readonly keyPair: KeyPair }> {
  const file = ssh_key_file ?? `.ssh/id_${ssh_key_type.replace(/-/g, "_")}`;
  const path = file.startsWith("/") ? file : join(home, file);
  const [own, open] = await Promise.all([host.path(path, { follow: true, digest: false }), host.path(`${path}.pub`, { follow: true, digest: false })]);
  if (own.kind === "absent" && open.kind === "absent") return { sshKey: false, keyPair: { path } };
  const [fingerprint = "", publicKey = ""] = (await host.ask({ script: LOOK, args: [path] })).stdout.split("\n");
  return { sshKey: true, keyPair: { path, ...defined({ fingerprint: fingerprint || undefined, publicKey: publicKey.trim() || undefined }) } };
}

/** ssh-keygen(1) takes a passphrase by its argument list or of a program (SSH_ASKPASS, ssh(1)): the program reads the environment. */
const MAKE = `# make key pair
key=$1 owner=$2 type=$3 bits=$4 comment=$5 again=$6
umask 022
folder=\${key%/*}
if [ ! -d "$folder" ]; then mkdir -m 0700 -- "$folder" && chown -- "$owner:" "$folder" || exit; fi
[ "$again" = no ] || rm -f -- "$key" "$key.pub" || exit
[ -n "$comment" ] || comment="ansible-generated on $(uname -n)"
set -- -q -t "$type" -C "$comment" -f "$key"
[ "$bits" = 0 ] || set -- "$@" -b "$bits"
if [ -n "$TSPLAY_PASSPHRASE" ]; then
  teller=$(mktemp) || exit
  trap 'rm -f -- "$teller"' EXIT
  printf '#!/bin/sh\\nprintf "%%s\\\\n" "$TSPLAY_PASSPHRASE"\\n' > "$teller" && chmod 0700 -- "$teller" || exit
  SSH_ASKPASS=$teller SSH_ASKPASS_REQUIRE=force DISPLAY=none ssh-keygen "$@" < /dev/null || exit
else
  ssh-keygen "$@" -N '' < /dev/null || exit
fi
chown -- "$owner:" "$key" "$key.pub"`;

/** Makes the pair. */
export function makeKeyPair({ path }: KeyPair, written: KeyParams, again: boolean): Step {
  const { name, ssh_key_type: type, ssh_key_bits: bits, ssh_key_comment: comment = "", ssh_key_passphrase: passphrase } = written;
  return { kind: "run", command: { script: MAKE, args: [path, name, type, String(bits), comment, again ? "yes" : "no"], env: { TSPLAY_PASSPHRASE: passphrase ?? "" } } };
}

/** Both files, whose content nobody knows before they are made. */
export function keyPairEffects({ path }: KeyPair, { name }: KeyParams, group: string): readonly Effect[] {
  const owned = { owner: name, group, uid: -1, gid: -1 };
  const file = { kind: "file", ...owned, size: 0, sha256: undefined, mtime: 0, links: 1 } as const;
  return [
    { kind: "path", path, state: { ...file, mode: "0600" }, folders: { mode: "0700", ...owned } },
    { kind: "path", path: `${path}.pub`, state: { ...file, mode: "0644" }, folders: { mode: "0700", ...owned } },
  ];
}

/** What is registered of a pair; unknown as long as it is still to be made. */
export function keyPairValues({ path, fingerprint, publicKey }: KeyPair, name: string): ValueMap {
  const because = new Unknown(`the key pair of ${name}, which is still to be made below ${dirname(path)}`);
  return { ssh_key_file: path, ssh_fingerprint: fingerprint ?? because, ssh_public_key: publicKey ?? because };
}
