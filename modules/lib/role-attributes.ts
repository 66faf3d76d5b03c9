/** The attributes of a role that are switched on and off (CREATE ROLE), by the column of pg_roles that holds each. */
export const ATTRIBUTES = {
  SUPERUSER: "superuser", CREATEROLE: "createrole", CREATEDB: "createdb", INHERIT: "inherit", LOGIN: "login", REPLICATION: "replication", BYPASSRLS: "bypassrls",
} as const;

/** Which attributes a role has. */
export type RoleAttributes = Readonly<Record<(typeof ATTRIBUTES)[keyof typeof ATTRIBUTES], boolean>>;

/** What CREATE USER gives a role that nothing is said about. */
export const NEW_ROLE: RoleAttributes = { superuser: false, createrole: false, createdb: false, inherit: true, login: true, replication: false, bypassrls: false };

/** Reads `CREATEDB`, `NOSUPERUSER` ...; gives the word that is none of them otherwise. */
export function parseRoleFlags(flags: readonly string[]): { readonly attributes: Partial<RoleAttributes> } | { readonly unknown: string } {
  const attributes: Partial<Record<keyof RoleAttributes, boolean>> = {};
  for (const flag of flags) {
    const word = flag.trim().toUpperCase();
    const name = word.startsWith("NO") ? word.slice(2) : word;
    if (!Object.hasOwn(ATTRIBUTES, name)) return { unknown: flag };
    attributes[ATTRIBUTES[name as keyof typeof ATTRIBUTES]] = name === word;
  }
  return { attributes };
}

/** The words for ALTER ROLE: constants of this file, never text of a user. */
export function roleFlags(attributes: Partial<RoleAttributes>): string[] {
  return Object.entries(ATTRIBUTES).flatMap(([word, column]) => (attributes[column] === undefined ? [] : [attributes[column] ? word : `NO${word}`]));
}
