import type { BecomeProblem, BecomeReason } from "#engine/core/problem.js";
import type { Sentence } from "./sentence.js";
import { linesOf, oneLine } from "./visible.js";

/** What is said of a user who could not become another one. */
export const becomeSentences: Readonly<Record<BecomeReason, (problem: BecomeProblem) => Sentence>> = {
  "become-password-needed": (problem) => ({
    happened: `${problem.method} wants the password of ${passwordOf(problem)} in order to become ${oneLine(problem.become)}`,
    next: `Run with -K to be asked for it, or set ansible_become_password (in a vault), or allow it without a password in ${RULES[problem.method]}.`,
  }),
  "become-password-wrong": (problem) => ({
    happened: `${problem.method} refused the password given for ${passwordOf(problem)}`,
    details: linesOf(problem.detail),
    next: `Run again with -K; is an ansible_become_password of the inventory meant for this host${problem.method === "su" ? ", and is it that of the user to become, as su wants it" : ""}?`,
  }),
  "become-refused": (problem) => ({
    happened: `${oneLine(problem.user)} may not become ${oneLine(problem.become)} by ${problem.method}`,
    details: linesOf(problem.detail),
    next: refusalHint(problem),
  }),
  "become-no-such-user": (problem) => ({
    happened: `${oneLine(problem.user)} cannot become ${oneLine(problem.become)}: there is no such user on the host`,
    details: linesOf(problem.detail),
    next: "Make the user in an earlier task (module user), or correct become_user.",
  }),
  "become-not-installed": (problem) => ({
    happened: `${oneLine(problem.user)} cannot become ${oneLine(problem.become)} by ${problem.method}`,
    details: linesOf(problem.detail),
    next: "Install it (with a login as root: -u root), or name another become_method, or the program by its path with become_exe.",
  }),
  "become-timeout": (problem) => ({
    happened: `${problem.method} neither let ${oneLine(problem.user)} become ${oneLine(problem.become)} nor said no`,
    details: linesOf(problem.detail),
    next: problem.method === "su" || problem.method === "doas"
      ? `If it asks for the password in words of its own, set ansible_${problem.method}_prompt_l10n to them.`
      : "Try it on the host by hand: does a directory service (LDAP, SSSD) not answer?",
  }),
};

/** Where a method has its rules. */
const RULES: Readonly<Record<BecomeProblem["method"], string>> = { sudo: "sudoers", su: "/etc/pam.d/su", doas: "/etc/doas.conf (nopass)", runuser: "its PAM settings" };

/** su asks for the password of the user to become, the others for that of the login. */
function passwordOf({ method, user, become }: BecomeProblem): string {
  return oneLine(method === "su" ? become : user);
}

function refusalHint({ method, user, become, detail }: BecomeProblem): string {
  const [from, to] = [oneLine(user), oneLine(become)];
  if (/not available|nologin/.test(detail)) return `The shell of ${to} lets nobody in: name another with become_flags: -s /bin/sh, or use sudo, which needs none.`;
  const next: Readonly<Record<BecomeProblem["method"], string>> = {
    sudo: `Does sudoers allow it? On the host, \`sudo -l -U ${from}\` tells; or log in as ${to} (-u).`,
    su: `Does /etc/pam.d/su allow it (a group such as wheel)? Try \`su ${to}\` on the host as ${from}; or log in as ${to} (-u).`,
    doas: `Does /etc/doas.conf permit it? It needs a line such as \`permit ${from} as ${to}\`; or log in as ${to} (-u).`,
    runuser: "Only root may use runuser: log in as root (-u root), or name another become_method.",
  };
  return next[method];
}
