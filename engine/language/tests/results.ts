import { isMap, type Value } from "#engine/core/value.js";
import { define, type Definition } from "../definition.js";
import { typeFault } from "../fault.js";
import { truth } from "../comparison.js";
import type { Outcome } from "../outcome.js";
import { anything } from "../reading.js";

const failed = result("failed: whether the task failed.", (task) => own(task, "failed"));
const succeeded = result("succeeded: whether the task did not fail.", (task) => not(own(task, "failed")));
const changed = result("changed: whether the task changed something.", (task) => own(task, "changed"));
const skipped = result("skipped: whether the task was skipped.", (task) => own(task, "skipped"));

/** Tests of what a task registered. */
export const resultTests: Readonly<Record<string, Definition>> = {
  failed, failure: failed, succeeded, success: succeeded, successful: succeeded, changed, change: changed, skipped, skip: skipped,
  started: result("started: whether an async task has started.", (task) => truth(own(task, "started", true))),
  finished: result("finished: whether an async task is through.", (task) => truth(own(task, "finished", true))),
  reachable: result("reachable: whether the host could be reached.", (task) => not(own(task, "unreachable"))),
  unreachable: result("unreachable: whether the host could not be reached.", (task) => own(task, "unreachable")),
  timedout: result("timedout: whether the task ran out of time.", (task) => truth(own(task, "timedout"))),
};

function result(doc: string, ask: (task: Readonly<Record<string, Value>>) => Outcome): Definition {
  return define({
    doc, input: anything, secrets: "carried",
    apply: (value) => isMap(value) ? ask(value) : typeFault("It works on what a task registered", "Give it the name after `register:`, not a part of it."),
  });
}

function own(task: Readonly<Record<string, Value>>, key: string, otherwise = false): Value {
  return Object.hasOwn(task, key) ? task[key] ?? otherwise : otherwise;
}

function not(value: Value): Value {
  return typeof value === "boolean" ? !value : value;
}
