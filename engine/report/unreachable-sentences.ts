import type { Unreachable } from "#engine/core/problem.js";
import type { Sentence } from "./sentence.js";
import type { Sentences, UnreachableOf } from "./sentences.js";
import { linesOf, oneLine } from "./visible.js";

/** See sentences.ts. */
export const unreachableSentences: Sentences["unreachable"] = {
  dns: (cause) => ({
    happened: `the name ${oneLine(cause.address)} cannot be resolved`,
    details: linesOf(cause.detail),
    next: "Is it spelled right? Set ansible_host in the inventory to the address where DNS does not know the name.",
  }),
  refused: (cause) => connecting(cause, "refused the connection", "Is sshd running there, on this port? Set ansible_port where it is another."),
  "no-route": (cause) => connecting(cause, "cannot be reached: no route to it", "Is the machine up, and are you on its network or VPN? A jump host goes into ansible_ssh_common_args or ~/.ssh/config (ProxyJump)."),
  "connect-timeout": (cause) => connecting(cause, "did not answer in time", "Is the machine up, and does no firewall swallow the port? ansible_ssh_timeout gives it more time."),
  "host-key-unknown": (cause) => ({
    happened: `the host key of ${oneLine(cause.address)} is not known: ${cause.fingerprint}`,
    details: [`looked in ${cause.knownHosts.length === 0 ? "no file at all" : cause.knownHosts.map(oneLine).join(", ")}`],
    next: `Compare the fingerprint with the host's own (on its console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then add it:\nssh-keyscan ${scanArguments(cause.address)} >> ${oneLine(cause.knownHosts[0] ?? "~/.ssh/known_hosts")}\nor accept the keys of new hosts: --host-key-checking accept-new, or ansible_host_key_checking: accept-new in the inventory.`,
  }),
  "host-key-changed": (cause) => ({
    happened: `THE HOST KEY OF ${oneLine(cause.address)} HAS CHANGED: it now shows ${cause.fingerprint}`,
    details: [`another key is known at ${oneLine(cause.knownHosts)}:${cause.line}`],
    next: `Either the machine was set up anew, or somebody is in between. Ask who runs it. If it was set up anew:\nssh-keygen -R ${bracketed(cause.address)} -f ${oneLine(cause.knownHosts)}`,
  }),
  "host-key-revoked": (cause) => ({
    happened: `the host key of ${oneLine(cause.address)} is marked as revoked at ${oneLine(cause.knownHosts)}:${cause.line}`,
    next: "Do not connect: this key was given up on purpose. The host needs a new key.",
  }),
  "auth-failed": (cause) => ({
    happened: `${oneLine(cause.address)} refused the login of user "${oneLine(cause.user)}"`,
    details: [`tried: ${cause.tried.length === 0 ? "nothing, there was no key, agent or password to offer" : cause.tried.map(oneLine).join(", ")}`],
    next: "Name the key (--private-key or ansible_ssh_private_key_file), the user (-u or ansible_user), or ask for the password with -k; is the public key in the host's authorized_keys?",
  }),
  "bad-key": (cause) => ({
    happened: `the private key ${oneLine(cause.path)} cannot be used`,
    details: linesOf(cause.detail),
    next: "Name another with --private-key; a key with a passphrase goes into ssh-agent (ssh-add).",
  }),
  handshake: (cause) => ({
    happened: `${oneLine(cause.address)} and tsplay found no common ground for an SSH connection`,
    details: linesOf(cause.detail),
    next: "Is it an SSH server, and no older than OpenSSH 7? `ssh -v` to the same host tells more.",
  }),
  "jump-failed": (cause) => jumpFailed(cause),
  "no-shell": (cause) => ({
    happened: "logged in, but no POSIX shell answered",
    details: linesOf(cause.detail),
    next: "The user's login shell must run `sh`; a shell of nologin or a forced command in authorized_keys does not.",
  }),
  lost: (cause) => ({
    happened: "the connection was lost: whether the command that ran has ended, and how, is not known",
    details: linesOf(cause.detail),
    next: "Run the playbook again when the host is back: what is already done is left alone.",
  }),
};

/** Why a host cannot be used. */
export function describeUnreachable(cause: Unreachable): Sentence {
  const describe = unreachableSentences[cause.reason] as (cause: Unreachable) => Sentence;
  return describe(cause);
}

function connecting({ address, port, detail }: UnreachableOf<"refused">, what: string, advice: string): Sentence {
  return { happened: `${oneLine(address)} port ${port} ${what}`, details: linesOf(detail), next: advice };
}

function jumpFailed({ jump, cause }: UnreachableOf<"jump-failed">): Sentence {
  const inner = describeUnreachable(cause);
  return { ...inner, happened: `the jump host ${oneLine(jump)} cannot be used: ${inner.happened}` };
}

/** known_hosts(5) writes a port other than 22 as [host]:port; ssh-keyscan takes it as -p. */
function scanArguments(address: string): string {
  const match = /^\[(.+)\]:(\d+)$/.exec(address);
  return match === null ? oneLine(address) : `-p ${match[2] ?? "22"} ${oneLine(match[1] ?? address)}`;
}

function bracketed(address: string): string {
  return address.startsWith("[") ? `"${oneLine(address)}"` : oneLine(address);
}
