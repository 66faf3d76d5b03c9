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
  const said = tellingLine(greeting.said);
  if (greeting.kind === "silent") return `sudo did not answer in time${said === "" ? "" : `, after saying: ${said}`}`;
  return greeting.kind === "ended" && greeting.code === 127 ? "sudo is not installed on the host" : said;
}

/** sudo may go on after the line that matters. */
function tellingLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.find((line) => /not in the sudoers|not allowed|may not run|unknown user|must have a tty/.test(line)) ?? lines.at(-1) ?? "";
}
