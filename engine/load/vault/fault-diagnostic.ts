import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Place } from "#engine/core/place.js";
import type { VaultFault } from "./keyring.js";

/** What an encrypted text is, in a sentence: "this value", or the name of a file; and the place of one of its lines. */
export interface Vaulted {
  readonly what: string;
  readonly placeOfLine: (line: number) => Place | undefined;
}

/** Why an encrypted text cannot be read, and what to do about it. */
export function vaultDiagnostic(fault: VaultFault, { what, placeOfLine }: Vaulted): Diagnostic {
  switch (fault.reason) {
    case "no-password": return problemAt("vault-no-password", `${what} is encrypted with ansible-vault, and no vault password was given`, { place: placeOfLine(1), hint: givePassword(fault.id) });
    case "wrong-password": return problemAt("vault-wrong-password", `${what} cannot be decrypted: none of the vault passwords fits (tried: ${fault.tried.join(", ")})`, { place: placeOfLine(1), hint: wrongHint(fault.id, fault.tried) });
    case "damaged": return problemAt("vault-damaged", `${what} cannot be decrypted: its encrypted text is damaged: ${fault.detail}`, { place: placeOfLine(fault.line), hint: "Take it from a backup or from version control, or encrypt it again" });
    case "unsupported": return problemAt("vault-unsupported", `${what} cannot be decrypted: ${fault.detail}`, { place: placeOfLine(fault.line), hint: "The version of ansible-vault that wrote it can decrypt it; then encrypt it again" });
  }
}

function givePassword(id: string | undefined): string {
  return id === undefined ? "Give it with --vault-password-file FILE, or have it asked for with --ask-vault-pass" : `Give it with --vault-id ${id}@FILE, or have it asked for with --vault-id ${id}@prompt`;
}

function wrongHint(id: string | undefined, tried: readonly string[]): string {
  if (id !== undefined && !tried.includes(id)) return `It was encrypted for the vault id "${id}": ${givePassword(id).replace("Give it", "give its password")}`;
  return "Check the password. If it is the right one, the encrypted text was changed: take it from a backup or from version control";
}
