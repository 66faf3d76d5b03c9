import type { ValueMap } from "#engine/core/value.js";
import { told, type Seen } from "./seen.js";

const LISTED: readonly string[] = ["model name", "Processor", "vendor_id", "cpu", "Vendor", "processor"];

/** Processors, from /proc/cpuinfo (proc(5)): sockets by "physical id", each with its "cpu cores"; "siblings" are the threads of a socket. */
export function processorFacts(seen: Seen): ValueMap {
  const lines = seen.lines("/proc/cpuinfo");
  if (lines.length === 0) return {};
  const values = (key: string): readonly string[] => told(lines, key);
  const sockets = new Set(values("physical id")).size;
  const count = sockets === 0 ? logicalCount(seen) : sockets;
  const cores = Number(values("cpu cores")[0] ?? 1) || 1;
  const threads = Math.floor(Number(values("siblings")[0] ?? 1) / cores);
  return {
    processor: lines.filter((line) => LISTED.includes((line.split(":")[0] ?? "").trim())).map((line) => line.slice(line.indexOf(":") + 1).trim()),
    processor_count: count, processor_cores: cores, processor_threads_per_core: threads, processor_vcpus: threads * count * cores,
    processor_nproc: allowedCount(told(seen.lines("/proc/self/status"), "Cpus_allowed_list")[0]) ?? values("processor").length,
  };
}

/** Where no socket is named: entries, by vendor and model where each has both, always by number on ARM and Power. */
function logicalCount(seen: Seen): number {
  const lines = seen.lines("/proc/cpuinfo");
  const [numbers, vendors, models] = ["processor", "vendor_id", "model name"].map((key) => told(lines, key).length);
  if (/^(?:armv|aarch|ppc)/.test(seen.block("machine")[0] ?? "")) return numbers ?? 0;
  if (vendors !== 0 && vendors === models) return vendors ?? 0;
  return lines.filter((line) => LISTED.includes((line.split(":")[0] ?? "").trim())).length;
}

/** "0-3,8" are five. */
function allowedCount(list: string | undefined): number | undefined {
  return list?.split(",").reduce((sum, part) => {
    const [first = 0, last = first] = part.split("-").map(Number);
    return sum + last - first + 1;
  }, 0);
}

/** Memory in MB, from /proc/meminfo (proc(5)), whose figures are in KiB. */
export function memoryFacts(seen: Seen): ValueMap {
  const lines = seen.lines("/proc/meminfo");
  if (lines.length === 0) return {};
  const mb = (name: string): number => Math.floor(Number.parseInt(told(lines, name)[0] ?? "0", 10) / 1024);
  const [total, free, swap, swapFree] = [mb("MemTotal"), mb("MemFree"), mb("SwapTotal"), mb("SwapFree")];
  const available = mb("Cached") + free + mb("Buffers");
  return {
    memtotal_mb: total, memfree_mb: free, swaptotal_mb: swap, swapfree_mb: swapFree,
    memory_mb: {
      real: { total, free, used: total - free }, nocache: { free: available, used: total - available },
      swap: { total: swap, free: swapFree, used: swap - swapFree, cached: mb("SwapCached") },
    },
  };
}

/** Whole seconds since the host was started. */
export function uptimeFacts(seen: Seen): ValueMap {
  const [seconds] = (seen.line("/proc/uptime") ?? "").split(" ");
  return seconds === undefined || seconds === "" ? {} : { uptime_seconds: Math.floor(Number(seconds)) };
}
