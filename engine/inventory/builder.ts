import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapEntry } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { Value } from "#engine/core/value.js";

/** A group while the inventory is read. */
export interface GroupDraft {
  readonly name: string;
  readonly hosts: Set<string>;
  readonly children: Set<string>;
  readonly vars: Map<string, MapEntry>;
  readonly place: Place | undefined;
}

/** A host while the inventory is read. */
export interface HostDraft {
  readonly name: string;
  /** Where it was named first. */
  readonly source: string | undefined;
  readonly vars: Map<string, MapEntry>;
  /** What a run added. */
  readonly values: Map<string, Value>;
}

/** Gathers hosts, groups and their variables from all sources; later variables replace earlier ones of the same name. */
export class InventoryBuilder {
  readonly hosts = new Map<string, HostDraft>();
  readonly groups = new Map<string, GroupDraft>();
  readonly diagnostics: Diagnostic[] = [];
  readonly warnings: Diagnostic[] = [];
  /** The source that is being read: a file, or a list of hosts as it was given. */
  source: string | undefined;

  constructor() {
    this.group("all");
    this.group("ungrouped");
  }

  /** Another one with the same in it. It shares hosts and groups with this one: who changes one of them takes it as its own first. */
  copy(): InventoryBuilder {
    const copy = new InventoryBuilder();
    copy.diagnostics.push(...this.diagnostics);
    copy.warnings.push(...this.warnings);
    for (const host of this.hosts.values()) copy.hosts.set(host.name, host);
    for (const group of this.groups.values()) copy.groups.set(group.name, group);
    return copy;
  }

  /** A host that a copy may change. */
  ownHost(name: string): HostDraft {
    const host = this.host(name);
    const own = { ...host, vars: new Map(host.vars), values: new Map(host.values) };
    this.hosts.set(name, own);
    return own;
  }

  /** A group that a copy may change. */
  ownGroup(name: string): GroupDraft {
    const group = this.group(name);
    const own = { ...group, hosts: new Set(group.hosts), children: new Set(group.children), vars: new Map(group.vars) };
    this.groups.set(name, own);
    return own;
  }

  host(name: string): HostDraft {
    const known = this.hosts.get(name);
    if (known !== undefined) return known;
    const host: HostDraft = { name, source: this.source, vars: new Map(), values: new Map() };
    this.hosts.set(name, host);
    return host;
  }

  /** Where variables written for a host go: in Ansible (InventoryData.set_variable) to the group of the same name, if there is one already. */
  varsOf(name: string): Map<string, MapEntry> {
    return this.groups.get(name)?.vars ?? this.host(name).vars;
  }

  group(name: string, place?: Place): GroupDraft {
    const known = this.groups.get(name);
    if (known !== undefined) return known;
    const group: GroupDraft = { name, hosts: new Set(), children: new Set(), vars: new Map(), place };
    this.groups.set(name, group);
    if (place !== undefined) this.#checkName(name, place);
    return group;
  }

  /** Puts a group below another one; a circle is an error at `place`. */
  addChild(parent: string, child: string, place: Place | undefined): void {
    const path = child === "all" ? ["all"] : this.#pathDown(child, parent);
    if (path === undefined) {
      this.group(parent).children.add(child);
      return;
    }
    this.error("group-cycle", `the group "${parent}" would stand below itself: ${[parent, ...path].join(" -> ")}`, place, "Remove one of these children");
  }

  error(code: string, message: string, place: Place | undefined, hint?: string): void {
    this.diagnostics.push(problemAt(code, message, { place, hint }));
  }

  /** Groups from `from` down to `to`, both included; undefined when there is no way. */
  #pathDown(from: string, to: string): readonly string[] | undefined {
    if (from === to) return [from];
    for (const child of this.groups.get(from)?.children ?? []) {
      const path = this.#pathDown(child, to);
      if (path !== undefined) return [from, ...path];
    }
    return undefined;
  }

  #checkName(name: string, place: Place): void {
    if (/[\s:,!&[\]{}]/.test(name)) this.error("bad-group-name", `"${name}" cannot be the name of a group: patterns use some of its characters`, place, `Use letters, digits, _ and -: ${name.replace(/[\s:,!&[\]{}]+/g, "_")}`);
  }
}
