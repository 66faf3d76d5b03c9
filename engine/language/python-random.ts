import { createHash } from "node:crypto";

const SIZE = 624;
const MIDDLE = 397;

/**
 * The numbers that Python's `random.Random(seed)` gives, so that a seed means the same password, order or choice as under Ansible: the
 * Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998) with Python's way of seeding it. Not for secrets without a seed.
 */
export class PythonRandom {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** A text is seeded with its bytes and their SHA-512 behind them, a whole number with its absolute value. */
  constructor(seed: string | number) {
    this.#seed(typeof seed === "number" ? BigInt(Math.abs(Math.trunc(seed))) : textSeed(seed));
  }

  /** A whole number from 0 to below `limit` (at most 2^32), as `randrange(limit)`. */
  below(limit: number): number {
    const bits = limit.toString(2).length;
    for (;;) {
      const number = this.#word() >>> (32 - bits);
      if (number < limit) return number;
    }
  }

  /** A number from 0 to below 1, as `random()`. */
  fraction(): number {
    return ((this.#word() >>> 5) * 0x4000000 + (this.#word() >>> 6)) / 2 ** 53;
  }

  /** The items in another order, as `shuffle()` leaves them. */
  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let at = all.length - 1; at > 0; at -= 1) {
      const other = this.below(at + 1);
      [all[at], all[other]] = [all[other] as T, all[at] as T];
    }
    return all;
  }

  #seed(seed: bigint): void {
    const key: number[] = [];
    for (let left = seed; left > 0n; left >>= 32n) key.push(Number(left & 0xffffffffn));
    if (key.length === 0) key.push(0);
    this.#fill(19650218);
    const state = this.#state;
    let at = 1;
    const forward = () => {
      at += 1;
      if (at < SIZE) return;
      state[0] = state[SIZE - 1] ?? 0;
      at = 1;
    };
    for (let count = 0; count < Math.max(SIZE, key.length); count += 1) {
      const index = count % key.length;
      state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state[at - 1] ?? 0), 1664525)) + (key[index] ?? 0) + index;
      forward();
    }
    for (let count = 1; count < SIZE; count += 1) {
      state[at] = ((state[at] ?? 0) ^ Math.imul(mixed(state[at - 1] ?? 0), 1566083941)) - at;
      forward();
    }
    state[0] = 0x80000000;
  }

  #fill(seed: number): void {
    this.#state[0] = seed;
    for (let at = 1; at < SIZE; at += 1) this.#state[at] = Math.imul(1812433253, mixed(this.#state[at - 1] ?? 0)) + at;
  }

  #word(): number {
    if (this.#next >= SIZE) this.#turn();
    let word = this.#state[this.#next] ?? 0;
    this.#next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #turn(): void {
    const state = this.#state;
    for (let at = 0; at < SIZE; at += 1) {
      const joined = ((state[at] ?? 0) & 0x80000000) | ((state[(at + 1) % SIZE] ?? 0) & 0x7fffffff);
      state[at] = (state[(at + MIDDLE) % SIZE] ?? 0) ^ (joined >>> 1) ^ ((joined & 1) === 0 ? 0 : 0x9908b0df);
    }
    this.#next = 0;
  }
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

function textSeed(text: string): bigint {
  const bytes = Buffer.from(text);
  return BigInt(`0x${Buffer.concat([bytes, createHash("sha512").update(bytes).digest()]).toString("hex")}`);
}
