import type { Command, CommandOptions, Output } from "#engine/core/command.js";
import { Secret } from "#engine/core/secret.js";
import type { Step } from "#engine/core/step.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";

/** The parameters by which every PostgreSQL module says how to log in. */
export const LOGIN_PARAMS = {
  login_user: { type: "string", default: "postgres", description: "The role to log in as." },
  login_password: { type: "string", "x-secret": true, description: "Its password; not needed on the server itself." },
  login_host: { type: "string", "x-aliases": ["host"], description: "The server; left out: this host, by its Unix socket, as the system user postgres." },
  login_port: { type: "integer", minimum: 1, maximum: 65_535, default: 5432, "x-aliases": ["port"], description: "Its port." },
  login_unix_socket: { type: "string", pattern: "^/", "x-aliases": ["unix_socket"], description: "Folder of the Unix socket, where it is not the usual one." },
  ssl_mode: { type: "string", enum: ["allow", "disable", "prefer", "require", "verify-ca", "verify-full"], default: "prefer", description: "Whether to insist on TLS." },
} as const;

/** How to log in. */
export interface Login {
  readonly login_user: string;
  readonly login_password?: Secret;
  readonly login_host?: string;
  readonly login_port: number;
  readonly login_unix_socket?: string;
  readonly ssl_mode: string;
}

/** SQL with its values apart: in it they are written :'name' (a text) or :"name" (a name), and psql quotes them (psql(1), SQL interpolation). */
export interface Query {
  readonly sql: string | Secret;
  readonly values: Readonly<Record<string, string>>;
  /** The database to be in. */
  readonly database?: string;
}

/**
 * Root steps down to the server's own user, who is let in by the name the system vouches for (peer); anybody else is who he is. By setpriv(1), since runuser
 * opens a session that PAM writes to the log; and past Debian's /usr/bin/psql, a Perl script that takes longer than the query.
 */
const AS_POSTGRES = `# psql as postgres
psql=psql
for each in /usr/lib/postgresql/*/bin/psql; do [ -x "$each" ] && psql=$each; done
command -v "$psql" >/dev/null || { echo "psql is not installed" >&2; exit 127; }
[ "$(id -u)" = 0 ] || exec "$psql" "$@"
HOME=/ exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$psql" "$@"
`;

/** The psql call for a query. The script arrives by standard input, never on the command line. */
export function psql(login: Login, { sql, values, database = "postgres" }: Query): Command {
  const words = [
    "-X", "-q", "-A", "-t", "-w", "-v", "ON_ERROR_STOP=1", ...Object.entries(values).flatMap(([name, value]) => ["-v", `${name}=${value}`]),
    "-U", login.login_user, "-p", String(login.login_port), ...hostWords(login), "-d", database, "-f", "-",
  ];
  const local = login.login_host === undefined;
  return local ? { script: AS_POSTGRES, args: words, ...options(login, sql) } : { argv: ["psql", ...words], ...options(login, sql) };
}

/** The same as a step. */
export function psqlStep(login: Login, query: Query): Step {
  return { kind: "run", command: psql(login, query) };
}

/** Names the server in the names of resources, where it is not the host's own. */
export function serverName({ login_host, login_port }: Login): string {
  const port = login_port === 5432 ? "" : `:${login_port}`;
  return login_host === undefined ? port : `@${login_host}${port}`;
}

/** One row as the object that the query makes of it (row_to_json); undefined when it gave none. */
export async function askRow(host: Reader, login: Login, query: Query): Promise<{ readonly row: unknown } | Missing | Refusal> {
  const output = await host.ask(psql(login, query));
  if (output.code !== 0) return failure(output);
  const line = output.stdout.trim();
  return { row: line === "" ? undefined : JSON.parse(line) as unknown };
}

/** psql(1): 1 is an error of its own, 2 a connection that could not be made, 3 an error in the script. */
function failure({ code, stderr }: Output): Missing | Refusal {
  const said = stderr.trim().replace(/^psql:(?:<stdin>:\d+:)? *(?:error: |ERROR: +)?/, "").split("\n")[0] ?? "";
  if (code === 127 || said.startsWith("setpriv:")) return missing(said.startsWith("setpriv:") ? "there is no system user postgres" : "psql is not installed", "install postgresql (or postgresql-client, for a server elsewhere) first");
  if (code === 2) return missing(`PostgreSQL cannot be asked: ${said}`, "is the server running, and may this role log in?");
  return refuse(`PostgreSQL says: ${said}`);
}

function hostWords({ login_host, login_unix_socket }: Login): string[] {
  const server = login_host ?? login_unix_socket;
  return server === undefined ? [] : ["-h", server];
}

function options({ login_password, ssl_mode }: Login, stdin: string | Secret): CommandOptions {
  return { stdin, cwd: "/", env: { PGSSLMODE: ssl_mode, PGCLIENTENCODING: "UTF8", PGCONNECT_TIMEOUT: "15", ...(login_password !== undefined && { PGPASSWORD: login_password }) } };
}
