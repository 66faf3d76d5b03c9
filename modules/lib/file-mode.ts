/**
 * The octal mode ("0644") that a mode as chmod(1) takes it gives a file which has `current`. Octal text is padded; symbolic clauses (u=rwX,g-w,o+t)
 * are applied in turn, for all of ugo when no letter stands before the operator (the umask is not asked, as in Ansible).
 */
export function modeAfter(spec: string, current: string, isDirectory: boolean): string {
  if (/^[0-7]+$/.test(spec)) return spec.padStart(4, "0");
  const mode = spec.split(",").reduce((before, clause) => applyClause(clause, before, isDirectory), Number.parseInt(current, 8));
  return mode.toString(8).padStart(4, "0");
}

type Who = "u" | "g" | "o";

const SHIFT: Readonly<Record<Who, number>> = { u: 6, g: 3, o: 0 };
const SPECIAL: Readonly<Record<Who, number>> = { u: 0o4000, g: 0o2000, o: 0 };

function applyClause(clause: string, mode: number, isDirectory: boolean): number {
  const letters = /^[ugoa]*/.exec(clause)?.[0] ?? "";
  const whom = (["u", "g", "o"] as const).filter((who) => letters === "" || letters.includes("a") || letters.includes(who));
  const actions = [...clause.slice(letters.length).matchAll(/([-+=])([rwxXst]*|[ugo])(?=[-+=]|$)/g)];
  return actions.reduce((now, [, operator = "", what = ""]) => whom.reduce((each, who) => applyTo(who, { operator, what, isDirectory }, each), now), mode);
}

interface Action {
  readonly operator: string;
  readonly what: string;
  readonly isDirectory: boolean;
}

function applyTo(who: Who, { operator, what, isDirectory }: Action, mode: number): number {
  const bits = bitsOf(what, { mode, isDirectory }) << SHIFT[who];
  const special = (what.includes("s") ? SPECIAL[who] : 0) | (what.includes("t") ? 0o1000 : 0);
  if (operator === "+") return mode | bits | special;
  if (operator === "-") return mode & ~(bits | special);
  // chmod keeps the setuid and setgid bits of a directory unless they are named.
  const cleared = isDirectory ? 0o7 << SHIFT[who] : (0o7 << SHIFT[who]) | SPECIAL[who];
  return (mode & ~cleared) | bits | special;
}

function bitsOf(what: string, { mode, isDirectory }: { readonly mode: number; readonly isDirectory: boolean }): number {
  if (what === "u" || what === "g" || what === "o") return (mode >> SHIFT[what]) & 0o7;
  const runs = what.includes("x") || (what.includes("X") && (isDirectory || (mode & 0o111) !== 0));
  return (what.includes("r") ? 4 : 0) | (what.includes("w") ? 2 : 0) | (runs ? 1 : 0);
}
