import type { Command, Output } from "#engine/core/command.js";
import type { Problem } from "#engine/core/problem.js";
import type { PackageState } from "../host-state.js";

const FORMAT = "${Package} ${Architecture} ${db:Status-Status} ${Version}\\n";

/** One dpkg-query(1) for all names. A name may carry an architecture, as `libc6:i386`. */
export function packagesCommand(names: readonly string[]): Command {
  return { argv: ["dpkg-query", "-W", "-f", FORMAT, "--", ...names] };
}

/** dpkg-query ends with 1 when it does not know some of the names. */
export function packagesAnswer(names: readonly string[], { code, stdout, stderr }: Output): readonly PackageState[] | { readonly problem: Problem } {
  if (code > 1) {
    const what = code === 127 ? "dpkg-query is not installed" : `dpkg-query failed: ${stderr.trim()}`;
    return { problem: { reason: "missing", what, hint: "packages are looked at by Debian's tools: this host has none" } };
  }
  const lines = stdout.split("\n").map((line) => line.split(" "));
  return names.map((name) => stateOf(name, lines));
}

/** The same package may be there in several architectures: the installed one counts. */
function stateOf(name: string, lines: readonly (readonly string[])[]): PackageState {
  const mine = lines.filter(([known = "", architecture = ""]) => name === known || name === `${known}:${architecture}`);
  const installed = mine.find(([, , status]) => status === "installed");
  return { name, installed: installed?.[3], configured: installed === undefined && mine.some(([, , status]) => status === "config-files") };
}
