import { basename } from "node:path";
import type { Place } from "#engine/core/place.js";
import { isForOtherSystems } from "#engine/plan/other-systems.js";
import type { LintFile, LintTask } from "./lint-file.js";
import { itemsAt, textAt } from "./nodes.js";
import type { Project } from "./project.js";
import type { LintFinding } from "./rule.js";

/** What is told of tasks for other systems as well: how they are written. */
const TOLD: ReadonlySet<string> = new Set(["yaml-syntax", "duplicate-key", "unquoted-template"]);

/** Whether a finding is about a task for systems that no host has: nobody need know whether its module, parameters, files and variables are there. */
export function aboutOtherSystems(project: Project): (finding: LintFinding) => boolean {
  const starts = project.once(startsOfTasks);
  return ({ rule, severity, place }) => place !== undefined && !TOLD.has(rule) && (severity === "error" || rule === "undefined-variable") && standsIn(place, starts);
}

interface Start {
  readonly line: number;
  readonly elsewhere: boolean;
}

/** A place belongs to the last task that begins before it. */
function standsIn({ file, line }: Place, starts: ReadonlyMap<string, readonly Start[]>): boolean {
  return starts.get(file)?.findLast((start) => start.line <= line)?.elsewhere === true;
}

function startsOfTasks(project: Project): ReadonlyMap<string, readonly Start[]> {
  const named = includesByName(project);
  const ofFile = (file: LintFile): readonly Start[] => {
    const whole = isFileForOthers(file, named);
    return file.tasks.map((task) => ({ line: task.map.place.line, elsewhere: whole || isTaskForOthers(task) })).sort((a, b) => a.line - b.line);
  };
  return new Map(project.files.filter(({ tasks }) => tasks.length > 0).map((file) => [file.shown, ofFile(file)]));
}

function isTaskForOthers({ map, around }: LintTask): boolean {
  return isForOtherSystems([...around, map].flatMap((each) => itemsAt(each, "when")));
}

/** A file that is included for other systems only; where a template names it, its name has to tell. */
function isFileForOthers({ kind, path }: LintFile, named: ReadonlyMap<string, readonly LintTask[]>): boolean {
  if (kind !== "tasks" && kind !== "handlers") return false;
  const includes = named.get(basename(path)) ?? [];
  return includes.length > 0 ? includes.every(isTaskForOthers) : OTHERS.test(basename(path));
}

const OTHERS = /(?:^|[-_.])(?:red-?hat|rhel|el|centos|fedora|rocky|alma(?:linux)?|oracle(?:linux)?|amazon|suse|opensuse|sles|arch(?:linux)?|alpine|gentoo|freebsd|openbsd|netbsd|darwin|macosx?|solaris|sunos|windows|win|aix)(?:[-_. ]?(?:linux|leap|tumbleweed))?[-_.\d]*\.ya?ml$/i;

/** The tasks that include or import a file, by the file's name. */
function includesByName({ tasks }: Project): ReadonlyMap<string, readonly LintTask[]> {
  const found = new Map<string, LintTask[]>();
  for (const task of tasks.filter(({ name }) => /^(?:include|import)_tasks$/.test(name))) {
    const { action, args } = task;
    const named = basename(textAt(args, "file") ?? (action?.value.kind === "scalar" ? String(action.value.value) : ""));
    const known = found.get(named);
    if (known === undefined) found.set(named, [task]);
    else known.push(task);
  }
  return found;
}
