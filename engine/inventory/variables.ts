import { FLEETING_LOOKUPS } from "#engine/core/lookup-names.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";
import type { Scope } from "#engine/language/scope.js";
import { renderVariable } from "#engine/language/template.js";
import { ScopeCache } from "./scope-cache.js";
import { indexOf, type AnyLayer } from "./layer.js";

/** Does the work of lookup plugins. */
export type Lookup = NonNullable<Scope["lookup"]>;

/** Where a value comes from: one layer that has the variable. */
export interface Origin {
  readonly origin: string;
  readonly level: number;
  /** Where it is written, and how; undefined for values that no file holds. */
  readonly place?: Place;
  readonly value?: Value;
}

/** The variables of a host (and of a task on it). It never changes: `with` makes another one. */
export interface Variables extends Scope {
  /** These layers as well. A layer of values replaces one of the same origin and level. Cheap: values that do not hang on them stay rendered. */
  with(...layers: readonly AnyLayer[]): Variables;
  /** The same with another way to do lookups: a role's files are found from its own folder. */
  withLookup(lookup: Lookup): Variables;
  /** All layers that have a variable, the one that counts first. */
  explain(name: string): readonly Origin[];
}

/** Variables over layers; see Layer for their order. Values are rendered when they are first asked for. */
export function createScope(layers: readonly AnyLayer[], options: { readonly lookup?: Lookup } = {}): Variables {
  return new LayeredScope(sorted(layers), new ScopeCache(), options.lookup);
}

/** Stands for the lookups among the names that went into a value; no variable can be called so. */
const LOOKUP = "lookup()";

type Found = { readonly entry: MapEntry; readonly layer: AnyLayer } | { readonly value: Value; readonly layer: AnyLayer };

class LayeredScope implements Variables {
  readonly lookup?: Lookup;
  readonly #lookup: Lookup | undefined;
  readonly #layers: readonly AnyLayer[];
  readonly #cache: ScopeCache;
  /** Variables being rendered right now, outermost first. */
  readonly #rendering: MapEntry[] = [];

  constructor(layers: readonly AnyLayer[], cache: ScopeCache, lookup: Lookup | undefined) {
    this.#layers = layers;
    this.#cache = cache;
    if (lookup !== undefined) {
      this.lookup = (plugin, terms, lookupOptions, scope = this) => {
        cache.note(LOOKUP);
        if (FLEETING_LOOKUPS.has(plugin)) cache.fleeting();
        return lookup(plugin, terms, lookupOptions, scope);
      };
    }
    this.#lookup = lookup;
  }

  get(name: string): Result<Value, Diagnostic> | undefined {
    return this.#cache.get(name, () => {
      const found = this.#find(name);
      if (found === undefined) return undefined;
      return "value" in found ? ok(found.value) : this.#render(found.entry);
    });
  }

  names(): readonly string[] {
    this.#cache.readEverything();
    return [...new Set(this.#layers.flatMap((layer) => ("values" in layer ? Object.keys(layer.values) : [...indexOf(layer.vars).keys()])))];
  }

  with(...layers: readonly AnyLayer[]): Variables {
    if (layers.length === 0) return this;
    const replaced = this.#layers.filter((old) => layers.some((layer) => replaces(layer, old)));
    const kept = replaced.length === 0 ? this.#layers : this.#layers.filter((old) => !replaced.includes(old));
    const changed = [...layers.map((layer) => difference(layer, replaced)), ...replaced.map((old) => this.#isOvertaken(old) ? hasName(old) : difference(old, layers))];
    return new LayeredScope(sorted([...kept, ...layers]), this.#cache.child((name) => changed.some((has) => has(name))), this.#lookup);
  }

  /** Whether a layer of the same level stands above it, which it comes to stand above when it is given again. */
  #isOvertaken(old: AnyLayer): boolean {
    return this.#layers.slice(this.#layers.indexOf(old) + 1).some((layer) => layer.level === old.level);
  }

  withLookup(lookup: Lookup): Variables {
    return new LayeredScope(this.#layers, this.#cache.child((name) => name === LOOKUP), lookup);
  }

  explain(name: string): readonly Origin[] {
    return this.#layers.toReversed().flatMap((layer): readonly Origin[] => {
      const { origin, level } = layer;
      const found = inLayer(layer, name);
      if (found === undefined) return [];
      return ["entry" in found ? { origin, level, place: found.entry.value.place } : { origin, level, value: found.value }];
    });
  }

  #find(name: string): Found | undefined {
    for (let index = this.#layers.length - 1; index >= 0; index -= 1) {
      const layer = this.#layers[index];
      const found = layer === undefined ? undefined : inLayer(layer, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #render(entry: MapEntry): Result<Value, Diagnostic> {
    const first = this.#rendering.indexOf(entry);
    if (first !== -1) return err(loop([...this.#rendering.slice(first), entry]));
    this.#rendering.push(entry);
    const value = renderVariable(entry.value, this);
    this.#rendering.pop();
    return value;
  }
}

function replaces(layer: AnyLayer, old: AnyLayer): boolean {
  if ("vars" in layer || "vars" in old) return "vars" in layer && "vars" in old && layer.vars === old.vars && layer.level === old.level;
  return layer.origin === old.origin && layer.level === old.level;
}

function inLayer(layer: AnyLayer, name: string): Found | undefined {
  if ("values" in layer) {
    const value = Object.hasOwn(layer.values, name) ? layer.values[name] : undefined;
    return value === undefined ? undefined : { value, layer };
  }
  const entry = indexOf(layer.vars).get(name);
  return entry === undefined ? undefined : { entry, layer };
}

/** Whether a layer has another value for a name than the layer it stands in the place of. */
function difference(layer: AnyLayer, others: readonly AnyLayer[]): (name: string) => boolean {
  const other = others.find((each) => replaces(layer, each));
  if (other === undefined) return hasName(layer);
  if ("vars" in layer || "vars" in other) return () => false;
  return (name) => (Object.hasOwn(layer.values, name) ? layer.values[name] : undefined) !== (Object.hasOwn(other.values, name) ? other.values[name] : undefined);
}

function hasName(layer: AnyLayer): (name: string) => boolean {
  if ("values" in layer) return (name) => Object.hasOwn(layer.values, name);
  const index = indexOf(layer.vars);
  return (name) => index.has(name);
}

/** Weakest first; of equals the later one stays later. */
function sorted(layers: readonly AnyLayer[]): readonly AnyLayer[] {
  return layers.toSorted((a, b) => a.level - b.level);
}

function loop(entries: readonly MapEntry[]): Diagnostic {
  const [first, ...rest] = entries;
  const names = entries.map((entry) => entry.key).join(" -> ");
  const others = rest.slice(0, -1).map(({ key, keyPlace }) => `${key} is set at ${keyPlace.file}:${keyPlace.line}:${keyPlace.column}`);
  return problemAt("variable-loop", entries.length === 2 ? `the variable "${first?.key ?? ""}" refers to itself` : `variables refer to each other in a circle: ${names}`, {
    place: first?.value.place, hint: others.length > 0 ? others.join("; ") : "Give the new value another name",
  });
}
