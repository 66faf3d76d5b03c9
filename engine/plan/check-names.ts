import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode, Node } from "#engine/core/node.js";
import { ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import { conditionOf } from "#engine/language/condition.js";
import { freeNames, namesTested, type FreeName } from "#engine/language/free-names.js";
import { checkSyntax } from "#engine/language/check-syntax.js";
import { NamesInFiles } from "./names-in-files.js";
import { ANYTHING, namesInLateFiles, namesMade } from "./names-made.js";
import type { PlannedPlay, PlannedTask } from "./types.js";
import { neededTerms } from "./loop-forms.js";
import { namesInTemplate } from "./template-names.js";
import { MAGIC_NAMES } from "./magic-names.js";
import { isForOtherSystems } from "./other-systems.js";
import { knownTasks } from "./walk.js";

/** Where the variables of a play can come from. */
interface Sources {
  readonly defined: ReadonlyMap<string, readonly Node[]>;
  /** register, set_fact, loop variables: whether they are there when asked for only the run can tell. */
  readonly made: ReadonlySet<string>;
}

/** Finds variables that no source could define, before any host is touched. `plays` is the whole run: a fact set in one play holds in the next. */
export function checkNames(plays: readonly PlannedPlay[], inventoryLayers: (host: string) => readonly Layer[], extra: readonly Layer[]): readonly Diagnostic[] {
  const files = new NamesInFiles();
  const made = new Set([...MAGIC_NAMES, ...plays.flatMap((play) => namesOfPlay(play, files))]);
  const found = new Map<string, Diagnostic>();
  for (const play of plays) {
    const common = definitions([...extra, ...play.layers, ...play.hosts.flatMap((host) => [...inventoryLayers(host), ...play.hostLayers.get(host) ?? []])]);
    for (const task of knownTasks(play)) {
      const sources = { made, defined: task.keywords.layers.length === 0 ? common : merge(common, definitions(task.keywords.layers.filter(isWritten))) };
      const wrong = checkTask(task, sources, play.playbookDir);
      if (wrong.length > 0 && isForOtherSystems(task.keywords.when)) continue;
      for (const each of wrong) found.set(JSON.stringify([each.code, each.place?.file, each.place?.line, each.place?.column]), each);
    }
  }
  return [...found.values()];
}

function namesOfPlay(play: PlannedPlay, files: NamesInFiles): readonly string[] {
  return [
    ...play.prompts.map((prompt) => prompt.name), ...namesInLateFiles(play.lateVarsFiles, play.playbookDir, files),
    ...knownTasks(play).flatMap((task) => namesMade(task, play.playbookDir, files)),
  ];
}

function definitions(layers: readonly Layer[]): ReadonlyMap<string, readonly Node[]> {
  const all = new Map<string, Node[]>();
  for (const { key, value } of layers.flatMap((layer) => layer.vars.entries)) {
    const known = all.get(key);
    if (known === undefined) all.set(key, [value]);
    else if (!known.includes(value)) known.push(value);
  }
  return all;
}

function merge(a: ReadonlyMap<string, readonly Node[]>, b: ReadonlyMap<string, readonly Node[]>): ReadonlyMap<string, readonly Node[]> {
  const both = new Map(a);
  for (const [name, nodes] of b) both.set(name, [...both.get(name) ?? [], ...nodes]);
  return both;
}

function checkTask(task: PlannedTask, sources: Sources, playbookDir: string): readonly Diagnostic[] {
  const { own, keywords } = task;
  const conditions = [...keywords.when, own.until, own.changedWhen, own.failedWhen, own.control?.breakWhen].filter((node) => node !== undefined);
  const values = [typeof task.name === "string" ? undefined : task.name, neededTerms(own.loop), ...keywords.notify, own.label, own.retries, own.delay, own.control?.pause, ...keywords.environment, keywords.become, keywords.becomeUser, keywords.becomeMethod, keywords.becomeExe, keywords.becomeFlags, keywords.delegateTo].filter((node) => node !== undefined);
  const search = new NameSearch(sources, testedBy(keywords.when));
  for (const node of conditions) search.condition(node);
  for (const node of values) search.value(node);
  search.args(task.args, task);
  search.names(namesInTemplate(task, playbookDir));
  return search.problems;
}

/** Names whose being defined the conditions of a task ask about: what stands below may then use them. */
function testedBy(conditions: readonly Node[]): ReadonlySet<string> {
  return new Set(conditions.flatMap((node) => {
    const parsed = conditionOf(node);
    return parsed.ok ? parsed.value.flatMap((expression) => [...namesTested(expression)]) : [];
  }));
}

/** Follows names through the variables that define them. */
class NameSearch {
  readonly problems: Diagnostic[] = [];
  readonly #sources: Sources;
  readonly #guards: ReadonlySet<string>;
  readonly #seen = new Set<string>();

  constructor(sources: Sources, guards: ReadonlySet<string>) {
    this.#sources = sources;
    this.#guards = guards;
  }

  condition(node: Node): void {
    const parsed = conditionOf(node);
    if (!parsed.ok) this.problems.push(parsed.error);
    else for (const expression of parsed.value) this.names(ok(freeNames(expression, this.#guards)));
  }

  value(node: Node): void {
    const wrong = checkSyntax(node);
    this.problems.push(...wrong);
    if (wrong.length === 0) this.names(ok(freeNames(node, this.#guards)));
  }

  args(args: MapNode, task: PlannedTask): void {
    for (const { key, value } of args.entries) {
      if (task.module.params.properties[key]?.["x-expression"] === true) this.condition(value);
      else this.value(value);
    }
  }

  names(found: Result<readonly FreeName[], Diagnostic>): void {
    if (!found.ok) this.problems.push(found.error);
    for (const { name, place, guarded } of found.ok ? found.value : []) {
      const nodes = this.#sources.defined.get(name);
      if (guarded || this.#guards.has(name)) continue; // what is asked for with care may itself hang on what is not there
      if (nodes !== undefined) this.#follow(name, nodes);
      else if (!this.#sources.made.has(ANYTHING) && !this.#sources.made.has(name) && !name.startsWith("ansible_")) this.problems.push(this.#undefined(name, place));
    }
  }

  #follow(name: string, nodes: readonly Node[]): void {
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    for (const node of nodes) this.value(node);
  }

  #undefined(name: string, place: FreeName["place"]): Diagnostic {
    const known = [...this.#sources.defined.keys(), ...this.#sources.made];
    return problemAt("undefined-variable", `"${name}" is not defined anywhere: not in the inventory, the play, the role, nor by register or set_fact`, { place, hint: didYouMean(name, known) ?? `Define it, or write {{ ${name} | default(...) }}` });
  }
}
