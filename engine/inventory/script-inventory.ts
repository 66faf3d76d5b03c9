import { isList, isMap, type Value, type ValueMap } from "#engine/core/value.js";
import { shownPath } from "#engine/load/read-text.js";
import type { MapEntry } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import type { InventoryBuilder } from "./builder.js";
import { jsonEntries } from "./json-nodes.js";
import { askScript } from "./ask-script.js";

/** How a program is run. */
export interface ScriptOptions {
  /** After so many seconds it is given up. */
  readonly seconds: number;
}

/**
 * Reads an inventory from a program, as Ansible's inventory plugin "script" does: `--list` prints groups as JSON, with the variables of
 * hosts under `_meta.hostvars`; where `_meta` is missing, `--host NAME` is asked for each host.
 */
export function readScriptInventory(builder: InventoryBuilder, path: string, options: ScriptOptions): void {
  const reader = new ScriptReader(builder, path, options);
  reader.read();
}

class ScriptReader {
  readonly #builder: InventoryBuilder;
  readonly #path: string;
  readonly #options: ScriptOptions;
  readonly #hosts = new Set<string>();
  readonly #place: Place;

  constructor(builder: InventoryBuilder, path: string, options: ScriptOptions) {
    this.#builder = builder;
    this.#path = path;
    this.#options = options;
    const file = shownPath(path);
    this.#place = { file, line: 1, column: 1, text: `(said by ${file} --list)` };
  }

  read(): void {
    const listed = this.#ask("--list");
    if (listed === undefined) return;
    for (const [name, group] of Object.entries(listed)) if (name !== "_meta") this.#group(name, group);
    const meta = own(listed, "_meta");
    const told = isMap(meta) ? own(meta, "hostvars") : undefined;
    if (told === undefined) this.#askEach();
    else if (!isMap(told)) this.#wrong("_meta.hostvars must be a dictionary of hosts");
    else for (const host of this.#hosts) this.#hostVariables(host, own(told, host) ?? {});
  }

  /** Nothing told of the hosts: each is asked for. The first failure is enough. */
  #askEach(): void {
    for (const host of this.#hosts) {
      const vars = this.#ask("--host", host);
      if (vars === undefined) return;
      this.#hostVariables(host, vars);
    }
  }

  #hostVariables(host: string, said: Value): void {
    this.#variables(`the variables of the host ${host}`, said, this.#builder.varsOf(host));
  }

  /** What the program answers; undefined, and told of, when that is no dictionary. */
  #ask(...words: readonly string[]): ValueMap | undefined {
    const answer = askScript(this.#path, words, this.#options.seconds);
    if (answer.ok) return answer.value;
    this.#builder.diagnostics.push(answer.error);
    return undefined;
  }

  #group(name: string, said: Value): void {
    const group = this.#builder.group(name, this.#place);
    const data = formOf(name, said);
    for (const host of this.#names(`the hosts of the group ${name}`, own(data, "hosts"))) this.#host(host, group.hosts);
    this.#variables(`the variables of the group ${name}`, own(data, "vars") ?? {}, group.vars);
    for (const child of this.#names(`the children of the group ${name}`, own(data, "children"))) {
      this.#builder.group(child, this.#place);
      this.#builder.addChild(name, child, this.#place);
    }
  }

  #host(name: string, members: Set<string>): void {
    this.#builder.host(name);
    this.#hosts.add(name);
    members.add(name);
  }

  #names(what: string, said: Value | undefined): readonly string[] {
    if (said === undefined) return [];
    if (isList(said) && said.every((each) => typeof each === "string")) return said;
    this.#wrong(`${what} must be a list of names`);
    return [];
  }

  #variables(what: string, said: Value, into: Map<string, MapEntry>): void {
    if (!isMap(said)) this.#wrong(`${what} must be a dictionary`);
    else for (const entry of jsonEntries(said, this.#place)) into.set(entry.key, entry);
  }

  #wrong(what: string): void {
    this.#builder.error("bad-script-inventory", `what the inventory script ${shownPath(this.#path)} prints makes no sense: ${what}`, undefined, `See what it says: ${shownPath(this.#path)} --list`);
  }
}

function own(map: ValueMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** A list of hosts alone, or a dictionary of variables alone for a host of the group's name, are short forms. */
function formOf(name: string, said: Value): ValueMap {
  if (!isMap(said)) return { hosts: said };
  return ["hosts", "vars", "children"].some((key) => Object.hasOwn(said, key)) ? said : { hosts: [name], vars: said };
}
