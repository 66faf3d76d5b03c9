import { err, ok, type Result } from "../result.js";

/**
 * An encrypted text as Ansible writes it ("Encrypting content with Ansible Vault", the section on the format): a header line
 * `$ANSIBLE_VAULT;1.1;AES256`, or `1.2` with a vault id behind it, and hexadecimal text in lines of 80, which hides, once decoded,
 * salt, HMAC and ciphertext in lines of their own, each hexadecimal again.
 */
export interface Envelope {
  /** The vault id of a 1.2 header: a hint which password fits. It is not part of what is signed. */
  readonly id: string | undefined;
  readonly salt: Uint8Array;
  /** HMAC-SHA256 of the ciphertext. */
  readonly hmac: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Why a text is no envelope that can be opened. `line`: of the text, from 1. */
export interface BadEnvelope {
  readonly reason: "damaged" | "unsupported";
  readonly line: number;
  /** What is wrong, to go behind "the encrypted text is damaged: ". */
  readonly detail: string;
}

const MAGIC = "$ANSIBLE_VAULT";

/** Whether a text or a file's content begins like an encrypted one. */
export function isVaulted(content: string | Uint8Array): boolean {
  const start = typeof content === "string" ? content.slice(0, MAGIC.length) : Buffer.from(content.subarray(0, MAGIC.length)).toString("latin1");
  return start === MAGIC;
}

/** Takes an encrypted text apart; white space round its lines does not matter. */
export function parseEnvelope(text: string): Result<Envelope, BadEnvelope> {
  const [header = "", ...lines] = text.trim().split(/\r\n|\r|\n/).map((line) => line.trim());
  const words = header.split(";").map((word) => word.trim());
  const bad = badHeader(words);
  if (bad !== undefined) return err(bad);
  const line = lines.findIndex((each) => /[^0-9a-fA-F]/.test(each));
  if (line !== -1) return damaged(line + 2, "a line holds something else than hexadecimal digits");
  return parseBody(lines.join(""), words[3] === "" ? undefined : words[3], lines.length + 1);
}

function badHeader([magic, version = "", cipher = ""]: readonly string[]): BadEnvelope | undefined {
  if (magic !== MAGIC || version === "" || cipher === "") return { reason: "damaged", line: 1, detail: `its first line is not ${MAGIC};1.1;AES256` };
  if (version !== "1.1" && version !== "1.2") return { reason: "unsupported", line: 1, detail: `format ${printable(version)} is not known, only 1.1 and 1.2 are` };
  return cipher === "AES256" ? undefined : { reason: "unsupported", line: 1, detail: `the cipher ${printable(cipher)} is not known, only AES256 is` };
}

function parseBody(hex: string, id: string | undefined, lastLine: number): Result<Envelope, BadEnvelope> {
  if (hex === "") return damaged(1, "nothing stands below its first line");
  const [salt, hmac, ciphertext] = hex.length % 2 === 0 ? Buffer.from(hex, "hex").toString("latin1").split("\n").map(bytesOf) : [];
  if (salt === undefined || hmac === undefined || ciphertext === undefined) return damaged(lastLine, "a part of it is missing");
  if (hmac.length !== HMAC_LENGTH || ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) return damaged(lastLine, "a part of it is missing");
  return ok({ id, salt, hmac, ciphertext });
}

const HMAC_LENGTH = 32;
const BLOCK = 16;

function bytesOf(hex: string): Uint8Array | undefined {
  return hex.length % 2 === 0 && /^[0-9a-f]+$/i.test(hex) ? Buffer.from(hex, "hex") : undefined;
}

function damaged(line: number, detail: string): Result<never, BadEnvelope> {
  return err({ reason: "damaged", line, detail });
}

function printable(word: string): string {
  return JSON.stringify(word.slice(0, 20));
}

/** The id that passwords without a name go by; it is not written into a header. */
export const DEFAULT_ID = "default";

const WIDTH = 80;

/** Writes an envelope, with a newline at its end; format 1.2 where there is a vault id other than "default", else 1.1. */
export function formatEnvelope({ id, salt, hmac, ciphertext }: Envelope): string {
  const header = id === undefined || id === DEFAULT_ID ? `${MAGIC};1.1;AES256` : `${MAGIC};1.2;AES256;${id}`;
  const body = Buffer.from([salt, hmac, ciphertext].map((part) => Buffer.from(part).toString("hex")).join("\n"), "latin1").toString("hex");
  return `${[header, ...body.match(new RegExp(`.{1,${WIDTH}}`, "g")) ?? []].join("\n")}\n`;
}
