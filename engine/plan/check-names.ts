import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { entryOf, type MapNode, type Node } from "#engine/core/node.js";
import { ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import { conditionOf } from "#engine/language/condition.js";
import { freeNames, namesTested, type FreeName } from "#engine/language/free-names.js";
import { checkSyntax, checkTemplates, lockedIn } from "#engine/language/check-syntax.js";
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
  const values = [typeof task.name === "string" ? undefined : task.name, task.variable, neededTerms(own.loop), ...keywords.notify, own.label, own.retries, own.delay, own.control?.pause, ...keywords.environment, keywords.become, keywords.becomeUser, keywords.becomeMethod, keywords.becomeExe, keywords.becomeFlags, keywords.delegateTo].filter((node) => node !== undefined);
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

/** Why what is read of a node under these keys cannot be opened; `whole`: with all that is in it. */
function lockedAt(node: Node, [key, ...rest]: readonly string[], whole: boolean): readonly Diagnostic[] {
  if (node.kind === "scalar" || (key === undefined && whole)) return lockedIn(node);
  if (key === undefined) return [];
  const below = node.kind === "map" ? entryOf(node, key)?.value : node.items.at(Number(key));
  return below === undefined ? [] : lockedAt(below, rest, whole);
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
    if (wrong.length === 0) this.names(ok(freeNames(node, this.#guards)), true);
  }

  args(args: MapNode, task: PlannedTask): void {
    for (const { key, value } of args.entries) {
      if (task.module.params.properties[key]?.["x-expression"] === true) this.condition(value);
      else this.value(value);
    }
  }

  /** `direct`: what they give is what a task gets, and not a variable of which another may read a part. */
  names(found: Result<readonly FreeName[], Diagnostic>, direct = false): void {
    if (!found.ok) this.problems.push(found.error);
    for (const each of found.ok ? found.value : []) {
      if (each.guarded || this.#guards.has(each.name)) continue; // what is asked for with care may itself hang on what is not there
      const nodes = this.#sources.defined.get(each.name);
      if (nodes !== undefined) this.#follow(each, nodes, direct);
      else if (!this.#isMade(each.name)) this.problems.push(this.#undefined(each.name, each.place));
    }
  }

  #isMade(name: string): boolean {
    const { made } = this.#sources;
    return made.has(ANYTHING) || made.has(name) || name.startsWith("ansible_");
  }

  /** What defines a name. Encrypted values count where they are read: whoever reads another key of the same dictionary needs no password. */
  #follow({ name, path, unopened, whole }: FreeName, nodes: readonly Node[], direct: boolean): void {
    if (!unopened) this.problems.push(...nodes.flatMap((node) => lockedAt(node, path, direct && whole === true)));
    if (this.#seen.has(name)) return;
    this.#seen.add(name);
    for (const node of nodes) {
      const wrong = checkTemplates(node);
      this.problems.push(...wrong);
      if (wrong.length === 0) this.names(ok(freeNames(node, this.#guards)));
    }
  }

  #undefined(name: string, place: FreeName["place"]): Diagnostic {
    const known = [...this.#sources.defined.keys(), ...this.#sources.made];
    return problemAt("undefined-variable", `"${name}" is not defined anywhere: not in the inventory, the play, the role, nor by register or set_fact`, { place, hint: didYouMean(name, known) ?? `Define it, or write {{ ${name} | default(...) }}` });
  }
}
