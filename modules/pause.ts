import { setTimeout as sleep } from "node:timers/promises";
import { defineQuery } from "#engine/module/define.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { timeText } from "./lib/time-text.js";

const params = {
  type: "object", additionalProperties: false,
  "x-exclusive": [["minutes", "seconds"]],
  properties: {
    minutes: { type: "number", description: "How long to wait." },
    seconds: { type: "number", description: "How long to wait." },
    prompt: { type: "string", description: "What to say meanwhile." },
    echo: { type: "boolean", default: true, description: "Taken for Ansible's sake: nothing is read." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Waits. */
export const pause = defineQuery<Params>({
  name: "pause",
  summary: "Wait for a while.",
  description: [
    "With neither minutes nor seconds Ansible waits for a person to press Return, and goes on at once where there is no terminal. Runs here are meant to be left alone, so that they always go on: `user_input` is empty.",
    "To ask for a value use vars_prompt; to let a person look first, use a check run and a saved plan. A check run waits as well, as Ansible's does.",
  ].join("\n"),
  params,
  examples: [{ title: "Until a cache has expired", yaml: "pause:\n  seconds: 30" }],
  returns: { start: "When it began.", stop: "When it ended.", delta: "Whole seconds between the two.", stdout: "How long it waited, in words.", echo: "As given.", user_input: "Always empty." },
  controlOnly: true,
  answer: wait,
});

/** Ansible waits whole seconds, and at least one where a time is given. */
async function wait(_host: unknown, { minutes, seconds, echo }: Params): Promise<ActionResult> {
  const start = new Date();
  const asked = seconds ?? (minutes === undefined ? undefined : minutes * 60);
  const whole = asked === undefined ? 0 : Math.max(1, Math.trunc(asked));
  await sleep(whole * 1000);
  const stop = new Date();
  const stdout = seconds === undefined ? `Paused for ${text(Math.round(whole / 0.6) / 100)} minutes` : `Paused for ${text(whole)} seconds`;
  return { changed: false, values: { start: timeText(start.getTime()), stop: timeText(stop.getTime()), delta: Math.trunc((stop.getTime() - start.getTime()) / 1000), stdout, stderr: "", rc: 0, echo, user_input: "" } };
}

/** As Python writes a float. */
function text(number: number): string {
  return Number.isInteger(number) ? `${number}.0` : String(number);
}
