/** How many steps an expression may need by a rough estimate before its work is done under a time limit. */
const HARMLESS = 2_000_000;

interface Level { repeats: boolean; last: boolean }

/**
 * An upper estimate of how long a backtracking search can take: every unbounded repetition multiplies the work by the length of the text,
 * alternatives and optional parts double it, and a repetition inside a repetition has no bound worth the name.
 */
export class Effort {
  #unbounded = 0;
  #factor = 1;
  #nested = false;
  readonly #levels: Level[] = [{ repeats: false, last: false }];

  open(): void {
    this.#levels.push({ repeats: false, last: false });
  }

  /** What is inside a group counts for what is done with the group. */
  close(): void {
    const inner = this.#levels.pop();
    const outer = this.#levels.at(-1);
    if (outer === undefined) return;
    outer.last = inner?.repeats ?? false;
    outer.repeats ||= outer.last;
  }

  atom(): void {
    const level = this.#levels.at(-1);
    if (level !== undefined) level.last = false;
  }

  alternative(): void {
    const level = this.#levels.at(-1);
    if (level !== undefined) level.repeats = true;
    this.#factor = Math.min(this.#factor * 2, Number.MAX_SAFE_INTEGER);
  }

  /** The last atom is repeated. Gives a sentence when the numbers make no sense. */
  repeat(quantifier: string): string | undefined {
    const [low, high] = boundsOf(quantifier);
    if (low > high) return `"${quantifier}" repeats fewer times than it must`;
    if (low > 65_535 || (high > 65_535 && high !== Infinity)) return `"${quantifier}" repeats too often`;
    if (high !== low) this.#count(low, high);
    else if (this.#levels.at(-1)?.last === true && high > 1) this.#nested = true;
    return undefined;
  }

  #count(low: number, high: number): void {
    const level = this.#levels.at(-1);
    if (level?.last === true && high > 1) this.#nested = true;
    if (high === Infinity) this.#unbounded += 1;
    else this.#factor = Math.min(this.#factor * (high - low + 1), Number.MAX_SAFE_INTEGER);
    if (level !== undefined) level.repeats = true;
  }

  /** Whether a search in each of these texts comes to its end by itself, and soon. */
  isHarmless(texts: readonly string[]): boolean {
    if (this.#nested) return false;
    let steps = 0;
    for (const { length } of texts) steps += this.#factor * Math.max(length, 1) ** (this.#unbounded + 1);
    return steps <= HARMLESS;
  }
}

function boundsOf(quantifier: string): [low: number, high: number] {
  const symbol = { "*": [0, Infinity], "+": [1, Infinity], "?": [0, 1] }[quantifier];
  if (symbol !== undefined) return [symbol[0] ?? 0, symbol[1] ?? 0];
  const [, low = "0", comma, high = ""] = /^\{(\d+)(,)?(\d*)\}$/.exec(quantifier) ?? [];
  return [Number(low), comma === undefined ? Number(low) : high === "" ? Infinity : Number(high)];
}
