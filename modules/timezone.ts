import type { Step } from "#engine/core/step.js";
import { missing, type Difference, type Missing } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { Effect } from "#engine/module/effect.js";
import type { PathState } from "#engine/module/host-state.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { plainFileEffects, writePlainFile } from "./lib/plain-file.js";

const LINK = "/etc/localtime";
const FILE = "/etc/timezone";
const ZONES = "/usr/share/zoneinfo";

const params = {
  type: "object", required: ["name"], additionalProperties: false,
  properties: { name: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9_+/-]*$", description: "The zone by its name in /usr/share/zoneinfo: Europe/Berlin, Etc/UTC." } },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** localtime(5), and Debian's own file beside it. */
interface Zone {
  /** Where /etc/localtime leads, as the name of a zone; "" where it leads nowhere of the kind. */
  readonly zone: string;
  /** What /etc/timezone says; left out where that file is not there. */
  readonly file?: string;
}

/** The time zone of a host. */
export const timezone = defineModule<Params, Zone>({
  name: "timezone",
  summary: "Set the host's time zone.",
  description: "The link /etc/localtime and, where it is there, Debian's /etc/timezone are set as timedatectl does it. Programs that run already may go on by the old zone. The hardware clock is left alone.",
  params,
  examples: [{ title: "Universal time", yaml: "timezone:\n  name: Etc/UTC" }],
  returns: { name: "The zone." },
  throughPicture: true,
  resource: () => "timezone",
  probe,
  desired: ({ name }, before) => ({ zone: name, ...(before?.file !== undefined && { file: name }) }),
  steps,
  effects,
  values: (_state, { name }) => ({ name }),
});

async function probe(host: Reader, { name }: Params): Promise<Zone | Missing> {
  const [link, file, zone] = await Promise.all([host.path(LINK), host.content(FILE), host.path(`${ZONES}/${name}`, { follow: true, digest: false })]);
  if (zone.kind !== "file") return missing(`there is no zone ${name} in ${ZONES}`, "install the package tzdata, or look at the name");
  return { zone: zoneOf(link), ...(file !== undefined && { file: new TextDecoder().decode(file).trim() }) };
}

function zoneOf(link: PathState): string {
  const target = link.kind === "link" ? link.target : "";
  return /(?:^|\/)usr\/share\/zoneinfo\/(.+)$/.exec(target)?.[1] ?? "";
}

/** The link is replaced whole: at no time is there none. */
const SET = `# set time zone
ln -sfn -- "$1" "$2.tsplay" && mv -fT -- "$2.tsplay" "$2"`;

function steps({ keys }: Difference<Zone>, { name }: Params): readonly Step[] {
  const link: readonly Step[] = keys.includes("zone") ? [{ kind: "run", command: { script: SET, args: [`${ZONES}/${name}`, LINK] } }] : [];
  return keys.includes("file") ? [...link, writePlainFile(FILE, `${name}\n`)] : link;
}

function effects({ keys }: Difference<Zone>, { name }: Params): readonly Effect[] {
  return [
    { kind: "path", path: LINK, state: { kind: "link", target: `${ZONES}/${name}`, owner: "root", group: "root" } },
    ...(keys.includes("file") ? plainFileEffects(FILE, `${name}\n`) : []),
  ];
}
