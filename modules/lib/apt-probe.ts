import { didYouMean } from "#engine/core/suggest.js";
import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { cache, simulation, type AptOptions } from "./apt-commands.js";
import { isStale, LISTS_AGE, parseListsAge, type ListsAge } from "./apt-lists.js";
import { expandedNames, installedNames, packageFile } from "./apt-names.js";
import { parseSimulation, unknownToApt, type Simulation } from "./apt-simulation.js";
import { upgradeOf, type AptInput, type AptState } from "./apt-state.js";
import { aptWords, unsettled } from "./apt-wanted.js";
import { given } from "./given.js";

type Input = AptInput & AptOptions;

/** Looks at what the task names. Where all is well that costs one process (dpkg-query); apt itself is only asked about what is not. */
export async function probeApt(host: Reader, input: Input): Promise<AptState | Missing | Refusal> {
  const before = await namedState(host, input);
  if ("missing" in before) return before;
  const action = actionFor(input, before);
  const refreshing = input.update_cache && (action !== undefined || before.packages === undefined);
  const [age, seen] = await Promise.all([refreshing ? listsAge(host) : undefined, action === undefined ? undefined : simulate(host, action, input)]);
  return joined(host, input, { before, age, seen });
}

/** The versions of the packages that the task names. */
async function namedState(host: Reader, input: Input): Promise<AptState | Missing> {
  const file = input.deb === undefined ? undefined : await packageFile(host, input.deb);
  if (file !== undefined && "missing" in file) return file;
  const names = await expandedNames(host, input.specs, input.state);
  if ("missing" in names) return names;
  const all = file === undefined ? names : [...names, file.name];
  return given({ packages: all.length > 0 || input.specs.length > 0 ? await installedNames(host, all, input.state) : undefined, file });
}

/** The apt-get command that would do what is to be done; undefined: nothing. */
function actionFor(input: Input, before: AptState): readonly string[] | undefined {
  const upgrade = upgradeOf(input);
  if (upgrade !== undefined) return upgradeAction(upgrade);
  const names = input.state === "latest" ? Object.keys(before.packages ?? {}) : unsettled(input, before);
  if (names.length > 0) return [input.state === "absent" ? "remove" : "install", "--", ...aptWords(input, names, before)];
  return before.packages === undefined && input.autoremove ? ["autoremove"] : undefined;
}

/** `safe` upgrades and adds, but removes nothing; `full` may remove as well (apt-get(8), dist-upgrade). */
export function upgradeAction(upgrade: NonNullable<ReturnType<typeof upgradeOf>>): readonly string[] {
  return upgrade === "full" || upgrade === "dist" ? ["dist-upgrade"] : ["upgrade", "--with-new-pkgs"];
}

async function listsAge(host: Reader): Promise<ListsAge> {
  const { stdout } = await host.ask(LISTS_AGE);
  return parseListsAge(stdout);
}

interface Simulated {
  readonly simulation?: Simulation;
  /** What apt has never heard of. */
  readonly strange: readonly string[];
  /** Another reason why it would not do it. */
  readonly trouble?: string;
}

async function simulate(host: Reader, action: readonly string[], input: Input): Promise<Simulated> {
  if (upgradeOf(input) !== undefined || action[0] === "autoremove") host.undecided("what apt will find to do after the changes before it");
  const { code, stdout, stderr } = await host.ask(simulation(action, input), { costly: true });
  if (code === 0) return { simulation: parseSimulation(stdout), strange: [] };
  if (code === 127) return { strange: [], trouble: "apt-get is not installed" };
  const strange = unknownToApt(stderr);
  return strange.length > 0 ? { strange } : { strange, trouble: (/^E: (.*)$/m.exec(stderr)?.[1] ?? stderr).trim() };
}

interface Findings {
  readonly before: AptState;
  readonly age: ListsAge | undefined;
  readonly seen: Simulated | undefined;
}

async function joined(host: Reader, input: Input, { before, age, seen = NOT_ASKED }: Findings): Promise<AptState | Missing | Refusal> {
  const { trouble, strange, simulation: told } = seen;
  if (trouble !== undefined) return wouldNot(host, trouble);
  const known = age ?? (strange.length > 0 ? await listsAge(host) : undefined);
  const lists: AptState["lists"] = known && (isToFetch(input, known) ? "stale" : "fresh");
  if (strange.length > 0 && lists !== "stale") return missing(`apt knows no package ${strange.join(", ")}`, await hint(host, strange, input.update_cache));
  return { ...before, ...(told && found(input, before, told)), ...given({ lists }), refreshed: false };
}

/** Sources or packages that are only predicted may change apt's mind. */
function wouldNot(host: Reader, trouble: string): Missing | Refusal {
  return host.predicting ? missing(trouble) : refuse(`apt would not do it: ${trouble}`);
}

const NOT_ASKED: Simulated = { strange: [] };

/** A host that never fetched its lists cannot install anything: then they are fetched unasked. */
function isToFetch({ update_cache, cache_valid_time }: Input, age: ListsAge): boolean {
  return age.empty || (update_cache && isStale(age, cache_valid_time));
}

function found(input: Input, before: AptState, simulated: Simulation): AptState {
  if (upgradeOf(input) !== undefined) return { simulated, upgradable: Object.fromEntries(simulated.installs.filter(({ from }) => from !== null).map(({ name, to }) => [name, to])) };
  return before.packages === undefined ? { simulated, unneeded: simulated.removals.map(({ name }) => name) } : { simulated };
}

async function hint(host: Reader, [name = ""]: readonly string[], updated: boolean): Promise<string> {
  const plain = name.replace(/[=:*?[].*$/, "");
  const versions = name.includes("=") ? await offered(host, plain) : [];
  if (versions.length > 0) return `it has ${versions.join(", ")}`;
  const { stdout } = await host.ask(cache("pkgnames", plain.slice(0, 2)), { costly: true });
  const guess = didYouMean(plain, stdout.split("\n").filter((each) => each !== ""));
  return guess ?? (updated ? `ask apt on the host: apt-cache policy ${plain}` : "its lists may be old: set update_cache: true");
}

/** The versions that apt could install; apt-cache(8), madison. */
async function offered(host: Reader, name: string): Promise<string[]> {
  const { stdout } = await host.ask(cache("madison", name), { costly: true });
  return [...new Set(stdout.split("\n").flatMap((line) => line.split("|")[1]?.trim() ?? []))];
}
