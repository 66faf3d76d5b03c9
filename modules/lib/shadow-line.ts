/** The fields of a shadow(5) line that a playbook may ask for. The hash itself is kept out of every state: see `holds`. */
export interface ShadowLine {
  readonly hash: string;
  /** Days since 1970-01-01; undefined: never. */
  readonly expires: number | undefined;
}

/** What `getent shadow NAME` printed; undefined when there is no such line (or it may not be read). */
export function parseShadowLine(text: string): ShadowLine | undefined {
  const fields = text.trimEnd().split(":");
  if (fields.length < 8) return undefined;
  const [, hash = "", , , , , , expires = ""] = fields;
  return { hash, expires: expires === "" ? undefined : Number(expires) };
}

/** Whether the password field is this hash; the "!" that usermod -L puts before a locked one is not part of it. */
export function holdsHash({ hash }: ShadowLine, wanted: string): boolean {
  return hash === wanted || unlocked(hash) === unlocked(wanted);
}

/** passwd(1): a field that begins with "!" lets nobody in by password. */
export function isLocked({ hash }: ShadowLine): boolean {
  return hash.startsWith("!");
}

/** Whether a text is what crypt(5) makes (`$6$salt$hash`, `$y$...`), or one of the words that stand for "no password" (`*`, `!`). */
export function isPasswordHash(text: string): boolean {
  return /^!?\$[0-9a-z]+\$[^:\s]*$/i.test(text) || /^(\*|!+\*?|x|)$/.test(text) || /^[./0-9A-Za-z]{13}$/.test(text);
}

function unlocked(hash: string): string {
  return hash.replace(/^!(?=.)/, "");
}

/** Seconds since 1970 as the day that shadow(5) counts; negative: never. */
export function dayOf(seconds: number): number | undefined {
  return seconds < 0 ? undefined : Math.floor(seconds / 86_400);
}

/** A day as useradd -e and usermod -e want it: YYYY-MM-DD, or nothing for never. */
export function dateOf(day: number | undefined): string {
  return day === undefined ? "" : new Date(day * 86_400_000).toISOString().slice(0, 10);
}
