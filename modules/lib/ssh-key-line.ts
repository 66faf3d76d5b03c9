/** A key of an authorized_keys file; sshd(8), AUTHORIZED_KEYS FILE FORMAT. */
export interface SshKey {
  /** `from="10.0.0.0/8",no-pty`, or empty. */
  readonly options: string;
  readonly type: string;
  /** The key itself, base64: what makes two lines the same key. */
  readonly blob: string;
  readonly comment: string;
}

const TYPE = /^(?:sk-)?(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521))(?:-cert-v01)?(?:@openssh\.com)?$/;

/** The key of a line; undefined for a comment, an empty line, or a line that sshd would not take. */
export function parseKeyLine(line: string): SshKey | undefined {
  const words = splitWords(line.trim());
  const at = words.findIndex((word) => TYPE.test(word));
  const [type, blob, ...comment] = words.slice(at);
  if (at < 0 || at > 1 || type === undefined || blob === undefined || !isBlobOf(type, blob)) return undefined;
  return { options: words.slice(0, at).join(" "), type, blob, comment: comment.join(" ") };
}

/** The line that a key is written as. */
export function formatKeyLine({ options, type, blob, comment }: SshKey): string {
  return [options, type, blob, comment].filter((part) => part !== "").join(" ");
}

/** Split at blanks that stand outside double quotes; a backslash keeps a quote inside them. */
function splitWords(line: string): string[] {
  return line.match(/(?:[^\s"]|"(?:\\.|[^"\\])*")+/g) ?? [];
}

/** The blob begins with the length and the name of its own type (RFC 4253, 6.6): a key that was cut off or mixed up is found out here. */
function isBlobOf(type: string, blob: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(blob)) return false;
  const bytes = Buffer.from(blob, "base64");
  if (bytes.length < 4) return false;
  const length = bytes.readUInt32BE(0);
  return bytes.length > 4 + length && bytes.subarray(4, 4 + length).toString("latin1") === type;
}
