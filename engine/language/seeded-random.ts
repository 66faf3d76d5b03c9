import { createHash, randomInt } from "node:crypto";
import type { Value } from "#engine/core/value.js";
import { textOf } from "./python-text.js";
import { comparable } from "./secret-parts.js";

/** Numbers of chance from 0 to below 1; with a seed always the same ones in the same order, drawn from digests of it. */
export function seededRandom(seed: Value): () => number {
  if (seed === null) return () => randomInt(2 ** 47) / 2 ** 47;
  let count = 0;
  return () => {
    count += 1;
    return createHash("sha256").update(`${textOf(comparable(seed))}\n${count}`).digest().readUIntBE(0, 6) / 2 ** 48;
  };
}
