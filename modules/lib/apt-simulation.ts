/** What apt-get would do to packages, as `apt-get -s` tells it. */
export interface Simulation {
  readonly installs: readonly Upgrade[];
  readonly removals: readonly Removal[];
}

/** A package that would be installed or brought to another version. */
export interface Upgrade {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
}

/** A package that would go. */
export interface Removal {
  readonly name: string;
  readonly version: string;
  /** Its configuration files too. */
  readonly purge: boolean;
}

/** Reads the lines `Inst name [old] (new origin [arch])`, `Remv name [version]` and `Purg name [version]`. */
export function parseSimulation(text: string): Simulation {
  const lines = text.split("\n");
  return {
    installs: lines.flatMap((line) => {
      const [, name, old, to] = /^Inst (\S+)(?: \[([^\]]+)\])? \((\S+)/.exec(line) ?? [];
      return name === undefined || to === undefined ? [] : [{ name, from: old ?? null, to }];
    }),
    removals: lines.flatMap((line) => {
      const [, verb, name, version = ""] = /^(Remv|Purg) (\S+)(?: \[([^\]]+)\])?/.exec(line) ?? [];
      return name === undefined ? [] : [{ name, version, purge: verb === "Purg" }];
    }),
  };
}

/** What apt-get said that it does not know: names, and versions as name=version. Empty when it failed of something else. */
export function unknownToApt(stderr: string): string[] {
  const patterns = [
    /Unable to locate package (\S+)/g, /Couldn't find any package by (?:glob|regex) '([^']+)'/g, /Package '([^']+)' has no installation candidate/g,
  ];
  const names = patterns.flatMap((pattern) => [...stderr.matchAll(pattern)].map(([, name = ""]) => name));
  const versions = [...stderr.matchAll(/Version '([^']+)' for '([^']+)' was not found/g)].map(([, version = "", name = ""]) => `${name}=${version}`);
  return [...new Set([...names, ...versions])];
}
