import { refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import type { Secret } from "#engine/core/secret.js";
import { askRow, type Login } from "./psql.js";
import type { RoleAttributes } from "./role-attributes.js";
import { isStoredPassword } from "./scram-verifier.js";

/** A role as the postgres_user module compares it. */
export interface Role extends RoleAttributes {
  readonly conn_limit: number;
  /** As the task writes it, where the server finds it to be the same time; else as the server writes it. */
  readonly expires: string;
  readonly comment: string;
  /** Whether the stored verifier was made from the given password: neither of them is part of a state. undefined: not asked for. */
  readonly passwordMatches: boolean | undefined;
  /** How many objects and rights hang on it, in all databases. Never compared. */
  readonly dependents: number;
}

interface Row extends RoleAttributes {
  readonly conn_limit: number;
  readonly expires: string;
  readonly comment: string;
  readonly dependents: number;
  readonly readable: boolean;
  readonly version: number;
  readonly prefix: string;
  readonly digest: string;
}

/**
 * pg_authid is for superusers alone, so it is only named where it may be read. The verifier itself stays on the server: its salt, and a digest of it, are
 * enough to compare.
 */
const LOOK = `SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS readable \\gset
SELECT '' AS prefix, '' AS digest \\gset
\\if :readable
SELECT coalesce(max(substring(rolpassword from '^(SCRAM-SHA-256\\$[0-9]+:[^$]+\\$|md5)')), '') AS prefix, coalesce(max(encode(sha256(convert_to(rolpassword, 'UTF8')), 'hex')), '') AS digest
  FROM pg_catalog.pg_authid WHERE rolname = :'name' \\gset
\\endif
SELECT row_to_json(found) FROM (
  SELECT r.rolsuper AS superuser, r.rolcreaterole AS createrole, r.rolcreatedb AS createdb, r.rolinherit AS inherit, r.rolcanlogin AS login,
    r.rolreplication AS replication, r.rolbypassrls AS bypassrls, r.rolconnlimit AS conn_limit,
    CASE WHEN coalesce(r.rolvaliduntil, 'infinity') = coalesce(nullif(:'expires', ''), 'infinity')::timestamptz THEN coalesce(nullif(:'expires', ''), 'infinity')
      ELSE coalesce(r.rolvaliduntil, 'infinity')::text END AS expires,
    coalesce(shobj_description(r.oid, 'pg_authid'), '') AS comment,
    (SELECT count(*) FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = r.oid) AS dependents,
    :'readable' = 't' AS readable, current_setting('server_version_num')::int AS version, :'prefix' AS prefix, :'digest' AS digest
  FROM pg_roles r WHERE r.rolname = :'name'
) found;
`;

/** What there is to find out. */
export interface RoleQuery extends Login {
  readonly name: string;
  readonly state: string;
  readonly password?: Secret;
  readonly expires?: string;
}

/** Looks at a role. */
export async function probeRole(host: Reader, query: RoleQuery): Promise<Role | undefined | Missing | Refusal> {
  const found = await askRow(host, query, { sql: LOOK, values: { name: query.name, expires: query.expires ?? "" } });
  if (!("row" in found)) return found;
  const row = found.row as Row | undefined;
  if (row === undefined) return undefined;
  const { readable, version, prefix, digest, ...role } = row;
  if (query.password === undefined || query.state === "absent") return { ...role, passwordMatches: undefined };
  if (version < 100_000) return refuse("this PostgreSQL is older than 10 and has no SCRAM passwords", "leave password out, and set it by hand");
  if (!readable) return refuse(`the role ${query.login_user} may not read pg_authid, so the password of ${query.name} cannot be compared`, "log in as a superuser, or leave password out");
  return { ...role, passwordMatches: isStoredPassword({ prefix, digest }, query.password.reveal(), query.name) };
}
