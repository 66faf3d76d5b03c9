import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Reader } from "#engine/module/reader.js";
import { extraRequirements, parseOrigins, type Origin } from "./dist-info.js";
import { probePython, type PythonEnvironment, type PythonQuery } from "./pip-environment.js";
import { pipCommand, type PipSecrets } from "./pip-credentials.js";
import { readRequirements } from "./pip-requirements.js";
import { applies, judge, type Installed, type Verdict } from "./pip-wanted.js";
import { normalName, type Requirement } from "./requirement.js";

/** What the pip module compares. */
export interface PipState {
  /** Whether the virtual environment is there. */
  readonly environment: boolean;
  /** Installed versions by name; null: not installed. */
  readonly packages: Readonly<Record<string, string | null>>;
  /** One-shot key of forcereinstall. */
  readonly reinstalled: boolean;
  /** Never compared, as all below: the versions that should be there. */
  readonly wanted: Readonly<Record<string, string | null>>;
  /** Requirements by address that are met: naming them again would fetch them again. */
  readonly met: readonly string[];
  readonly managed: boolean;
}

/** What there is to find out. */
export interface PipQuery extends PythonQuery, Omit<PipSecrets, "umask"> {
  readonly named: readonly Requirement[];
  readonly requirements?: string;
  readonly state: "present" | "absent" | "latest" | "forcereinstall";
  readonly chdir?: string;
  readonly extra_args: readonly string[];
}

/** Looks at the Python and at the requirements, and holds one against the other. */
export async function probePip(host: Reader, query: PipQuery): Promise<PipState | Missing | Refusal> {
  const [environment, listed] = await Promise.all([probePython(host, query), query.requirements === undefined ? [] : readRequirements(host, query.requirements)]);
  if (!("python" in environment)) return environment;
  if (!("map" in listed)) return listed;
  const seen = await withForetold(host, environment, [...query.named, ...listed]);
  const asked = [...query.named, ...listed].filter((each) => applies(each, seen));
  const installed = await installedFor(host, asked, { environment: seen, folder: query.chdir ?? "/" });
  const verdicts = asked.map((each) => ({ requirement: each, ...judge(each, installed) }));
  const newest = query.state === "latest" && seen.exists ? await newestVersions(host, seen.python, query) : {};
  if ("missing" in newest || "refused" in newest) return newest as Missing | Refusal;
  return {
    environment: seen.exists, packages: Object.fromEntries(verdicts.map(({ key, installed: version }) => [key, version])), reinstalled: false,
    wanted: Object.fromEntries(verdicts.map((each) => [each.key, wantedOf(each, query.state, newest)])),
    met: verdicts.filter(({ satisfied, requirement }) => satisfied && requirement.address !== undefined).map(({ requirement }) => requirement.text), managed: seen.managed,
  };
}

function wantedOf({ key, installed, satisfied, becomes }: Verdict, state: PipQuery["state"], newest: Readonly<Record<string, string>>): string | null {
  if (state === "absent") return null;
  const newer = newest[key];
  return newer ?? (satisfied ? installed : becomes);
}

/** What is asked for beyond names and versions, only where a requirement needs it. */
async function installedFor(host: Reader, asked: readonly Requirement[], about: Pick<Installed, "environment" | "folder">): Promise<Installed> {
  const { environment } = about;
  const hasAddress = asked.some(({ address }) => address !== undefined);
  const [origins, extras] = await Promise.all([hasAddress ? originsOf(host, environment) : [], extrasOf(host, environment, asked)]);
  return { ...about, origins, extras };
}

const ORIGINS = `# pip origins
for each; do
  [ ! -f "$each" ] || { printf '%s\\t' "$each"; tr -d '\\n' <"$each"; echo; }
done
`;

async function originsOf(host: Reader, { packages }: PythonEnvironment): Promise<Origin[]> {
  const { stdout } = await host.ask({ script: ORIGINS, args: packages.map(({ path }) => `${path}/direct_url.json`) });
  return parseOrigins(stdout);
}

/** Reads the metadata of packages whose extras are asked for, and of those that these extras ask for extras of. */
async function extrasOf(host: Reader, { packages }: PythonEnvironment, asked: readonly Requirement[]): Promise<ReadonlyMap<string, readonly Requirement[]>> {
  const found = new Map<string, readonly Requirement[]>();
  const queue = asked.filter(({ extras }) => extras.length > 0);
  for (const { name } of queue) {
    const path = packages.find((each) => each.name === name)?.path;
    if (name === undefined || path === undefined || found.has(name)) continue;
    const needed = extraRequirements(new TextDecoder().decode(await host.content(`${path}/METADATA`)));
    found.set(name, needed);
    queue.push(...needed.filter(({ extras }) => extras.length > 0));
  }
  return found;
}

/** What pip would install now (--dry-run and --report need pip 22.2); --no-cache-dir, since looking writes nothing. */
async function newestVersions(host: Reader, python: string, query: PipQuery): Promise<Record<string, string> | Missing | Refusal> {
  const what = [...query.named.map(({ text }) => text), ...(query.requirements === undefined ? [] : ["-r", query.requirements])];
  const argv = [python, "-B", "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", "--no-cache-dir", "--no-input", "--disable-pip-version-check", "--upgrade", ...query.extra_args, ...what];
  const { credentials, proxy } = query;
  const command = pipCommand(argv, { credentials, ...(proxy && { proxy }) });
  const { code, stdout, stderr } = await host.ask(command, { ...(query.chdir !== undefined && { cwd: query.chdir }), timeout: 300, costly: true });
  if (/no such option: --(?:dry-run|report)/.test(stderr)) return refuse("this pip is older than 22.2 and cannot tell what it would install", "upgrade pip in the environment, or use state: present with versions");
  if (code !== 0) return missing(`pip cannot tell the newest versions: ${stderr.split("\n").find((line) => line.startsWith("ERROR")) ?? stderr.trim()}`);
  const { install } = JSON.parse(stdout) as { install: readonly { metadata: { name: string; version: string } }[] };
  return Object.fromEntries(install.map(({ metadata }) => [normalName(metadata.name), metadata.version]));
}

/** A path that only predictions have: by it a check run knows of packages that an earlier task would install. */
export function foretoldPath(environment: string, name: string): string {
  return `${environment}/lib/site-packages/${name}.foretold-info`;
}

/** What earlier tasks would install, upgrade, or (with no version) remove. */
async function withForetold(host: Reader, environment: PythonEnvironment, requirements: readonly Requirement[]): Promise<PythonEnvironment> {
  if (!host.predicting) return environment;
  const names = [...new Set(requirements.flatMap(({ name }) => name ?? []))];
  const root = environment.python.replace(/\/bin\/[^/]*$/, "");
  const versions = await Promise.all(names.map((name) => host.content(foretoldPath(root, name))));
  const foretold = new Map(names.flatMap((name, index) => (versions[index] === undefined ? [] : [[name, new TextDecoder().decode(versions[index])] as const])));
  const kept = environment.packages.filter(({ name }) => !foretold.has(name));
  const added = [...foretold].filter(([, version]) => version !== "").map(([name, version]) => ({ name, version, path: foretoldPath(root, name) }));
  return { ...environment, packages: [...kept, ...added] };
}
