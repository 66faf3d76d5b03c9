/** What went wrong, for a person: what happened and to what, what the host said, and what to do next. */
export interface Sentence {
  readonly happened: string;
  readonly details?: readonly string[];
  readonly next?: string;
}

/** How much to tell. */
export interface Telling {
  /** Lines of a program's output to show, the last ones. */
  readonly outputLines: number;
  /** Show where in tsplay a bug struck. */
  readonly stacks: boolean;
}

/** A sentence as lines: the first stands alone, the others are indented below it. */
export function sentenceLines({ happened, details, next }: Sentence): string[] {
  const [first = "", ...more] = happened.split("\n");
  const below = [...more, ...(details ?? []), ...(next === undefined ? [] : next.split("\n"))];
  return [first, ...below.map((line) => `    ${line}`)];
}
