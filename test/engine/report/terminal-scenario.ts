import { setTimeout as sleep } from "node:timers/promises";
import { Mask } from "#engine/core/mask.js";
import { Secret } from "#engine/core/secret.js";
import { createReport } from "#engine/report/report.js";
import { changed, ended, okay, place, taskNamed } from "./sample.js";

// Run in a terminal by terminal.test.ts: a short run with a report, which ends as the first word says ("end", "signal", "shrink").
const mask = new Mask();
mask.add(new Secret("hunter2!secret"));
const report = await createReport({ out: process.stdout, err: process.stderr, mask, verbosity: 0, diff: false, color: false, check: false });
const task = taskNamed(`Copy hunter2!secret ${"long ".repeat(40)}`);
report({ type: "play-start", at: 0, play: "Site", hosts: ["app1", "app2", "app3"], place });
report({ type: "task-start", at: 0, task, hosts: ["app1", "app2", "app3"] });
await sleep(200);
report(ended(task, "app1", okay));
report(ended(task, "app2", changed()));
await sleep(200);
if (process.argv[2] === "signal") process.kill(process.pid, "SIGTERM");
if (process.argv[2] === "shrink") process.stderr.columns = 0;
if (process.argv[2] === "shrink") process.stderr.emit("resize");
await sleep(300);
report({ type: "run-end", at: 1, seconds: 1, status: "success", recap: [] });
report.end();
