/** Cuts hosts into batches by `serial`: numbers or percentages of all hosts; the last size holds for what is left. */
export function batchesOf<H>(hosts: readonly H[], serial: readonly (number | string)[]): readonly (readonly H[])[] {
  if (hosts.length === 0) return [];
  const sizes = serial.map((size) => sizeOf(size, hosts.length));
  const batches: (readonly H[])[] = [];
  let start = 0;
  while (start < hosts.length) {
    const size = sizes[Math.min(batches.length, sizes.length - 1)] ?? hosts.length;
    batches.push(hosts.slice(start, start + size));
    start += size;
  }
  return batches;
}

/** A percentage is rounded down, to at least one host (Ansible: "Setting the batch size with serial"). */
function sizeOf(size: number | string, total: number): number {
  const number = typeof size === "number" ? size : Math.floor(Number.parseInt(size, 10) * total / 100);
  return Math.max(1, number);
}
