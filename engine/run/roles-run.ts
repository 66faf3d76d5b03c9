import type { HostRun } from "./host-run.js";

/** Which roles of a play each host began, and which it is through with. Roles are told apart by their keys (PlannedRole). */
export class RolesRun {
  readonly #begun = new Map<HostRun, Set<string>>();
  readonly #through = new Map<HostRun, Set<string>>();

  /** A task of the role was run on the host, well or not; one that was skipped is none. */
  began(host: HostRun, key: string): void {
    note(this.#begun, host, key);
  }

  /** The host came to the end of the role: it counts where anything of it was run. */
  through(host: HostRun, key: string): void {
    if (this.#begun.get(host)?.has(key) === true) note(this.#through, host, key);
  }

  /** Whether the host is through with the role. */
  isThrough(host: HostRun, key: string): boolean {
    return this.#through.get(host)?.has(key) === true;
  }
}

function note(map: Map<HostRun, Set<string>>, host: HostRun, key: string): void {
  map.set(host, (map.get(host) ?? new Set()).add(key));
}
