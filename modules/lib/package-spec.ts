import { fitsShellPattern, isShellPattern } from "./shell-pattern.js";

/** A package as a playbook names it: `nginx`, `nginx=1.22*`, `linux-headers-*`, `libc6:i386`. */
export interface PackageSpec {
  /** As it was written. */
  readonly text: string;
  /** The name, which may be a pattern. */
  readonly name: string;
  /** The wanted version, which may be a pattern; undefined: any. */
  readonly version: string | undefined;
}

const NAME = /^[a-z0-9*?[][a-z0-9+.*?![\]-]*(?::[a-z0-9-]+)?$/;

/** Reads a name as the apt module takes it; undefined when it is none. */
export function parsePackageSpec(text: string): PackageSpec | undefined {
  const at = text.indexOf("=");
  const name = (at < 0 ? text : text.slice(0, at)).trim();
  const version = at < 0 ? undefined : text.slice(at + 1).trim();
  if (!NAME.test(name) || version === "" || (version !== undefined && isShellPattern(name))) return undefined;
  return { text, name, version };
}

/** Whether an installed version is one that the spec asks for. */
export function isVersionWanted({ version }: PackageSpec, installed: string): boolean {
  return version === undefined || fitsShellPattern(version, installed);
}
