import { describeShared, type SharedTask } from "#test/support/same-as-ansible.js";

const tab = "SHELL=/bin/sh\n#Ansible: one\n1 * * * * root one\n# a comment\n5 * * * * root unnamed\n";
const cron = (title: string, params: SharedTask["params"], more: Partial<SharedTask> = {}): SharedTask =>
  ({ title, module: "cron", params: { cron_file: "DIR/tab", user: "root", ...params }, files: { tab }, ...more });

describeShared("crontabs", [
  cron("adds a job", { name: "two", job: "two", minute: "*/5", hour: "1-3", day: "1", month: "6", weekday: "mon" }),
  cron("makes the file", { name: "two", job: "two" }, { files: {} }),
  cron("is content with a job", { name: "one", job: "one", minute: "1" }),
  cron("changes a job", { name: "one", job: "uno", minute: "1" }),
  cron("names a job that has none", { name: "named", job: "unnamed", minute: "5" }),
  cron("has special times", { name: "two", job: "two", special_time: "reboot" }),
  cron("keeps a job as a comment", { name: "one", job: "one", minute: "1", disabled: true }),
  cron("removes a job", { name: "one", state: "absent" }),
  cron("removes no job", { name: "none", state: "absent" }),
  cron("removes the file with the last job", { name: "one", state: "absent" }, { files: { tab: "#Ansible: one\n1 * * * * root one\n" }, differ: { state: "registered only when the file goes", jobs: "not registered by Ansible then" } }),
  cron("removes from no file", { name: "one", state: "absent" }, { files: {} }),
  cron("adds a variable", { name: "PATH", env: true, job: "/bin" }),
  cron("adds a variable after another", { name: "PATH", env: true, job: "/bin", insertafter: "SHELL" }),
  cron("adds a variable before another", { name: "PATH", env: true, value: "/bin", insertbefore: "SHELL" }),
  cron("misses the other variable", { name: "PATH", env: true, value: "/bin", insertbefore: "HOME" }, { fails: true }),
  cron("changes a variable", { name: "SHELL", env: true, value: "/bin/bash" }),
  cron("removes a variable", { name: "SHELL", env: true, state: "absent" }),
  cron("ends the last line", { name: "one", job: "one", minute: "1" }, { files: { tab: "#Ansible: one\n1 * * * * root one" } }),
  cron("takes ends of lines off a job", { name: "two", job: "two\n" }),
  cron("wants a user", { name: "two", job: "two", user: null }, { fails: true }),
  cron("wants a job", { name: "two" }, { fails: true }),
  cron("wants one kind of time", { name: "two", job: "two", special_time: "daily", hour: "1" }, { fails: true }),
], { stubs: ["crontab"] });
