import { quote } from "./quote.js";
import type { Become } from "./types.js";

/** Of Ansible's "-H -S -n" the part that is not about passwords. */
const SUDO_FLAGS = ["-H"];

/**
 * The command line that runs a script as another user: sudo(8), su(1), runuser(1), doas(1). No word of it is secret. `prompt`: what sudo is to ask
 * for the password with; without a password nothing is to ask for one.
 */
export function becomeCommand(become: Become, script: string, prompt: string): string {
  const { method, user, password, flags, exe = [method] } = become;
  const command = ["sh", "-c", method === "sudo" && opensShell(flags ?? []) ? withoutExpansions(script) : script];
  const words = {
    sudo: () => [...password === undefined ? ["-n"] : ["-S", "-p", prompt], ...flags ?? SUDO_FLAGS, "-u", user, "--", ...command],
    doas: () => [...password === undefined ? ["-n"] : [], ...flags ?? [], "-u", user, "--", ...command],
    su: () => [...flags ?? [], user, "-c", `exec ${command.map(quote).join(" ")}`], // the user's own shell reads this, whichever it is
    runuser: () => [...flags ?? [], user, "-c", `exec ${command.map(quote).join(" ")}`],
  }[method]();
  return [...exe, ...words].map(quote).join(" ");
}

/** sudo -i and -s hand the command to the user's shell, with a backslash before every special character but $. */
function opensShell(flags: readonly string[]): boolean {
  return flags.some((flag) => ["-i", "-s", "--login", "--shell"].includes(flag));
}

/** The same script without a $: printf(1) makes it from letters, digits and octal numbers. */
function withoutExpansions(script: string): string {
  const octal = [...Buffer.from(script)].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`)).join("");
  return `eval "\`printf '${octal}'\`"`;
}

function isPlain(byte: number): boolean {
  return /^[A-Za-z0-9]$/.test(String.fromCharCode(byte));
}
