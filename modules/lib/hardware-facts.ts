import type { ValueMap } from "#engine/core/value.js";

/** Memory in MB, from /proc/meminfo (proc(5)), whose figures are in KiB. */
export function memoryFacts(lines: readonly string[]): ValueMap {
  const kib = new Map(lines.map((line): [string, number] => {
    const [name = "", rest = ""] = line.split(":");
    return [name, Number.parseInt(rest, 10)];
  }));
  const mb = (name: string): number => Math.floor((kib.get(name) ?? 0) / 1024);
  const used = mb("MemTotal") - mb("MemFree");
  return {
    memtotal_mb: mb("MemTotal"), memfree_mb: mb("MemFree"), swaptotal_mb: mb("SwapTotal"), swapfree_mb: mb("SwapFree"),
    memory_mb: {
      real: { total: mb("MemTotal"), free: mb("MemFree"), used },
      nocache: { free: mb("MemFree") + mb("Cached") + mb("Buffers"), used: used - mb("Cached") - mb("Buffers") },
      swap: { total: mb("SwapTotal"), free: mb("SwapFree"), used: mb("SwapTotal") - mb("SwapFree"), cached: mb("SwapCached") },
    },
  };
}

/** Processors, from /proc/cpuinfo. */
export function processorFacts(lines: readonly string[]): ValueMap {
  const values = (name: string): readonly string[] => lines.filter((line) => line.startsWith(name)).map((line) => line.slice(line.indexOf(":") + 1).trim());
  const vcpus = values("processor").length;
  const sockets = Math.max(1, new Set(values("physical id")).size);
  const cores = Number(values("cpu cores")[0] ?? vcpus);
  return {
    processor_vcpus: vcpus, processor_nproc: vcpus, processor_count: sockets, processor_cores: cores,
    processor_threads_per_core: Math.max(1, Math.round(vcpus / (sockets * cores || 1))),
    processor: lines.filter((line) => /^(processor|vendor_id|model name)/.test(line)).map((line) => line.slice(line.indexOf(":") + 1).trim()),
  };
}

/** File systems, from `df -PTk`; the root's line comes first and may come twice. */
export function mountFacts(lines: readonly string[]): ValueMap {
  const found = new Map(lines.filter((line) => !line.startsWith("Filesystem")).flatMap((line): [string, ValueMap][] => {
    const match = /^(\S+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+%\s+(\/.*)$/.exec(line);
    if (match === null) return [];
    const [, device = "", fstype = "", total = "0", , available = "0", mount = ""] = match;
    return [[mount, { device, fstype, mount, size_total: Number(total) * 1024, size_available: Number(available) * 1024 }]];
  }));
  return { mounts: [...found.values()] };
}
