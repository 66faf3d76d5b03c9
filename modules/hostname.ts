import type { Step } from "#engine/core/step.js";
import type { ValueMap } from "#engine/core/value.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { plainFileEffects, writePlainFile } from "./lib/plain-file.js";

const FILE = "/etc/hostname";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: {
    name: { type: "string", pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$", description: "The host's name, with or without its domain." },
    use: { type: "string", enum: ["systemd", "debian"], description: "systemd: the name that is kept and the one of the running system; debian: only the one that is kept in /etc/hostname. Left out: systemd where it runs." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** Names of a host; hostname(5), uname(2). */
interface Names {
  readonly permanent: string;
  readonly current: string;
  /** Whether both are set. Never compared. */
  readonly how?: "bus" | "kernel" | "file";
  /** Names that the resolver has for it, the main one first. Never compared. */
  readonly resolved?: readonly string[];
}

/** The name of a host; hostnamectl(1), hostname(1). */
export const hostname = defineModule<Params, Names>({
  name: "hostname",
  summary: "Set the host's name.",
  description: "The name in /etc/hostname and, where systemd runs, that of the running system; by hostnamectl where systemd can be asked, else by /etc/hostname and hostname. /etc/hosts is not touched: see that the name can be looked up there.",
  params,
  examples: [{ title: "As in the inventory", yaml: "hostname:\n  name: \"{{ inventory_hostname_short }}\"" }],
  returns: { name: "The name.", ansible_facts: "ansible_hostname, ansible_nodename, ansible_fqdn and ansible_domain, with the new name." },
  resource: () => "hostname",
  probe,
  desired: ({ name }, before) => ({ permanent: name, ...(before?.how !== "file" && { current: name }) }),
  steps,
  diff: ({ before, after, keys }) => [{ kind: "fields", title: "names of the host", before: shown(before), after: shown(after), keys: keys.filter((key) => key === "permanent" || key === "current") }],
  effects: ({ after, keys }) => (after !== undefined && keys.includes("permanent") ? plainFileEffects(FILE, `${after.permanent}\n`) : []),
  values: (state, { name }) => ({ name, ansible_facts: factsOf(name, state?.resolved ?? []) }),
});

/** What Python's socket.getfqdn asks, which Ansible's facts are made by. */
const LOOK = `# names of the host
uname -n
if [ ! -d /run/systemd/system ]; then echo file
elif [ -S /run/dbus/system_bus_socket ] && command -v hostnamectl >/dev/null; then echo bus
else echo kernel; fi
address=$(getent ahosts -- "$1" | head -n 1)
[ -z "$address" ] || getent hosts -- "\${address%% *}"
exit 0`;

async function probe(host: Reader, { name, use }: Params): Promise<Names | Refusal> {
  const [{ stdout }, bytes] = await Promise.all([host.ask({ script: LOOK, args: [name], timeout: 30 }), host.content(FILE)]);
  const [current = "", found = "", resolved = ""] = stdout.split("\n");
  const how = use === "debian" ? "file" : WAYS.find((each) => each === found) ?? "file";
  if (use === "systemd" && how === "file") return refuse("systemd does not run on this host", "leave `use` out");
  if (how !== "file" && name.length > 64) return refuse("name cannot be longer than 64 characters on systemd servers, try a shorter name");
  return { permanent: nameIn(bytes), current, how, resolved: resolved.split(/\s+/).slice(1).filter((word) => word !== "") };
}

const WAYS = ["bus", "kernel"] as const;

/** The first line that is no comment. */
function nameIn(bytes: Uint8Array | undefined): string {
  const lines = bytes === undefined ? [] : new TextDecoder().decode(bytes).split("\n");
  return lines.map((line) => line.trim()).find((line) => line !== "" && !line.startsWith("#")) ?? "";
}

/** The permanent name first: NetworkManager complains of another order. */
function steps({ before, keys }: Difference<Names>, { name }: Params): readonly Step[] {
  const byBus = before?.how === "bus";
  const permanent: Step = byBus ? run("hostnamectl", "--pretty", "--static", "set-hostname", name) : writePlainFile(FILE, `${name}\n`);
  const current: Step = byBus ? run("hostnamectl", "--transient", "set-hostname", name) : run("hostname", name);
  return [...(keys.includes("permanent") ? [permanent] : []), ...(keys.includes("current") ? [current] : [])];
}

function run(...argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}

function shown(names: Names | undefined): { readonly permanent: string; readonly current: string } | undefined {
  return names && { permanent: names.permanent, current: names.current };
}

function factsOf(name: string, resolved: readonly string[]): ValueMap {
  const fqdn = resolved.find((each) => each.includes(".")) ?? resolved[0] ?? name;
  return { ansible_hostname: name.split(".")[0] ?? name, ansible_nodename: name, ansible_fqdn: fqdn, ansible_domain: fqdn.split(".").slice(1).join(".") };
}
