import type { BecomeProblem } from "#engine/core/problem.js";
import type { BecomeMethod } from "#engine/core/become-method.js";
import type { Greeting } from "./greeting.js";
import type { Become } from "./types.js";

type Failed = Exclude<Greeting, { kind: "hello" }>;

/** What the programs' own words mean, in the C locale: sudo 1.8 and 1.9, su and runuser of util-linux and busybox, OpenDoas 6. */
export function becomeTrouble(greeting: Failed, user: string, become: Become): BecomeProblem {
  const exe = become.exe?.[0] ?? become.method;
  const code = greeting.kind === "ended" ? greeting.code : undefined;
  return { reason: reasonOf(greeting, become, exe), method: become.method, user, become: become.user, detail: detailOf(greeting, exe), ...(code !== undefined && { code }) };
}

interface Words {
  readonly needed: RegExp;
  readonly wrong: RegExp;
}

const NEVER = /(?!)/;

const WORDS: Readonly<Record<BecomeMethod, Words>> = {
  sudo: { needed: /a password is required|no password was provided|terminal is required to read the password/, wrong: /incorrect password|Sorry, try again/ },
  su: { needed: NEVER, wrong: /Authentication failure|incorrect password/ },
  doas: { needed: /(?:Authentication|Authorization) required|a tty is required/, wrong: /(?:Authentication|Authorization) failed/ },
  runuser: { needed: NEVER, wrong: NEVER },
};

const NO_USER = /unknown user|user \S+ does not exist/;

function reasonOf(greeting: Failed, { method, password }: Become, exe: string): BecomeProblem["reason"] {
  if (greeting.kind === "silent") return "become-timeout";
  if (greeting.kind === "asked") return "become-password-needed";
  if (greeting.kind === "asked-again" || WORDS[method].wrong.test(greeting.said)) return password === undefined ? "become-password-needed" : "become-password-wrong";
  if (notInstalled(greeting, exe)) return "become-not-installed";
  if (NO_USER.test(greeting.said)) return "become-no-such-user";
  return WORDS[method].needed.test(greeting.said) ? "become-password-needed" : "become-refused";
}

/** 127 is what a shell gives for a command that it does not find; what it says names the program. */
function notInstalled(greeting: Failed, exe: string): boolean {
  return greeting.kind === "ended" && greeting.code === 127 && (greeting.said.includes(exe) || greeting.said === "");
}

function detailOf(greeting: Failed, exe: string): string {
  const said = tellingLine(greeting.said);
  if (greeting.kind === "silent") return `${exe} did not answer in time${said === "" ? "" : `, after saying: ${said}`}`;
  return notInstalled(greeting, exe) && !said.includes("bsdutils") ? `${exe} is not installed on the host` : said;
}

/** A program may go on after the line that matters. */
function tellingLine(text: string): string {
  const lines = text.trim().split("\n").map((line) => line.trim());
  return lines.find((line) => /not in the sudoers|not allowed|may not run|unknown user|must have a tty|not available/.test(line)) ?? lines.at(-1) ?? "";
}
