import type { Value } from "#engine/core/value.js";
import type { RunContext } from "./context.js";
import { askNow, type Ask } from "./lookups/inquiry.js";
import type { StandIns } from "./lookups/password-file.js";

/**
 * What expressions are evaluated for. "ahead": a guess about a coming task, for which nothing may be run or made. "login": who to be on a host;
 * commands that give passwords are then run once and not for every task.
 */
export type LookupMode = "now" | "ahead" | "login";

interface State {
  mode: LookupMode;
  /** What lookups gave for logins, by lookup, terms and options. */
  readonly remembered: Map<string, Value>;
  /** How answers come that take their time. */
  ask: Ask;
  /** Passwords that a check run stands in for those the run will make, by file; the same ones all along. */
  readonly standIns: StandIns;
  /** Whether these may be given now. */
  standsIn: boolean;
}

const states = new WeakMap<RunContext, State>();

/** How lookups are asked in this run right now. */
export function lookupState(context: RunContext): Readonly<State> {
  return stateOf(context);
}

/** Evaluates something, which must not wait, with lookups asked this way. */
export function lookingUp<T>(context: RunContext, mode: LookupMode, work: () => T): T {
  const state = stateOf(context);
  const before = state.mode;
  state.mode = mode;
  try {
    return work();
  } finally {
    state.mode = before;
  }
}

/** Evaluates something, which must not wait, with answers that take their time got this way. */
export function answering<T>(context: RunContext, ask: Ask, work: () => T): T {
  const state = stateOf(context);
  const before = state.ask;
  state.ask = ask;
  try {
    return work();
  } finally {
    state.ask = before;
  }
}

/**
 * Evaluates something, which must not wait, with stand-ins for the passwords that only the run itself will make: what they are written to is certain to
 * become another than it is. Conditions must not be evaluated so: they could hold for the stand-in and not for the password.
 */
export function standingIn<T>(context: RunContext, work: () => T): T {
  const state = stateOf(context);
  const before = state.standsIn;
  state.standsIn = true;
  try {
    return work();
  } finally {
    state.standsIn = before;
  }
}

function stateOf(context: RunContext): State {
  const known = states.get(context) ?? { mode: "now", remembered: new Map<string, Value>(), ask: askNow, standIns: new Map(), standsIn: false };
  states.set(context, known);
  return known;
}
