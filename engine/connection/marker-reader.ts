/** What came before a marker, and the exit code in it. */
export interface Part {
  readonly bytes: Buffer;
  readonly code: number;
  /** There was more than is kept. */
  readonly cut: boolean;
}

/** Of one stream of one command so many bytes are kept: in results and what is made of them, each takes the memory of about fifteen. */
const LARGEST = 24 * 2 ** 20;

/**
 * Cuts one stream of the shell into the outputs of its commands. After each command the shell prints `NONCE:NUMBER:CODE\n` on both of its
 * streams. Only the marker of the command whose turn it is counts: anything else that looks like one is output.
 */
export class MarkerReader {
  readonly #nonce: string;
  readonly #done: (part: Part) => void;
  #number = 0;
  #kept: Buffer[] = [];
  #size = 0;
  /** The end of what came, in which a marker may have begun. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(nonce: string, done: (part: Part) => void) {
    this.#nonce = nonce;
    this.#done = done;
  }

  /** More bytes of the stream. */
  push(chunk: Buffer): void {
    this.#tail = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    while (this.#cut());
  }

  /** What came since the last marker. */
  rest(): Buffer {
    return Buffer.concat([...this.#kept, this.#tail]);
  }

  /** Takes one step; false when more bytes are needed. */
  #cut(): boolean {
    const marker = Buffer.from(`${this.#nonce}:${this.#number}:`);
    const start = this.#tail.indexOf(marker);
    if (start === -1) return this.#keep(this.#tail.length - marker.length + 1);
    this.#keep(start);
    const code = /^(\d{1,3})\n/.exec(this.#tail.toString("latin1", marker.length, marker.length + 4));
    if (code !== null) return this.#finish(Number(code[1]), marker.length + code[0].length);
    return this.#tail.length >= marker.length + 4 && this.#skip(marker.length);
  }

  #finish(code: number, markerLength: number): boolean {
    const bytes = Buffer.concat(this.#kept);
    const cut = this.#size > LARGEST;
    this.#kept = [];
    this.#size = 0;
    this.#tail = this.#tail.subarray(markerLength);
    this.#number += 1;
    this.#done({ bytes, code, cut });
    return true;
  }

  /** Not a marker after all. */
  #skip(length: number): boolean {
    this.#keep(length);
    return true;
  }

  #keep(length: number): false {
    if (length > 0) {
      this.#size += length;
      if (this.#size <= LARGEST) this.#kept.push(this.#tail.subarray(0, length));
      this.#tail = this.#tail.subarray(length);
    }
    return false;
  }
}
