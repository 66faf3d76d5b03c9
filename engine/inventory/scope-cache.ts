import type { Diagnostic } from "#engine/core/diagnostic.js";
import type { Result } from "#engine/core/result.js";
import type { Value } from "#engine/core/value.js";

type Answer = Result<Value, Diagnostic> | undefined;

interface Entry {
  readonly answer: Answer;
  /** Every name that was asked for on the way, the variable's own among them; undefined when all of them may have been. */
  readonly reads: ReadonlySet<string> | undefined;
}

/** So many caches may stand behind each other before what they hold is copied into a new one. */
const LONGEST = 4;

/**
 * Values of variables once they are rendered, with the names that went into them. A cache made for more layers than another one's
 * shares with it all values that do not hang on the variables of those layers.
 */
export class ScopeCache {
  readonly #entries = new Map<string, Entry>();
  readonly #parent: ScopeCache | undefined;
  readonly #length: number;
  /** Whether a variable may differ from that of the parent. */
  readonly #changed: (name: string) => boolean;
  /** Names read by each variable being rendered right now, outermost first. */
  readonly #readers: (Set<string> | undefined)[] = [];
  /** So many of those, counted from the outermost, are not kept. */
  #fleeting = 0;

  constructor(parent?: ScopeCache, changed: (name: string) => boolean = () => false) {
    const full = parent !== undefined && parent.#length >= LONGEST;
    this.#parent = full ? undefined : parent;
    this.#length = full || parent === undefined ? 1 : parent.#length + 1;
    this.#changed = changed;
    if (full) for (const [name, entry] of parent.#all()) if (this.#shares(entry)) this.#entries.set(name, entry);
  }

  /** A cache for a scope in which some variables are different. */
  child(changed: (name: string) => boolean): ScopeCache {
    return new ScopeCache(this, changed);
  }

  /** The value under a name; `make` is asked when it is not known yet. */
  get(name: string, make: () => Answer): Answer {
    const entry = this.#known(name) ?? this.#make(name, make);
    this.#note(entry.reads);
    return entry.answer;
  }

  /** What is being rendered hangs on this name too, without asking for its value. */
  note(name: string): void {
    this.#note(new Set([name]));
  }

  /** What is being rendered may be another value the next time: it is not kept. */
  fleeting(): void {
    this.#fleeting = this.#readers.length;
  }

  /** What is being rendered looks at all names there are. */
  readEverything(): void {
    this.#note(undefined);
  }

  #make(name: string, make: () => Answer): Entry {
    this.#readers.push(new Set([name]));
    const answer = make();
    const entry: Entry = { answer, reads: this.#readers.pop() };
    if (this.#readers.length < this.#fleeting) {
      this.#fleeting = this.#readers.length;
      return entry;
    }
    // In a circle each variable has a message of its own, which begins with it.
    if (answer?.ok !== false || this.#readers.length === 0) this.#store(name, entry);
    return entry;
  }

  #note(reads: ReadonlySet<string> | undefined): void {
    const last = this.#readers.length - 1;
    const reader = this.#readers[last];
    if (reader === undefined) return;
    if (reads === undefined) this.#readers[last] = undefined;
    else for (const name of reads) reader.add(name);
  }

  #known(name: string): Entry | undefined {
    const own = this.#entries.get(name);
    if (own !== undefined || this.#parent === undefined) return own;
    const inherited = this.#parent.#known(name);
    return inherited !== undefined && this.#shares(inherited) ? inherited : undefined;
  }

  #store(name: string, entry: Entry): void {
    if (this.#parent !== undefined && this.#shares(entry)) this.#parent.#store(name, entry);
    else this.#entries.set(name, entry);
  }

  /** Whether an entry means the same here and in the parent. */
  #shares(entry: Entry): boolean {
    if (entry.reads === undefined) return false;
    for (const name of entry.reads) if (this.#changed(name)) return false;
    return true;
  }

  #all(): ReadonlyMap<string, Entry> {
    const all = new Map<string, Entry>();
    const inherited = this.#parent === undefined ? [] : this.#parent.#all();
    for (const [name, entry] of inherited) if (this.#shares(entry)) all.set(name, entry);
    for (const [name, entry] of this.#entries) all.set(name, entry);
    return all;
  }
}
