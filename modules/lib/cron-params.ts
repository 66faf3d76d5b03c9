import { posix } from "node:path";
import { Secret } from "#engine/core/secret.js";
import { refuse, type Refusal } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { CronEdit } from "./crontab.js";

const field = { type: "string", pattern: "^\\S+$", default: "*" } as const;

/** Parameters of the module cron. */
export const cronParams = {
  "type": "object", "required": ["name"], "additionalProperties": false,
  "x-exclusive": [["insertafter", "insertbefore"]],
  "properties": {
    name: { type: "string", minLength: 1, description: "What the job is called, in a comment before it; with env, the variable." },
    job: { "type": "string", "x-aliases": ["value"], "x-may-be-secret": true, "x-written": true, "description": "The command; with env, the variable's value." },
    state: { type: "string", enum: ["present", "absent"], default: "present", description: "Whether it is there." },
    user: { type: "string", pattern: "^[^\\s:]+$", description: "Whose crontab it is in, or with cron_file who the job runs as. Left out: the task's own user." },
    cron_file: { type: "string", minLength: 1, description: "A file of /etc/cron.d, or an absolute path, in place of a user's crontab. Removed with its last job." },
    minute: { ...field, description: "0-59, *, */5 ..." },
    hour: { ...field, description: "0-23, *, */2 ..." },
    day: { ...field, "x-aliases": ["dom"], "description": "Day of the month: 1-31, *, */2 ..." },
    month: { ...field, description: "1-12, *, */2 ..." },
    weekday: { ...field, "x-aliases": ["dow"], "description": "0-6 from Sunday on, *, MON-FRI ..." },
    special_time: { type: "string", enum: ["reboot", "yearly", "annually", "monthly", "weekly", "daily", "hourly"], description: "In place of the five fields." },
    disabled: { type: "boolean", default: false, description: "Keep the job as a comment." },
    env: { type: "boolean", default: false, description: "It is a variable, not a job." },
    insertafter: { type: "string", description: "With env: the variable to stand after. Left out: at the beginning." },
    insertbefore: { type: "string", description: "With env: the variable to stand before." },
    backup: { type: "boolean", default: false, description: "Keep the old crontab: a file beside the new one, or of a user's crontab a file crontab* in /tmp." },
  },
} as const satisfies ObjectSchema;

/** What the module cron is given. */
export type CronParams = ParamsOf<typeof cronParams>;

/** A task of cron, checked. */
export interface CronTask {
  readonly edit: CronEdit;
  /** undefined: a user's crontab. */
  readonly path: string | undefined;
  readonly cronFile: string | undefined;
  readonly user: string | undefined;
  readonly absent: boolean;
  readonly backup: boolean;
  readonly secret: boolean;
}

/** Checks what the schema cannot, in Ansible's words. */
export function cronTask(given: CronParams): CronTask | Refusal {
  const wrong = mistake(given);
  if (wrong !== undefined) return wrong;
  const { cron_file: cronFile, user, state, backup, job } = given;
  const path = cronFile === undefined ? undefined : posix.resolve("/etc/cron.d", cronFile);
  const value = job instanceof Secret ? job.reveal() : job ?? "";
  return { edit: editOf(given, value), path, cronFile, user, absent: state === "absent", backup, secret: job instanceof Secret };
}

function mistake(given: CronParams): Refusal | undefined {
  const { state, cron_file, special_time, env, name } = given;
  if (cron_file === "/etc/crontab") return refuse("Will not manage /etc/crontab via cron_file", "use a file of /etc/cron.d");
  if (special_time !== undefined && fields(given).some((each) => each !== "*")) return refuse("You must specify time and date fields or special time.");
  if (env && name.includes(" ")) return refuse("Invalid name for environment variable");
  return state === "absent" ? undefined : lacking(given);
}

function lacking({ cron_file, user, job, env, insertafter, insertbefore }: CronParams): Refusal | undefined {
  if (cron_file !== undefined && user === undefined) return refuse("To use cron_file=... parameter you must specify user=... as well");
  if (job === undefined) return refuse("You must specify 'job' to install a new cron job or variable");
  return !env && (insertafter ?? insertbefore) !== undefined ? refuse("Insertafter and insertbefore parameters are valid only with env=yes") : undefined;
}

function fields({ minute, hour, day, month, weekday }: CronParams): readonly string[] {
  return [minute, hour, day, month, weekday];
}

function editOf(given: CronParams, value: string): CronEdit {
  const { name, state, env } = given;
  const gone = state === "absent";
  if (!env) return { kind: "job", name, line: gone ? undefined : jobLine(given, value) };
  const beside = given.insertafter ?? given.insertbefore;
  const side = given.insertafter === undefined ? "before" : "after";
  return { kind: "variable", name, line: gone ? undefined : `${name}="${value}"`, ...(beside !== undefined && { beside: { name: beside, side } }) };
}

function jobLine(given: CronParams, job: string): string {
  const { special_time: special, disabled, cron_file, user = "" } = given;
  const time = special === undefined ? fields(given).join(" ") : `@${special}`;
  return `${disabled ? "#" : ""}${time}${cron_file === undefined ? "" : ` ${user}`} ${job.replace(/^[\r\n]+|[\r\n]+$/g, "")}`;
}
