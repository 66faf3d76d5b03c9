import type { AnyAuthMethod, AuthHandlerMiddleware } from "ssh2";
import type { Unreachable } from "#engine/core/problem.js";
import type { Secret } from "#engine/core/secret.js";
import { err, ok } from "#engine/core/result.js";
import type { Result } from "#engine/core/result.js";
import type { Keys } from "./keys.js";

/** What there is to log in with. */
export interface LoginMeans {
  readonly user: string;
  readonly address: string;
  /** The key the inventory names: tried first, and a mistake when it cannot be read. */
  readonly keyFile: string | undefined;
  /** Those of ~/.ssh/config or the usual ones: passed over where they are not there. */
  readonly identityFiles: readonly string[];
  /** The socket of an agent. */
  readonly agent: string | undefined;
  readonly password: Secret | undefined;
}

/** Ways to log in, in the order in which they are tried. */
export interface Login {
  readonly methods: readonly LoginMethod[];
  /** Shown when nothing helped: a key that could not be used. */
  readonly unusable: Unreachable | undefined;
}

/** One way, and how it is called in a message. */
export interface LoginMethod {
  readonly name: string;
  readonly method: AnyAuthMethod;
}

/** Puts together what to try. */
export async function loginOf(means: LoginMeans, keys: Keys): Promise<Result<Login, Unreachable>> {
  const methods: LoginMethod[] = [];
  let unusable: Unreachable | undefined;
  for (const path of new Set([...(means.keyFile === undefined ? [] : [means.keyFile]), ...means.identityFiles])) {
    const key = await keys.load(path);
    if (key.ok) methods.push({ name: `key ${path}`, method: { type: "publickey", username: means.user, key: key.value } });
    else if (path === means.keyFile && key.error.kind !== "encrypted") return err({ reason: "bad-key", path, detail: key.error.detail });
    else if (key.error.kind !== "missing") unusable ??= { reason: "bad-key", path, detail: key.error.detail };
  }
  const explicit = means.keyFile === undefined ? 0 : methods.findIndex(({ name }) => name === `key ${String(means.keyFile)}`) + 1;
  if (means.agent !== undefined) methods.splice(explicit, 0, { name: "ssh-agent", method: { type: "agent", username: means.user, agent: means.agent } });
  methods.push(...passwordMethods(means));
  return ok({ methods, unusable });
}

function passwordMethods({ user, password }: LoginMeans): LoginMethod[] {
  if (password === undefined) return [];
  return [
    { name: "password", method: { type: "password", username: user, password: password.reveal() } },
    { name: "password (keyboard-interactive)", method: {
      type: "keyboard-interactive", username: user,
      prompt: (...[, , , prompts, finish]) => { finish(prompts.map(() => password.reveal())); },
    } },
  ];
}

/** Hands ssh2 one method after the other, passing over those that the host does not offer; notes in `tried` what was tried. */
export function tryInTurn(methods: readonly LoginMethod[], tried: string[]): AuthHandlerMiddleware {
  const left = [...methods];
  return (offered: readonly string[] | null, _partial, next) => {
    for (let each = left.shift(); each !== undefined; each = left.shift()) {
      const kind = each.method.type === "agent" ? "publickey" : each.method.type;
      if (offered !== null && !offered.includes(kind)) continue;
      tried.push(each.name);
      next(each.method);
      return;
    }
    next(false as unknown as AnyAuthMethod); // as documented; the types leave it out
  };
}
