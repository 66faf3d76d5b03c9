import type { BecomeProblem, Unreachable } from "#engine/core/problem.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Transport } from "./channel.js";
import { killSessions } from "./kill-sessions.js";
import { openSession } from "./session.js";
import type { OwnedSession } from "./session.js";
import type { Become, Session } from "./types.js";

/** One host: its connection, and a session for each user that was asked for. Being out of reach stays so. */
export class HostConnection {
  readonly #connect: () => Promise<Result<Transport, Unreachable>>;
  readonly #sessions = new Map<string, Promise<Result<OwnedSession, Unreachable | BecomeProblem>>>();
  readonly #opened: { readonly owned: OwnedSession; readonly become: Become | undefined }[] = [];
  #transport: Promise<Result<Transport, Unreachable>> | undefined;
  #ready: Transport | undefined;
  #lost: Unreachable | undefined;

  constructor(connect: () => Promise<Result<Transport, Unreachable>>) {
    this.#connect = connect;
  }

  /** The session of a user; becoming who one is needs nothing (Ansible's become_allow_same_user is off as well). */
  async session(become: Become | undefined): Promise<Result<Session, Unreachable | BecomeProblem>> {
    this.#transport ??= this.#connect();
    const transport = await this.#transport;
    if (!transport.ok) return transport;
    this.#ready = transport.value;
    const needed = become?.user === transport.value.user ? undefined : become;
    const key = keyOf(needed);
    const known = this.#sessions.get(key) ?? this.#open(transport.value, needed);
    this.#sessions.set(key, known);
    const opened = await known;
    if (!opened.ok) {
      if ("method" in opened.error && this.#sessions.get(key) === known) this.#sessions.delete(key); // a later task may make the user, or install sudo
      return opened;
    }
    return this.#lost === undefined ? ok(opened.value.session) : err(this.#lost);
  }

  /** Kills what still runs on the host, and disconnects. What is still being opened is closed as soon as it is there, and not waited for. */
  async close(): Promise<void> {
    if (this.#ready === undefined) {
      void this.#transport?.then((transport) => (transport.ok ? transport.value.close() : undefined));
      return;
    }
    const transport = this.#ready;
    if (this.#lost === undefined) await Promise.all([...this.#opened].map(({ owned, become }) => killSessions(transport, become, owned.running())));
    for (const { owned } of this.#opened) owned.close();
    await transport.close();
  }

  async #open(transport: Transport, become: Become | undefined): Promise<Result<OwnedSession, Unreachable | BecomeProblem>> {
    const opened = await openSession(transport, become);
    if (!opened.ok) return opened;
    this.#opened.push({ owned: opened.value, become });
    void opened.value.session.lost.then((why) => { this.#lost ??= why; });
    return opened;
  }
}

/** The same user, become in another way or with another password, is another session. */
function keyOf(become: Become | undefined): string {
  return become === undefined ? "" : JSON.stringify([become.user, become.method, become.exe, become.flags, become.password?.reveal()]);
}
