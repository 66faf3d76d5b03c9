import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import type { AnyLayer, Layer } from "#engine/inventory/layer.js";
import { createScope, type Origin, type Variables } from "#engine/inventory/variables.js";
import type { Scope } from "#engine/language/scope.js";
import { varsFile } from "#engine/plan/play-vars.js";
import type { PlannedTask } from "#engine/plan/types.js";
import type { PlayRun } from "./context.js";
import { hostVariables, orClosed } from "./host-variables.js";
import type { HostRun } from "./host-run.js";
import { lookupPlace } from "./lookup-place.js";
import { lookupIn } from "./lookups/index.js";
import { hostMagic, magicVariables } from "./magic.js";

/** The variables of a task on a host. */
export interface TaskScope extends Scope {
  /** The same with more values above it, such as those of a loop item. Those of another origin stay. */
  with(values: ReadonlyMap<string, Value>, origin?: string): TaskScope;
  explain(name: string): readonly Origin[];
}

/** Levels of values that only a run has: above what files say, below -e for what tasks made; nothing overrides magic. */
const LEVELS = { facts: 11, made: 19, item: 21.5, magic: 23 } as const;

/** What a task sees on a host as things stand now. It is kept until something becomes known of any host, or one leaves. */
export function scopeOf(run: PlayRun, task: PlannedTask, host: HostRun): TaskScope {
  const { version } = run.context;
  const scopes = run.scopes.get(host) ?? new Map<string, KeptScope>();
  run.scopes.set(host, scopes);
  const kept = scopes.get(task.id);
  if (kept?.version === version) return kept.scope;
  const scope = makeScope(run, task, host);
  scopes.set(task.id, { version, scope });
  return scope;
}

/** A scope, and what was known when it was made. */
export interface KeptScope {
  readonly version: number;
  readonly scope: TaskScope;
}

function makeScope(run: PlayRun, task: PlannedTask, host: HostRun): TaskScope {
  const lookup = lookupIn(lookupPlace(run, task));
  const all = allOf(() => variables);
  const magic = { ...magicVariables(run, task, host), hostvars: hostVariables(run), vars: all };
  const variables: Variables = baseOf(run, host).withLookup(lookup).with(...lateVars(run, host), ...task.keywords.layers, ...hostValues(host), { origin: "magic", level: LEVELS.magic, values: magic });
  return new RunScope(variables);
}

/** The variables of a host as another host sees them through hostvars: those of plays, roles and tasks are not among them. */
export function plainScopeOf(run: PlayRun, host: HostRun): Variables {
  const magic = { ...hostMagic(run, host), hostvars: hostVariables(run) };
  const lookup = lookupIn(lookupPlace(run, undefined));
  const { context, play } = run;
  const own = createScope([...context.inventory.layersOf(host.name), ...play.hostLayers.get(host.name) ?? [], ...context.plan.extraVars]);
  return own.withLookup(lookup).with(...hostValues(host), { origin: "magic", level: LEVELS.magic, values: magic });
}

/** `vars`: every variable by its name; computed when one is read. */
function allOf(variables: () => Variables): ValueMap {
  const read = (name: string): Value | undefined => {
    const found = variables().get(name);
    return found === undefined ? undefined : orClosed(found);
  };
  return new Proxy<Record<string, Value>>({}, {
    has: (_, name) => typeof name === "string" && read(name) !== undefined,
    get: (_, name) => typeof name === "string" ? read(name) : undefined,
    ownKeys: () => variables().names().filter((name) => name !== "vars"),
    getOwnPropertyDescriptor: (_, name) => {
      const value = typeof name === "string" ? read(name) : undefined;
      return value === undefined ? undefined : { value, enumerable: true, configurable: true, writable: true };
    },
  });
}

function hostValues(host: HostRun): readonly AnyLayer[] {
  return [
    ...host.loaded,
    { origin: "facts", level: LEVELS.facts, values: host.factValues },
    { origin: "registered and set_fact", level: LEVELS.made, values: host.madeValues },
  ];
}

/** Files of vars_files whose names hang on the host's own variables or facts. One that cannot be named yet waits, as in Ansible. */
function lateVars(run: PlayRun, host: HostRun): readonly Layer[] {
  const { lateVarsFiles, playbookDir } = run.play;
  if (lateVarsFiles.length === 0) return [];
  const scope = baseOf(run, host).with(...hostValues(host), { origin: "magic", level: LEVELS.magic, values: hostMagic(run, host) });
  return lateVarsFiles.flatMap((node) => {
    const found = varsFile(node, { dir: playbookDir, read: run.state.readVars }, scope);
    return found.ok ? found.value : [];
  });
}

/** What files say about a host in this play. */
function baseOf({ context, play, bases, state }: PlayRun, host: HostRun): Variables {
  const { inventory } = context;
  const known = bases.get(host);
  if (known?.inventory === inventory && known.layers === state.layers.length) return known.variables;
  const answers: AnyLayer = { origin: "vars_prompt", level: 13, values: context.options.answers ?? {} };
  const variables = createScope([...inventory.layersOf(host.name), ...play.hostLayers.get(host.name) ?? [], ...play.layers, ...state.layers, answers, ...context.plan.extraVars]);
  bases.set(host, { inventory, layers: state.layers.length, variables });
  return variables;
}

/** Variables of a task, to which values of loop items can be added. */
class RunScope implements TaskScope {
  readonly lookup: NonNullable<Scope["lookup"]>;
  readonly #variables: Variables;

  constructor(variables: Variables) {
    this.#variables = variables;
    this.lookup = (plugin, terms, options, scope = this) => variables.lookup?.(plugin, terms, options, scope);
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    return this.#variables.get(name);
  }

  names(): readonly string[] {
    return this.#variables.names();
  }

  explain(name: string): readonly Origin[] {
    return this.#variables.explain(name);
  }

  with(values: ReadonlyMap<string, Value>, origin = "loop"): TaskScope {
    return new RunScope(this.#variables.with({ origin, level: LEVELS.item, values: Object.fromEntries(values) }));
  }
}
