import type { Unreachable } from "#engine/core/problem.js";
import type { BecomeMethod } from "#engine/core/become-method.js";
import type { Connections } from "#engine/connection/types.js";
import type { Mask } from "#engine/core/mask.js";
import type { Secret } from "#engine/core/secret.js";
import type { ValueMap } from "#engine/core/value.js";
import type { TargetDefaults } from "#engine/inventory/connection-variables.js";
import type { FactCache, Gathering } from "./fact-cache.js";
import type { OwedHandlers } from "./owed-handlers.js";

/** How a plan is to be run. */
export interface RunOptions {
  readonly check: boolean;
  readonly diff: boolean;
  /** How many hosts are worked on at once. */
  readonly forks: number;
  readonly connections: Connections;
  /** Learns every secret value that turns up, so that nothing prints it. */
  readonly mask: Mask;
  readonly login: LoginDefaults;
  /** Handlers that earlier runs left owing. */
  readonly owed: OwedHandlers;
  /** Aborted by Ctrl-C: running tasks end, no other starts. */
  readonly signal: AbortSignal;
  /** Aborted by the second Ctrl-C: what runs is given up, and its connections are to be closed. */
  readonly abandon?: AbortSignal;
  readonly told: Told;
  /** --force-handlers: hosts that failed get their handlers all the same. */
  readonly forceHandlers?: boolean;
  /** Facts of earlier runs, and when they are gathered; smart (once for a host) where nothing is said. */
  readonly facts?: { readonly cache?: FactCache | undefined; readonly gathering?: Gathering | undefined };
  /** Why a host cannot be reached, in a sentence: what `ignore_unreachable` registers as `msg`. */
  readonly unreachableText?: (cause: Unreachable) => string;
  /** What the user answered to vars_prompt, by name. */
  readonly answers?: ValueMap;
}

/** What the command line says of logging in; inventory variables win over it, as in Ansible. */
export interface LoginDefaults {
  readonly user?: string;
  readonly privateKeyFile?: string;
  readonly password?: Secret;
  readonly become?: boolean;
  readonly becomeMethod?: BecomeMethod;
  readonly becomeUser?: string;
  readonly becomePassword?: Secret;
  /** What project settings and the environment say of a method. */
  readonly becomeBy?: Readonly<Partial<Record<BecomeMethod, BecomeDefaults>>>;
  readonly hostKeyChecking?: "yes" | "accept-new" | "no";
  /** What project settings say of reaching hosts that say nothing themselves. */
  readonly reach?: TargetDefaults;
}

/** How a method is used where neither variables nor keywords nor the command line say it. */
export interface BecomeDefaults {
  readonly user?: string;
  readonly password?: Secret;
  readonly exe?: string;
  readonly flags?: string;
  readonly prompts?: readonly string[];
}

/** What magic variables repeat of the command line. */
export interface Told {
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly limit: string | undefined;
  readonly verbosity: number;
}
