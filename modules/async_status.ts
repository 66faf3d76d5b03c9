import { defineDirective } from "#engine/module/define.js";

/** Asks after a task that was started with `async` and `poll: 0`. */
export const asyncStatus = defineDirective({
  name: "async_status",
  summary: "Ask after a task that runs in the background (`async` with `poll: 0`).",
  description: "The task is known by the ansible_job_id that it registered. Use `until: job is finished` with retries and delay to wait for it.",
  params: {
    type: "object", additionalProperties: false, required: ["jid"],
    properties: {
      jid: { type: "string", minLength: 1, description: "The ansible_job_id." },
      mode: { type: "string", enum: ["status", "cleanup"], default: "status", description: "`cleanup` forgets the job." },
    },
  },
  examples: [{ title: "Wait for a backup", yaml: "async_status:\n  jid: \"{{ backup.ansible_job_id }}\"\nregister: job\nuntil: job is finished\nretries: 60\ndelay: 10" }],
  returns: { ansible_job_id: "The job.", started: "Whether it was started.", finished: "Whether it has ended." },
});
