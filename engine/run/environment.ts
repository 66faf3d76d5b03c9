import type { Command } from "#engine/core/command.js";
import type { Secret } from "#engine/core/secret.js";

/** What the `environment` keyword sets for the steps of a task. */
export type Environment = Readonly<Record<string, string | Secret>>;

/** The command with the task's environment; what the module itself sets wins. */
export function withEnvironment(command: Command, environment: Environment): Command {
  return Object.keys(environment).length === 0 ? command : { ...command, env: { ...environment, ...command.env } };
}
