import type { Connections, Become, Session } from "#engine/connection/types.js";
import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import type { Target } from "#engine/core/target.js";

/** The session, where it must open. */
export async function opened(connections: Connections, target: Target, become?: Become): Promise<Session> {
  const session = await connections.session(target, become);
  if (!session.ok) throw new Error(`no session: ${JSON.stringify(session.error)}`);
  return session.value;
}

/** The reason, where it must not open. */
export async function trouble(connections: Connections, target: Target, become?: Become): Promise<Unreachable | BecomeProblem> {
  const session = await connections.session(target, become);
  if (session.ok) throw new Error("a session opened");
  return session.error;
}

/** An environment without an agent, and without the surprises of whoever runs the tests. */
export const ENV = { PATH: process.env["PATH"], HOME: "/nonexistent" };
