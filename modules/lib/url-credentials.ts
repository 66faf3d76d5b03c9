import { Secret } from "#engine/core/secret.js";

/** An address without the name and password that stood in it (`https://NAME:PASSWORD@host/`), and those apart from it. */
export interface Credentials {
  readonly address: string;
  /** Scheme, host and port. */
  readonly base: string;
  readonly host: string;
  readonly user: string;
  readonly password: Secret;
}

/** A name alone is a token, and no name, where it is as long as this: `https://ghp_...@github.com/`. */
const TOKEN = 20;

/**
 * Takes name and password out of an address of http or ftp, wherever it stands in a text: as arguments they could be read by every user of the host.
 * undefined where there are none; a name alone is left in its place.
 */
export function credentialsIn(text: string): Credentials | undefined {
  const found = /^(.*?)((?:https?|ftps?):\/\/)([^/\s@:]*)(?::([^/\s]*))?@([^/\s@?#]+)(.*)$/is.exec(text);
  if (found === null) return undefined;
  const [, before = "", scheme = "", user = "", password, host = "", rest = ""] = found;
  if (password === undefined && user.length < TOKEN) return undefined;
  return { address: `${before}${scheme}${host}${rest}`, base: `${scheme}${host}`.toLowerCase(), host: host.replace(/:\d*$/, ""), user: decoded(user), password: new Secret(decoded(password ?? "")) };
}

/** An address as it may be shown: what stands on a host may hold a password that nobody told us. */
export function withoutCredentials(address: string): string {
  return credentialsIn(address) === undefined ? address : address.replace(/:\/\/[^/\s]*@/, "://***@");
}

/** The environment in which git finds name and password for all that lies below these bases, submodules included. */
export function gitCredentials(all: readonly Credentials[], settings: readonly (readonly [string, string])[]): Readonly<Record<string, string | Secret>> {
  const config: readonly (readonly [string, string])[] = [
    ...settings, ...(all.length === 0 ? [] : [["credential.helper", ""] as const]), ...all.map(({ base }, at) => [`credential.${base}.helper`, helper(at)] as const),
  ];
  return {
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(config.flatMap(([key, value], at) => [[`GIT_CONFIG_KEY_${at}`, key], [`GIT_CONFIG_VALUE_${at}`, value]] as const)),
    ...Object.fromEntries(all.flatMap(({ user, password }, at): readonly (readonly [string, string | Secret])[] => [[`TSPLAY_GIT_USER_${at}`, user], [`TSPLAY_GIT_PASSWORD_${at}`, password]])),
  };
}

/** gitcredentials(7): a helper that begins with ! is shell text, which gets `get`, `store` or `erase` behind it. It names variables, and holds no value. */
function helper(at: number): string {
  return `!f() { [ "$1" != get ] || printf 'username=%s\\npassword=%s\\n' "$TSPLAY_GIT_USER_${at}" "$TSPLAY_GIT_PASSWORD_${at}"; }; f`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
