/** Where something stands in a file: what every diagnostic points at. */
export interface Place {
  /** The file as the user named it: relative to the working folder where that is shorter. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, counted in UTF-16 code units. */
  readonly column: number;
  /** How many characters to underline; 1 when left out. */
  readonly length?: number;
  /** The whole line, so that a message can show it without opening the file again. */
  readonly text: string;
}
