import { isUtf8 } from "node:buffer";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { ScalarNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { currentKeyring } from "./ambient.js";
import { parseEnvelope } from "#engine/core/vault/envelope.js";
import { vaultDiagnostic, type Vaulted } from "./fault-diagnostic.js";
import type { Keyring } from "./keyring.js";

/**
 * The node of a `!vault` value. A damaged one is an error at once; it is opened when it is first needed, as Ansible does: nobody has
 * to know the passwords of values that a run has no use for. What comes out is never a template.
 */
export function vaultedScalar(text: string, place: Place, style: ScalarNode["style"]): Result<ScalarNode, Diagnostic> {
  const keyring = currentKeyring();
  const vaulted = { what: "this value", placeOfLine: (line: number) => line === 1 ? place : { ...place, line: place.line + line - 1, column: 1, length: 1, text: "" } };
  const envelope = parseEnvelope(text);
  if (!envelope.ok) return err(vaultDiagnostic(envelope.error, vaulted));
  const locked = (): Diagnostic | undefined => whyLocked(keyring.open(text), vaulted);
  const value = Secret.later(() => {
    const opened = keyring.open(text);
    const secret = new Secret(opened.ok ? Buffer.from(opened.value.bytes).toString("utf8") : "");
    keyring.learn(secret);
    return secret.reveal();
  }, locked);
  return ok({ kind: "scalar", value, source: text, place, style, unsafe: true, locked });
}

function whyLocked(opened: ReturnType<Keyring["open"]>, vaulted: Vaulted): Diagnostic | undefined {
  if (!opened.ok) return vaultDiagnostic(opened.error, vaulted);
  return isUtf8(opened.value.bytes) ? undefined : problemAt("not-utf8", "what is encrypted here is not UTF-8 text", { place: vaulted.placeOfLine(1), hint: "Encrypt binary data as a file of its own, or as base64 text" });
}

/** The same for values that came as JSON, `{"__ansible_vault": text}`: a damaged one is an error where it is used. */
export function vaultedNode(text: string, place: Place): ScalarNode {
  const node = vaultedScalar(text, place, "block");
  if (node.ok) return node.value;
  const { error } = node;
  return { kind: "scalar", value: Secret.closed(error), source: text, place, style: "block", unsafe: true, locked: () => error };
}
