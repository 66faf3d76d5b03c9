import type { Unreachable } from "#engine/core/problem.js";
import type { Greeting } from "./greeting.js";

type Failed = Exclude<Greeting, { kind: "hello" }>;

/** Who could not become whom. */
interface Who {
  readonly user: string;
  readonly become: string;
}

/** What sudo's own words (sudo 1.8 and 1.9 in the C locale) mean. */
export function sudoTrouble(greeting: Failed, who: Who): Unreachable {
  return { reason: reasonOf(greeting), ...who, detail: detailOf(greeting) };
}

function reasonOf(greeting: Failed): "sudo-password-needed" | "sudo-password-wrong" | "sudo-refused" {
  if (greeting.kind === "asked-again" || /incorrect password|Sorry, try again/.test(greeting.said)) return "sudo-password-wrong";
  return /a password is required|no password was provided|terminal is required to read the password/.test(greeting.said) ? "sudo-password-needed" : "sudo-refused";
}

function detailOf(greeting: Failed): string {
  if (greeting.kind === "silent") return `sudo did not answer in time${greeting.said === "" ? "" : `, after saying: ${lastLine(greeting.said)}`}`;
  if (greeting.kind === "ended" && greeting.code === 127) return "sudo is not installed on the host";
  return lastLine(greeting.said);
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
