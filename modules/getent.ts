import { defineQuery } from "#engine/module/define.js";
import { refuse, type ActionResult, type Refusal } from "#engine/module/contract.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";

const params = {
  type: "object", required: ["database"], additionalProperties: false,
  properties: {
    database: { type: "string", pattern: "^[a-z]+$", description: "passwd, group, hosts, services ...; nsswitch.conf(5)." },
    key: { type: "string", description: "What to look up; left out: everything that the database tells." },
    service: { type: "string", description: "Ask only this source, such as files." },
    split: { type: "string", minLength: 1, description: "What stands between fields; left out: a colon in passwd, shadow, group and gshadow, else blanks." },
    fail_key: { type: "boolean", default: true, description: "Fail when the key is not there; otherwise it is null." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

const COLONS: readonly string[] = ["passwd", "shadow", "group", "gshadow"];

/** What getent(1) tells by its exit code. */
const FAILURES: Readonly<Record<number, string>> = {
  1: "Missing arguments, or database unknown.", 2: "One or more supplied key could not be found in the database.", 3: "Enumeration not supported on this database.",
};

/** Entries of users, groups, hosts and the like. */
export const getent = defineQuery<Params>({
  name: "getent",
  summary: "Look up users, groups, hosts and the like.",
  description: "In a check run, users and groups that earlier tasks would make are found by their keys; a password's field is then \"x\".",
  params,
  examples: [{ title: "Where a user lives", yaml: "getent:\n  database: passwd\n  key: cchq" }],
  returns: { ansible_facts: "getent_DATABASE: the fields of each entry by its key; null for a key that is not there." },
  ahead: true,
  answer,
});

async function answer(host: Reader, given: Params): Promise<ActionResult | Refusal> {
  const { database, key, fail_key, split } = given;
  const fact = `getent_${database}`;
  const { code, stdout } = await lookUp(host, given);
  if (code === 2 && key !== undefined && !fail_key) return found({ [fact]: { [key]: null } }, FAILURES[2]);
  if (code !== 0) return refuse(FAILURES[code] ?? "Unexpected failure!");
  const lines = stdout.split("\n").filter((line) => line !== "");
  if (key === undefined && ["passwd", "group"].includes(database)) host.undecided(`which entries ${database} will have`);
  return found({ [fact]: entries(lines.map((line) => fieldsOf(line, split ?? (COLONS.includes(database) ? ":" : undefined)))) });
}

async function lookUp(host: Reader, { database, key, service }: Params): Promise<Answer> {
  const foretold = key === undefined || service !== undefined ? undefined : await foretoldLine(host, database, key);
  return foretold ?? host.ask(["getent", database, ...(key === undefined ? [] : [key]), ...(service === undefined ? [] : ["-s", service])]);
}

interface Answer {
  readonly code: number;
  readonly stdout: string;
}

function found(facts: ValueMap, msg?: string): ActionResult {
  return { changed: false, values: { ansible_facts: facts, ...(msg !== undefined && { msg }) } };
}

/** Accounts as the picture of a check run has them, written as lines of passwd(5) and group(5). */
async function foretoldLine(host: Reader, database: string, key: string): Promise<Answer | undefined> {
  if (!host.predicting) return undefined;
  const line = database === "passwd" ? await userLine(host, key) : database === "group" ? await groupLine(host, key) : undefined;
  return line === undefined ? undefined : { code: line === "" ? 2 : 0, stdout: line };
}

async function userLine(host: Reader, key: string): Promise<string> {
  const user = await host.user(key);
  return user === undefined ? "" : [user.name, "x", user.uid, user.gid, user.comment, user.home, user.shell].join(":");
}

async function groupLine(host: Reader, key: string): Promise<string> {
  const group = await host.group(key);
  return group === undefined ? "" : [group.name, "x", group.gid, group.members.join(",")].join(":");
}

function fieldsOf(line: string, split: string | undefined): readonly string[] {
  return split === undefined ? line.trim().split(/\s+/) : line.split(split);
}

/** A key that comes more than once has a list of its entries. */
function entries(records: readonly (readonly string[])[]): ValueMap {
  const byKey = new Map<string, readonly string[][]>();
  for (const [key = "", ...fields] of records) byKey.set(key, [...byKey.get(key) ?? [], fields]);
  return Object.fromEntries([...byKey].map(([key, all]): [string, Value] => [key, all.length === 1 ? all[0] ?? [] : all]));
}
