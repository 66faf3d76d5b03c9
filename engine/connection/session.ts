import type { Command, Output } from "#engine/core/command.js";
import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import { ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { ChannelEnd, Transport } from "./channel.js";
import { unsendable } from "./command-text.js";
import { openShell } from "./open-shell.js";
import { OwnShells } from "./own-shells.js";
import type { RawOutput, Shell } from "./shell.js";
import type { Become, Session } from "./types.js";
import { writeFile } from "./write-file.js";

/** A session, and what its owner needs to end it in order. */
export interface OwnedSession {
  readonly session: Session;
  /** The session ids, on the host, of shells in which a command still runs. */
  running(): readonly string[];
  close(): void;
}

/** Opens the persistent shell of a user. */
export async function openSession(transport: Transport, become: Become | undefined): Promise<Result<OwnedSession, Unreachable | BecomeProblem>> {
  const shell = await openShell(transport, "persistent", become);
  if (!shell.ok) return shell;
  const lost = Promise.race([transport.lost, shell.value.ended.then(shellEnded)]);
  const own = new OwnShells(transport, become);
  const session = makeSession({ shell: shell.value, own, user: become?.user ?? transport.user, lost: Promise.race([lost, own.lost]) });
  return ok({
    session,
    running: () => [...(shell.value.busy ? [shell.value.sid] : []), ...own.running()].filter((sid) => sid !== undefined),
    close: () => {
      shell.value.channel.close();
      own.close();
    },
  });
}

interface Parts {
  readonly shell: Shell;
  readonly own: OwnShells;
  readonly user: string;
  readonly lost: Promise<Unreachable>;
}

function makeSession({ shell, own, user, lost }: Parts): Session {
  const raw = (command: Command): Promise<RawOutput> => refused(command) ?? shell.run(command);
  return {
    user, lost,
    run: async (command) => textOf(await raw(command)),
    read: async (command) => {
      const { code, stdout, stderr, cut } = await raw(command);
      return { code, bytes: stdout, stderr: stderr.toString("utf8"), ...(cut === true && { cut }) };
    },
    runOwn: async (command) => textOf(await (refused(command) ?? own.run(command))),
    write: (step) => writeFile(step, { shell, own }),
  };
}

function textOf({ code, stdout, stderr, cut }: RawOutput): Output {
  return { code, stdout: stdout.toString("utf8"), stderr: stderr.toString("utf8"), ...(cut === true && { cut }) };
}

/** 126 is what a shell gives for a command that was found and cannot be run. */
function refused(command: Command): Promise<RawOutput> | undefined {
  const why = unsendable(command);
  return why === undefined ? undefined : Promise.resolve({ code: 126, stdout: Buffer.alloc(0), stderr: Buffer.from(`tsplay: ${why}\n`) });
}

function shellEnded({ code, signal }: ChannelEnd): Unreachable {
  if (code === undefined && signal === undefined) return { reason: "lost", detail: "the connection was closed by the host" };
  return { reason: "lost", detail: signal === undefined ? `the shell on the host ended with code ${String(code)}` : `the shell on the host was ended by SIG${signal}` };
}
