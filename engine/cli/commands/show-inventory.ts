import { dirname } from "node:path";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { didYouMean } from "#engine/core/suggest.js";
import type { Value } from "#engine/core/value.js";
import { LOCAL_NAMES } from "#engine/inventory/inventory.js";
import type { Layer } from "#engine/inventory/layer.js";
import { toYaml } from "#engine/language/yaml-text.js";
import { formatDiagnostics } from "#engine/report/diagnostics.js";
import { complain } from "../complain.js";
import { extraLayers } from "../extra-layers.js";
import { explanation } from "../inventory-explain.js";
import { inventoryGraph } from "../inventory-graph.js";
import { inventoryJson, inventoryTree } from "../inventory-json.js";
import { playsOf } from "../inventory-playbook.js";
import { hostVariables, ownVariables } from "../inventory-variables.js";
import { openView, type InventoryView } from "../inventory-view.js";
import { levelList, LEVELS_OF } from "../variable-levels.js";
import type { InventoryArguments } from "./inventory.js";

type Said = Result<string, readonly Diagnostic[]>;

/** Does `tsplay inventory`. */
export async function showInventory(group: string | undefined, options: InventoryArguments, rolePaths: readonly string[]): Promise<void> {
  const text = await textFor(group, options, rolePaths);
  if (text.ok) process.stdout.write(text.value);
  else await complain(text.error);
}

async function textFor(group: string | undefined, options: InventoryArguments, rolePaths: readonly string[]): Promise<Said> {
  const extra = extraLayers(options.extraVars ?? []);
  if (!extra.ok) return extra;
  const wish: Wish = { ...options, rolePaths, sources: options.inventory ?? [], extraVars: extra.value };
  const view = openView({ sources: wish.sources, limit: options.limit, playbookDir: playbookDir(options), extraVars: extra.value, reveal: options.showSecrets === true });
  if (!view.ok) return view;
  if (view.value.warnings.length > 0) process.stderr.write(`${formatDiagnostics(view.value.warnings)}\n`);
  return textOf(view.value, group, wish);
}

/** As ansible-inventory has it, the working folder unless told otherwise. */
function playbookDir({ playbookDir: told, playbook }: InventoryArguments): string {
  return told ?? (playbook === undefined ? "." : dirname(playbook));
}

interface Wish extends Omit<InventoryArguments, "extraVars"> {
  readonly sources: readonly string[];
  readonly extraVars: readonly Layer[];
  readonly rolePaths: readonly string[];
}

async function textOf(view: InventoryView, group: string | undefined, wish: Wish): Promise<Said> {
  const { host, explain, playbook } = wish;
  if (explain !== undefined && host === undefined) return badOption("--explain needs --host: the same variable may have another value on every host");
  if (playbook !== undefined && explain === undefined) return badOption("--playbook needs --explain; for group_vars/ and host_vars/ beside playbooks there is --playbook-dir");
  if (host === undefined) return wholeText(view, group, wish);
  const unknown = strangerTo(view, host);
  if (unknown !== undefined) return err([unknown]);
  if (explain === undefined) return ok(written(wish.export === true ? ownVariables(view, host) : hostVariables(view, host), wish));
  return playbook === undefined ? explained(view, host, explain) : explainedIn(playbook, { host, variable: explain }, wish);
}

function wholeText(view: InventoryView, group: string | undefined, wish: Wish): Said {
  const forExport = wish.export === true;
  if (wish.list === true) return ok(written(wish.yaml === true ? inventoryTree(view, forExport) : inventoryJson(view, forExport), wish));
  const top = group ?? "all";
  const { groups } = view.inventory;
  if (groups.has(top)) return ok(inventoryGraph(view, top, wish.vars === true));
  return err([problemAt("unknown-group", `no group is called "${top}"`, { hint: didYouMean(top, [...groups.keys()]) ?? "--graph without a name shows them all" })]);
}

/** The implicit localhost has variables, too. */
function strangerTo(view: InventoryView, host: string): Diagnostic | undefined {
  if (view.hosts.includes(host) || LOCAL_NAMES.includes(host)) return undefined;
  return problemAt("unknown-host", `no host is called "${host}"`, { hint: didYouMean(host, view.hosts) ?? "--graph shows them all" });
}

function explained(view: InventoryView, host: string, variable: string): Said {
  const told = explanation({ host, variable, layers: view.layersOf(host), later: [], where: "the inventory", reveal: view.reveal });
  if (told.ok) return ok(`${told.value}  A playbook may override it (levels ${levelList(LEVELS_OF.playbook)}): see --playbook.\n`);
  return err([{ ...told.error, hint: told.error.hint ?? "A playbook may set it: see --playbook" }]);
}

/** For each play in which the host takes part, unless they all say the same. */
async function explainedIn(playbook: string, { host, variable }: { readonly host: string; readonly variable: string }, { sources, extraVars, rolePaths, showSecrets }: Wish): Promise<Said> {
  const plays = await playsOf({ playbook, sources, extraVars, rolePaths });
  if (!plays.ok) return plays;
  const mine = plays.value.filter(({ hosts }) => hosts.includes(host));
  if (mine.length === 0) return err([problemAt("unused-host", `no play of ${playbook} is played on ${host}`, { hint: "Without --playbook the inventory alone is asked" })]);
  const answers = mine.map((play) => ({ title: play.title, told: explanation({ host, variable, layers: play.layersOf(host), later: play.later(variable), where: `the inventory and ${playbook}`, reveal: showSecrets === true }) }));
  const found = answers.filter(({ told }) => told.ok);
  if (found.length === 0) return err(answers.slice(0, 1).flatMap(({ told }) => told.ok ? [] : [told.error]));
  const texts = new Set(found.map(({ told }) => told.ok ? told.value : ""));
  const body = texts.size === 1 ? [...texts] : found.map(({ title, told }) => `In the play ${title}:\n${told.ok ? told.value : ""}`);
  return ok(`${body.join("\n")}  Only a run knows: levels ${levelList(LEVELS_OF.run)}.\n`);
}

function badOption(message: string): Said {
  return err([problemAt("bad-option", message)]);
}

function written(value: Value, { yaml }: Pick<Wish, "yaml">): string {
  return yaml === true ? toYaml(value, { indent: 2, sort: true, flowLeaves: false }) : `${JSON.stringify(value, undefined, 4)}\n`;
}
