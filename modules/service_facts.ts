import { defineQuery } from "#engine/module/define.js";
import type { ActionResult } from "#engine/module/contract.js";
import type { Value, ValueMap } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { Reader } from "#engine/module/reader.js";

const params = { type: "object", additionalProperties: false, properties: {} } as const satisfies ObjectSchema;

/** Init scripts by service(8), units by systemctl(1); the states of unit files that are not loaded by one `systemctl show`. */
const SCRIPT = `# services
echo '[sysv]'
if command -v service >/dev/null; then service --status-all 2>/dev/null; fi
read -r first < /proc/1/comm
case $first in *systemd*) ;; *) exit 0;; esac
echo '[units]'
systemctl list-units --no-pager --no-legend --plain --type service --all
echo '[files]'
files=$(systemctl list-unit-files --no-pager --no-legend --type service --all)
printf '%s\\n' "$files"
echo '[states]'
set --
for name in $(printf '%s\\n' "$files" | cut -d ' ' -f 1); do case $name in *@.service) ;; *) set -- "$@" "$name";; esac; done
[ "$#" = 0 ] || systemctl show --property=Id --property=ActiveState -- "$@"`;

/** Services and their states. */
export const serviceFacts = defineQuery({
  name: "service_facts",
  summary: "Gather the services and their states as facts.",
  description: "Init scripts are listed under their names, units of systemd with \".service\". In a check run services are as earlier tasks would leave them.",
  params,
  examples: [{ title: "Whether a service runs", yaml: "service_facts:" }],
  returns: { ansible_facts: "services: name, source (sysv, systemd), state (running, stopped ...) and status (enabled, disabled, static ...), by name." },
  answer,
});

async function answer(host: Reader): Promise<ActionResult> {
  const { stdout } = await host.ask({ script: SCRIPT, args: [] });
  const blocks = blocksOf(stdout);
  const services = new Map<string, ValueMap>([...blocks("sysv").flatMap(initScript), ...unitEntries(blocks)]);
  const names = host.foretold?.().units.filter((unit) => unit.endsWith(".service")) ?? [];
  const foretold = await Promise.all(names.map(async (name): Promise<[string, ValueMap]> => {
    const { sub, enabled } = await host.unit(name);
    return [name, { name, state: sub === "running" ? "running" : "stopped", status: enabled, source: "systemd" }];
  }));
  const facts = { services: Object.fromEntries([...services, ...foretold]) };
  return { changed: false, values: { ansible_facts: facts } };
}

function blocksOf(text: string): (name: string) => readonly string[] {
  const blocks = new Map(text.split(/^(?=\[\w+\]$)/m).map((block) => [block.slice(1, block.indexOf("]")), block.split("\n").slice(1).filter((line) => line.trim() !== "")]));
  return (name) => blocks.get(name) ?? [];
}

/** " [ + ]  cron": what an init script said of itself. */
function initScript(line: string): [string, ValueMap][] {
  const match = /^\s*\[ ([+-]) \]\s+(.+)$/.exec(line);
  if (match === null) return [];
  const [, sign, name = ""] = match;
  return [[name, { name, state: sign === "+" ? "running" : "stopped", source: "sysv" }]];
}

/** What a unit is loaded as says more than its file, when it is one of these. */
const BAD: readonly Value[] = ["not-found", "masked", "failed"];

function unitEntries(blocks: (name: string) => readonly string[]): Map<string, ValueMap> {
  const files = new Map(blocks("files").map((line) => line.trim().split(/\s+/)).map(([name = "", status = ""]) => [name, status]));
  const states = statesOf(blocks("states"));
  const units = blocks("units").map((line) => line.replace(/^\W+/, "").trim().split(/\s+/)).map(([name = "", load = "", active = "", sub = ""]): [string, ValueMap] => {
    const bad = BAD.find((each) => each === load || each === active);
    return [name, { name, state: sub === "running" ? "running" : "stopped", status: bad ?? files.get(name) ?? active, source: "systemd" }];
  });
  const loaded = new Map(units);
  const rest = [...files].filter(([name]) => !loaded.has(name)).map(([name, status]): [string, ValueMap] => [name, { name, state: states.get(name) ?? "unknown", status, source: "systemd" }]);
  return new Map([...units, ...rest]);
}

/** Pairs of Id= and ActiveState= lines. */
function statesOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  let [name, state] = ["", ""];
  for (const line of lines) {
    if (line.startsWith("Id=")) name = line.slice(3);
    if (line.startsWith("ActiveState=")) state = line.slice(12);
    if (name === "" || state === "") continue;
    states.set(name, state);
    [name, state] = ["", ""];
  }
  return states;
}
