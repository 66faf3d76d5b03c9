import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Secret } from "#engine/core/secret.js";
import type { Value } from "#engine/core/value.js";
import type { PlannedRole } from "#engine/plan/types.js";
import type { Ask } from "./inquiry.js";
import type { StandIns } from "./password-file.js";

/** Where lookups look, and what they may do. */
export interface LookupPlace {
  readonly role: PlannedRole | undefined;
  /** The folder of the file in which the task is written; undefined outside tasks. */
  readonly folder: string | undefined;
  readonly playbookDir: string;
  /** A check run writes nothing, not even a new password. */
  readonly check: boolean;
  /** The hosts of the inventory that patterns choose. */
  hostsMatching(patterns: readonly string[]): readonly string[];
  /** Opens a vault-encrypted file; undefined where no passwords were given. */
  readonly unvault: ((content: Uint8Array, path: string) => Result<Secret, Diagnostic>) | undefined;
  /** What expressions are evaluated for right now, what lookups gave for logins, how answers come that take their time, and what a check run takes for passwords that are not made yet (see lookup-mode.ts). */
  state(): { readonly mode: "now" | "ahead" | "login"; readonly remembered: Map<string, Value>; readonly ask: Ask; readonly standIns: StandIns; readonly standsIn: boolean };
  /** Something was run or made on this machine. */
  readonly acted?: () => void;
  /** Tells the user of a failure that `errors='warn'` passes over. */
  warn(diagnostic: Diagnostic): void;
}
