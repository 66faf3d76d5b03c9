/**
 * A number with so many decimals, a tie going to the even neighbour as in Python; JavaScript's toFixed is right but for ties.
 * A binary number lies exactly between two decimals just when it is an odd multiple of 2^-(digits + 1).
 */
export function toFixedPoint(value: number, digits: number): string {
  const halves = value * 2 ** (digits + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return value.toFixed(digits);
  const below = Math.floor(value * 10 ** digits);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
}
