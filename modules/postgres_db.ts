import { defineModule } from "#engine/module/define.js";
import { missing, refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import type { Step } from "#engine/core/step.js";
import { isSameEncoding, isSameLocale } from "./lib/locale-name.js";
import { askRow, LOGIN_PARAMS, psqlStep, serverName } from "./lib/psql.js";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { type: "string", minLength: 1, "x-aliases": ["db"], description: "Name of the database." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether there should be such a database." },
    owner: { type: "string", minLength: 1, description: "The role that it belongs to; left out: the one that makes it." },
    encoding: { type: "string", minLength: 1, description: "Such as UTF8. Only a new database can be given one." },
    lc_collate: { type: "string", minLength: 1, description: "Locale for sorting, such as C.UTF-8. Only a new database can be given one." },
    lc_ctype: { type: "string", minLength: 1, description: "Locale for classes of characters. Only a new database can be given one." },
    template: { type: "string", minLength: 1, description: "The database it is copied from; left out: template1, or template0 where encoding or locale is given." },
    conn_limit: { type: "integer", minimum: -1, description: "Most connections at once; -1: no limit." },
    tablespace: { type: "string", minLength: 1, description: "Where its files are." },
    comment: { type: "string", description: "What it is for; empty: none." },
    force: { type: "boolean", default: false, description: "With state absent: end the connections to it." },
    maintenance_db: { type: "string", default: "postgres", description: "The database to be in meanwhile." },
    ...LOGIN_PARAMS,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Database {
  /** undefined in a prediction: as the server has it. */
  readonly owner: string | undefined;
  readonly encoding: string | undefined;
  readonly lc_collate: string | undefined;
  readonly lc_ctype: string | undefined;
  readonly conn_limit: number;
  readonly tablespace: string | undefined;
  readonly comment: string;
}

/** A database of PostgreSQL; CREATE DATABASE, ALTER DATABASE and pg_database in its manual. */
export const postgresDb = defineModule<Params, Database>({
  name: "postgres_db",
  summary: "Make, change or drop a PostgreSQL database.",
  description: "psql is used, as the system user postgres where the session is root's and no login_host is given; nothing but psql is needed on the host. "
    + "Encoding and locale of a database cannot be changed: where they differ the task says so, in a check run as well.",
  params,
  examples: [
    { title: "A database for an application", yaml: "postgres_db:\n  name: commcarehq\n  owner: commcarehq\n  encoding: UTF8" },
    { title: "Drop one, connections or not", yaml: "postgres_db:\n  name: scratch\n  state: absent\n  force: true" },
  ],
  returns: { db: "Name of the database.", owner: "The role that it belongs to.", encoding: "Its encoding." },
  resource: (given) => `postgres_db:${given.name}${serverName(given)}`,
  probe,
  desired,
  steps,
  values: (state, { name }) => ({ db: name, ...(state?.owner !== undefined && { owner: state.owner }), ...(state?.encoding !== undefined && { encoding: state.encoding }) }),
});

const LOOK = `SELECT row_to_json(found) FROM (
  SELECT pg_get_userbyid(d.datdba) AS owner, pg_encoding_to_char(d.encoding) AS encoding, d.datcollate AS lc_collate, d.datctype AS lc_ctype,
    d.datconnlimit AS conn_limit, t.spcname AS tablespace, coalesce(shobj_description(d.oid, 'pg_database'), '') AS comment
  FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = :'name'
) found;
`;

const LOOK_OWNER = `SELECT row_to_json(found) FROM (SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') AS exists) found;
`;

async function probe(host: Reader, given: Params): Promise<Database | undefined | Missing | Refusal> {
  const database = given.maintenance_db;
  const found = await askRow(host, given, { sql: LOOK, values: { name: given.name }, database });
  if (!("row" in found)) return found;
  const row = found.row as Database | undefined;
  if (given.state === "absent" || given.owner === undefined || row?.owner === given.owner) return row;
  const owner = await askRow(host, given, { sql: LOOK_OWNER, values: { owner: given.owner }, database });
  if (!("row" in owner)) return owner;
  return (owner.row as { exists: boolean }).exists ? row : missing(`there is no role ${given.owner}`, "make it first, with postgres_user");
}

function desired(given: Params, before: Database | undefined): Partial<Database> | undefined | Refusal {
  const { owner, conn_limit, tablespace, comment } = given;
  if (given.state === "absent") return undefined;
  const changeable = { ...(owner !== undefined && { owner }), ...(conn_limit !== undefined && { conn_limit }), ...(tablespace !== undefined && { tablespace }), ...(comment !== undefined && { comment }) };
  if (before !== undefined) return unchangeable(given, before) ?? changeable;
  const { encoding, lc_collate, lc_ctype } = given;
  return { owner, encoding, lc_collate, lc_ctype, tablespace, conn_limit: -1, comment: "", ...changeable };
}

function unchangeable({ name, encoding, lc_collate, lc_ctype }: Params, before: Database): Refusal | undefined {
  const fixed = [
    { what: "encoding", wanted: encoding, is: before.encoding, same: isSameEncoding },
    { what: "lc_collate", wanted: lc_collate, is: before.lc_collate, same: isSameLocale },
    { what: "lc_ctype", wanted: lc_ctype, is: before.lc_ctype, same: isSameLocale },
  ];
  const wrong = fixed.find(({ wanted, is, same }) => wanted !== undefined && is !== undefined && !same(wanted, is));
  return wrong && refuse(`database ${name} has ${wrong.what} ${String(wrong.is)}, not ${String(wrong.wanted)}, and PostgreSQL cannot change that`, "dump it, drop it, and restore it into a new one; or ask for what it has");
}

function steps({ before, after, keys }: Difference<Database>, given: Params): readonly Step[] {
  const database = given.maintenance_db;
  if (after === undefined) return [psqlStep(given, { sql: `DROP DATABASE :"name"${given.force ? " WITH (FORCE)" : ""};\n`, values: { name: given.name }, database })];
  const values = Object.fromEntries(Object.entries(given).filter(([key]) => VALUES.has(key)).map(([key, value]) => [key, String(value)]));
  const sql = before === undefined ? [create(given), ...(given.comment === undefined || given.comment === "" ? [] : [ALTER.comment])] : keys.flatMap((key) => (key in ALTER ? [ALTER[key as keyof typeof ALTER]] : []));
  return [psqlStep(given, { sql: `${sql.join("\n")}\n`, values: { ...values, template: templateOf(given) ?? "" }, database })];
}

const VALUES = new Set(["name", "owner", "encoding", "lc_collate", "lc_ctype", "conn_limit", "tablespace", "comment"]);

const ALTER = {
  owner: 'ALTER DATABASE :"name" OWNER TO :"owner";',
  conn_limit: 'ALTER DATABASE :"name" CONNECTION LIMIT :conn_limit;',
  tablespace: 'ALTER DATABASE :"name" SET TABLESPACE :"tablespace";',
  comment: "COMMENT ON DATABASE :\"name\" IS :'comment';",
};

/** Only template0 may be copied with another encoding or locale than its own. */
function templateOf({ template, encoding, lc_collate, lc_ctype }: Params): string | undefined {
  return template ?? ((encoding ?? lc_collate ?? lc_ctype) === undefined ? undefined : "template0");
}

function create(given: Params): string {
  const clauses = [
    given.owner !== undefined && 'OWNER :"owner"', templateOf(given) !== undefined && 'TEMPLATE :"template"', given.encoding !== undefined && "ENCODING :'encoding'",
    given.lc_collate !== undefined && "LC_COLLATE :'lc_collate'", given.lc_ctype !== undefined && "LC_CTYPE :'lc_ctype'",
    given.tablespace !== undefined && 'TABLESPACE :"tablespace"', given.conn_limit !== undefined && "CONNECTION LIMIT :conn_limit",
  ];
  return `${['CREATE DATABASE :"name"', ...clauses.filter((clause) => clause !== false)].join(" ")};`;
}
