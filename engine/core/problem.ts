import type { Diagnostic } from "./diagnostic.js";
import type { BecomeMethod } from "./become-method.js";
import type { DiffPart } from "./change.js";

/** Why a task failed on a host. A reason without a sentence in engine/report/sentences.ts does not compile. */
export type Problem =
  | { readonly reason: "command-failed"; readonly command: string; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly reason: "timed-out"; readonly command: string; readonly seconds: number; readonly stdout: string; readonly stderr: string }
  | { readonly reason: "write-failed"; readonly path: string; readonly stage: "create" | "space" | "owner" | "mode" | "rename" | "parent-missing"; readonly stderr: string }
  | { readonly reason: "validation-failed"; readonly path: string; readonly command: string; readonly code: number; readonly output: string }
  /** After acting, the second look still found a difference. */
  | { readonly reason: "did-not-converge"; readonly resource: string; readonly left: readonly DiffPart[] }
  /** The host lacks what the module needs in order to look: a program, a folder, a service. */
  | { readonly reason: "missing"; readonly what: string; readonly hint?: string }
  /** A module says no: its own sentence, and what to do next. */
  | { readonly reason: "refused"; readonly message: string; readonly hint?: string }
  /** A parameter, condition or template could not be made into a value. */
  | { readonly reason: "bad-input"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly reason: "assertion-failed"; readonly assertion: string; readonly message: string }
  | { readonly reason: "failed-when"; readonly condition: string }
  | { readonly reason: "retries-exhausted"; readonly condition: string; readonly attempts: number }
  | { readonly reason: "item-failed"; readonly failed: number; readonly total: number }
  | { readonly reason: "interrupted" }
  | BecomeProblem
  /** A bug in tsplay; `detail` holds what a report needs. */
  | { readonly reason: "internal"; readonly detail: string };

/** Why a user of a host could not become another one; as in Ansible that is a failed task, and the host can still be used. */
export type BecomeProblem = BecomeReason extends infer R ? R extends BecomeReason ? BecomeTrouble<R> : never : never;

/** What is the matter. */
export type BecomeReason = "become-password-needed" | "become-password-wrong" | "become-refused" | "become-no-such-user" | "become-not-installed" | "become-timeout";

interface BecomeTrouble<R extends BecomeReason> {
  readonly reason: R;
  readonly method: BecomeMethod;
  /** Who it was, and who was to be become. */
  readonly user: string;
  readonly become: string;
  /** What the host said. */
  readonly detail: string;
  /** The exit code of the program, where it ended. */
  readonly code?: number;
}

/** Why a host cannot be used at all. */
export type Unreachable =
  | { readonly reason: "dns"; readonly address: string; readonly detail: string }
  | { readonly reason: "refused" | "no-route" | "connect-timeout"; readonly address: string; readonly port: number; readonly detail: string }
  | { readonly reason: "host-key-unknown"; readonly address: string; readonly fingerprint: string; readonly knownHosts: readonly string[] }
  | { readonly reason: "host-key-changed"; readonly address: string; readonly fingerprint: string; readonly knownHosts: string; readonly line: number }
  | { readonly reason: "host-key-revoked"; readonly address: string; readonly knownHosts: string; readonly line: number }
  | { readonly reason: "auth-failed"; readonly user: string; readonly address: string; readonly tried: readonly string[] }
  | { readonly reason: "bad-key"; readonly path: string; readonly detail: string }
  | { readonly reason: "handshake"; readonly address: string; readonly detail: string }
  | { readonly reason: "jump-failed"; readonly jump: string; readonly cause: Unreachable }
  | { readonly reason: "no-shell"; readonly detail: string }
  /** It was connected, and then it was not: nothing is known of the command that ran. */
  | { readonly reason: "lost"; readonly detail: string };
