import type { RunStatus } from "#engine/core/event.js";

/** What the process ends with. Part of the interface: scripts build on these numbers. */
export const exitCodes = {
  success: 0,
  /** A bug in tsplay. `tsplay lab` also ends with it when the lab could not do what it was asked. */
  internalError: 1,
  failedHosts: 2,
  unreachableHosts: 3,
  badInput: 4,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

/** One of the numbers above. */
export type ExitCode = typeof exitCodes[keyof typeof exitCodes];

/** The number of a run's end. Where hosts failed and others were unreachable, unreachable wins (engine/run/run-plan.ts): nothing is known of them. */
export const exitCodeOf: Readonly<Record<RunStatus, ExitCode>> = {
  success: exitCodes.success,
  "failed-hosts": exitCodes.failedHosts,
  "unreachable-hosts": exitCodes.unreachableHosts,
  interrupted: exitCodes.interrupted,
};

/** For the end of help pages. */
export const exitCodeHelp = `
Exit codes:
  0    success
  1    internal error: a bug in tsplay
  2    a task failed on at least one host, and every host was reachable
  3    at least one host was unreachable, whatever happened on the others
  4    bad input: the command line, a playbook, an inventory; no host was touched
  130  interrupted (Ctrl-C, SIGTERM)`;
