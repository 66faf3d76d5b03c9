import { defineDirective } from "#engine/module/define.js";

/** Runs the tasks of a file, decided for each host when its turn comes. */
export const includeTasks = defineDirective({
  name: "include_tasks",
  summary: "Run the tasks of a file, chosen for each host when the task has its turn.",
  description: "`when`, `loop`, `tags` and `register` hold for the include itself, not for the tasks in the file: give those `apply`, or use import_tasks. A file that is named without a template is read and checked before any host is touched.",
  params: {
    type: "object", additionalProperties: false, required: ["file"], "x-free-form": "file",
    properties: {
      file: { type: "string", minLength: 1, description: "The file, looked for beside the file that includes it, in the role's tasks/ and beside the playbook." },
      apply: { type: "object", description: "Keywords of a block for the tasks of the file, such as {become: true, tags: [web]}." },
    },
  },
  verbatim: ["apply"],
  examples: [
    { title: "One file for each family of systems", yaml: "include_tasks: \"setup-{{ ansible_os_family }}.yml\"" },
    { title: "The same tasks for each site", yaml: "include_tasks:\n  file: site.yml\nloop: \"{{ sites }}\"\nloop_control: {loop_var: site}" },
  ],
  returns: { include: "The file, as it was named." },
});
