import { Unknown } from "#engine/core/value.js";

/** What a lookup asks of the world outside, which takes its time. */
export interface Inquiry<T> {
  /** Tells it from others. */
  readonly key: string;
  /** Asks and waits: nothing else happens in this process meanwhile. */
  now(): T;
  /** Asks, and gives the answer when it is there. The signal ends it. */
  later(signal: AbortSignal): Promise<T>;
}

/** Gets the answer to an inquiry; Unknown where it is still to come, and the expression has to be evaluated again. */
export type Ask = <T>(inquiry: Inquiry<T>) => T | Unknown;

/** Asks and waits. */
export const askNow: Ask = (inquiry) => inquiry.now();

/**
 * The answers to what one expression asks. Expressions are evaluated at once or not at all: where one has to wait, its evaluation comes to nothing, and
 * it is evaluated again when the answer is there. It then asks the same in the same order, and is given the answers it had so far.
 */
export class Answers {
  readonly #signal: AbortSignal;
  readonly #known: { readonly key: string; readonly answer: unknown }[] = [];
  #next = 0;
  #coming: Promise<void> | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  readonly ask = <T>(inquiry: Inquiry<T>): T | Unknown => {
    if (this.#coming !== undefined) return STILL_TO_COME;
    const known = this.#known[this.#next];
    this.#next += 1;
    if (known?.key === inquiry.key) return known.answer as T;
    if (known !== undefined) return inquiry.now(); // by chance it asks for something else each time (random): it could go on so for ever
    this.#coming = inquiry.later(this.#signal).then((answer) => { this.#known.push({ key: inquiry.key, answer }); });
    return STILL_TO_COME;
  };

  /** What is waited for, after which the expression is to be evaluated again; undefined: nothing. */
  coming(): Promise<void> | undefined {
    const coming = this.#coming;
    this.#next = 0;
    this.#coming = undefined;
    return coming;
  }
}

const STILL_TO_COME = new Unknown("its answer is still to come");
