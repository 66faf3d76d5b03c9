import type { Diagnostic } from "#engine/core/diagnostic.js";
import { err, type Result } from "#engine/core/result.js";

/** What is said of an encrypted file in place of a message that may quote it. Other codes name nothing but keys. */
const PLAIN: Readonly<Record<string, string>> = {
  "yaml-syntax": "this is not valid YAML",
  "unknown-alias": "there is no anchor of this name before this",
  "bad-tag": "the tag is not known, or does not fit its value",
};

/** The diagnostics of an encrypted file without anything that it holds: a broken line may well be the password. */
export function withoutText<T>(result: Result<T, readonly Diagnostic[]>, file: string): Result<T, readonly Diagnostic[]> {
  if (result.ok) return result;
  const hint = `The file is encrypted, so its text is not shown. Look at the line with: tsplay vault edit ${file}`;
  return err(result.error.map((each) => ({ ...each, message: PLAIN[each.code] ?? each.message, hint })));
}
