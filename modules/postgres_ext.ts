import { defineModule } from "#engine/module/define.js";
import { missing, refuse, type Difference, type Missing, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import type { Step } from "#engine/core/step.js";
import { askRow, LOGIN_PARAMS, psqlStep, serverName } from "./lib/psql.js";

const params = {
  type: "object", required: ["ext", "db"], additionalProperties: false,
  properties: {
    ext: { "type": "string", "minLength": 1, "x-aliases": ["name"], "description": "Name of the extension." },
    db: { "type": "string", "minLength": 1, "x-aliases": ["login_db"], "description": "The database that has it." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether the database has the extension." },
    version: { type: "string", minLength: 1, description: "The version it should have; latest: the one that the server offers first. Left out: an extension that is there is left as it is." },
    schema: { type: "string", minLength: 1, description: "Where a new extension puts its objects." },
    cascade: { type: "boolean", default: false, description: "Make extensions that it needs, too; with state absent: drop what hangs on it." },
    ...LOGIN_PARAMS,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** An extension of a database, and what the server offers of it. */
interface Extension {
  readonly installed: string | null;
  /** The server's own choice; null: it does not have the extension. Never compared. */
  readonly latest?: string | null;
  /** Never compared. */
  readonly versions?: readonly string[];
  /** Versions that the installed one can be updated to. Never compared. */
  readonly reachable?: readonly string[];
}

/** An extension of a database; CREATE EXTENSION, ALTER EXTENSION and pg_extension in PostgreSQL's manual. */
export const postgresExt = defineModule<Params, Extension>({
  name: "postgres_ext",
  summary: "Add an extension to a PostgreSQL database, update it, or drop it.",
  description: "psql is used as by postgres_db. Unlike Ansible, `version: latest` is no change where the database has the server's version already.",
  params,
  examples: [
    { title: "Statistics of statements", yaml: "postgres_ext:\n  db: commcarehq\n  ext: pg_stat_statements" },
    { title: "As new as the server has it", yaml: "postgres_ext:\n  db: commcarehq\n  ext: plproxy\n  version: latest" },
  ],
  returns: { db: "The database.", ext: "The extension." },
  resource: (given) => `postgres_ext:${given.db}.${given.ext}${serverName(given)}`,
  probe,
  desired,
  steps,
  diff: ({ before, after }, { db, ext }) => [{ kind: "fields", title: `extension ${ext} of ${db}`, before: { version: before?.installed ?? null }, after: { version: after?.installed ?? null }, keys: ["version"] }],
  values: (_state, { db, ext }) => ({ db, ext }),
});

const LOOK = `SELECT row_to_json(found) FROM (
  SELECT (SELECT extversion FROM pg_extension WHERE extname = :'ext') AS installed, (SELECT default_version FROM pg_available_extensions WHERE name = :'ext') AS latest,
    ARRAY(SELECT version::text FROM pg_available_extension_versions WHERE name = :'ext') AS versions,
    ARRAY(SELECT paths.target FROM pg_extension had, LATERAL pg_extension_update_paths(had.extname) paths
      WHERE had.extname = :'ext' AND paths.source = had.extversion AND paths.path IS NOT NULL) AS reachable
) found;
`;

async function probe(host: Reader, given: Params): Promise<Extension | Missing | Refusal> {
  const found = await askRow(host, given, { sql: LOOK, values: { ext: given.ext }, database: given.db });
  return "row" in found ? found.row as Extension : found;
}

/** As if a package that is still to come had brought it. */
const UNSEEN: Extension = { installed: null, latest: "latest" };

function desired({ ext, state, version }: Params, before: Extension = UNSEEN): Partial<Extension> | Missing | Refusal {
  if (state === "absent") return { installed: null };
  const { installed, latest } = before;
  if (installed !== null && version === undefined) return {};
  if (typeof latest !== "string") return missing(`Extension ${ext} is not available`, "install the package that has it, such as postgresql-contrib, first");
  const wanted = version === undefined || version === "latest" ? latest : version;
  return installed === wanted ? {} : obstacleTo(ext, wanted, before) ?? { installed: wanted };
}

function obstacleTo(ext: string, wanted: string, { installed, versions = [], reachable = [] }: Extension): Missing | Refusal | undefined {
  if (installed === null) return versions.length === 0 || versions.includes(wanted) ? undefined : missing(`Passed version '${wanted}' is not available`, `the server has ${versions.join(", ")}`);
  return reachable.includes(wanted) ? undefined : refuse(`${ext} cannot be updated from ${installed} to ${wanted}`, `it can be updated to ${reachable.length === 0 ? "no other version" : reachable.join(", ")}`);
}

function steps({ before, after }: Difference<Extension>, given: Params): readonly Step[] {
  const { ext, schema, cascade, db } = given;
  const version = after?.installed ?? null;
  const values = { ext, ...(schema !== undefined && { schema }), ...(version !== null && { version }) };
  return [psqlStep(given, { sql: `${sqlOf(before?.installed ?? null, version, { schema, cascade })};\n`, values, database: db })];
}

function sqlOf(installed: string | null, version: string | null, { schema, cascade }: Pick<Params, "cascade"> & { readonly schema: string | undefined }): string {
  const whole = cascade ? " CASCADE" : "";
  if (version === null) return `DROP EXTENSION :"ext"${whole}`;
  if (installed !== null) return `ALTER EXTENSION :"ext" UPDATE TO :'version'`;
  return `CREATE EXTENSION :"ext"${schema === undefined ? "" : ` WITH SCHEMA :"schema"`} VERSION :'version'${whole}`;
}
