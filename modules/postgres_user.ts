import { randomBytes } from "node:crypto";
import { defineModule } from "#engine/module/define.js";
import { missing, refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { Secret } from "#engine/core/secret.js";
import type { Step } from "#engine/core/step.js";
import { given, when } from "./lib/given.js";
import { probeRole, type Role } from "./lib/postgres-role.js";
import { LOGIN_PARAMS, psqlStep, serverName } from "./lib/psql.js";
import { ATTRIBUTES, NEW_ROLE, parseRoleFlags, roleFlags, type RoleAttributes } from "./lib/role-attributes.js";
import { isVerifier, scramVerifier } from "./lib/scram-verifier.js";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1, "x-aliases": ["user"], description: "Name of the role." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether there should be such a role." },
    password: { type: "string", "x-secret": true, "x-written": true, description: "Its password, in clear or as PostgreSQL stores it (SCRAM-SHA-256$..., md5...)." },
    role_attr_flags: { type: "array", items: { type: "string" }, "x-list": true, description: "SUPERUSER, CREATEROLE, CREATEDB, INHERIT, LOGIN, REPLICATION, BYPASSRLS, or each with NO before it; what is not named is left alone." },
    conn_limit: { type: "integer", minimum: -1, description: "Most connections at once; -1: no limit." },
    expires: { type: "string", minLength: 1, description: "Until when the password is good, such as 2030-01-01 00:00:00+00, or infinity." },
    comment: { type: "string", description: "What it is for; empty: none." },
    no_password_changes: { type: "boolean", default: false, description: "Only a new role gets the password." },
    db: { type: "string", "x-aliases": ["login_db"], description: "Taken for Ansible's sake: a role belongs to no database." },
    encrypted: { type: "boolean", enum: [true], default: true, description: "Taken for Ansible's sake: a password is never stored in clear." },
    ...LOGIN_PARAMS,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Params {
  readonly attributes: Partial<RoleAttributes>;
  /** For a new verifier; chosen here, because steps are a function of what they are given. */
  readonly salt: string;
}

/** A role of PostgreSQL; CREATE ROLE, ALTER ROLE and pg_authid in its manual. */
export const postgresUser = defineModule<Params, Role, Input>({
  name: "postgres_user",
  summary: "Make, change or drop a PostgreSQL role.",
  description: "A password is compared without changing anything: the server tells the salt and a digest of what it has stored. A new one is sent as a SCRAM verifier that is computed here, "
    + "so that the password itself never reaches the server or its logs. Rights are not touched.",
  params,
  examples: [
    { title: "The login of an application", yaml: "postgres_user:\n  name: commcarehq\n  password: \"{{ postgres_password }}\"" },
    { title: "May make databases, but is no superuser", yaml: "postgres_user:\n  name: deploy\n  role_attr_flags: [CREATEDB, NOSUPERUSER]\n  conn_limit: 10" },
  ],
  returns: { user: "Name of the role." },
  prepare: (written) => Promise.resolve(prepared(written)),
  resource: (input) => `postgres_user:${input.name}${serverName(input)}`,
  probe,
  desired,
  steps,
  diff: ({ before, after, keys }, { name }) => [{ kind: "fields", title: `role ${name}`, before: shown(before), after: shown(after), keys: keys.filter((key) => key !== "dependents") }],
  values: (_state, { name }) => ({ user: name }),
});

function prepared(written: Params): Input | Refusal {
  const flags = parseRoleFlags(written.role_attr_flags ?? []);
  if ("unknown" in flags) return refuse(`"${flags.unknown}" is no attribute of a role`, `write one of ${Object.keys(ATTRIBUTES).join(", ")}, or NO before one`);
  if (written.password?.reveal() === "") return refuse("password is empty", "PostgreSQL lets nobody in with an empty password: leave it out");
  return { ...written, attributes: flags.attributes, salt: randomBytes(16).toString("base64") };
}

function shown(role: Role | undefined): Readonly<Record<string, string | number | boolean | undefined>> | undefined {
  return role === undefined ? undefined : { ...role, dependents: undefined };
}

async function probe(host: Reader, input: Input): Promise<Role | undefined | Missing | Refusal> {
  const role = await probeRole(host, input);
  if (input.state === "present" || role === undefined || !("dependents" in role) || role.dependents === 0) return role;
  const why = `${role.dependents} objects or rights hang on the role ${input.name}`;
  return host.predicting ? missing(why) : refuse(why, "drop its databases, or give them away: REASSIGN OWNED, then DROP OWNED");
}

function desired(input: Input, before: Role | undefined): Partial<Role> | undefined {
  if (input.state === "absent") return undefined;
  const { attributes, conn_limit, expires, comment, password } = input;
  const setsPassword = password !== undefined && (before === undefined || !input.no_password_changes);
  const wanted = { ...attributes, ...given({ conn_limit, expires, comment }), ...(setsPassword && { passwordMatches: true }) };
  return before === undefined ? { ...NEW_ROLE, conn_limit: -1, expires: "infinity", comment: "", dependents: 0, ...wanted } : wanted;
}

function steps(difference: Difference<Role>, input: Input): readonly Step[] {
  const { after } = difference;
  const { name } = input;
  if (after === undefined) return [psqlStep(input, { sql: 'DROP ROLE :"name";\n', values: { name } })];
  const values = { name, conn_limit: String(after.conn_limit), expires: after.expires, comment: after.comment };
  return [psqlStep(input, { sql: Secret.join(["BEGIN;\n", ...statements(difference, input), "COMMIT;\n"]), values })];
}

function statements({ before, keys }: Difference<Role>, input: Input): (string | Secret)[] {
  const differs = (key: keyof Role & keyof Input): boolean => input[key] !== undefined && keys.includes(key);
  const clauses = [
    ...roleFlags(attributesToSet(before, keys, input)), ...when(differs("conn_limit"), "CONNECTION LIMIT :conn_limit"), ...when(differs("expires"), "VALID UNTIL :'expires'"),
    ...(input.password !== undefined && keys.includes("passwordMatches") ? [passwordClause(input.password, input.salt)] : []),
  ];
  return [
    ...when<string | Secret>(clauses.length > 0, `${before === undefined ? "CREATE" : "ALTER"} ROLE :"name"`, ...clauses.flatMap((clause) => [" ", clause]), ";\n"),
    ...when(differs("comment"), "COMMENT ON ROLE :\"name\" IS :'comment';\n"),
  ];
}

function attributesToSet(before: Role | undefined, keys: readonly (keyof Role)[], { attributes }: Input): Partial<RoleAttributes> {
  if (before === undefined) return { login: true, ...attributes };
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => keys.includes(key as keyof Role)));
}

/** A verifier holds nothing that would have to be quoted. */
function passwordClause(password: Secret, salt: string): Secret {
  return password.derive((text) => `PASSWORD '${isVerifier(text) ? text : scramVerifier(text, salt)}'`);
}
