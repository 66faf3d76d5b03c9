import { defineModule } from "#engine/module/define.js";
import { refuse, type Difference, type Refusal } from "#engine/module/contract.js";
import type { Effect } from "#engine/module/effect.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Secret } from "#engine/core/secret.js";
import type { Step } from "#engine/core/step.js";
import { given, option, when } from "./lib/given.js";
import { pythonOf, venvCommand } from "./lib/pip-environment.js";
import { pipCommand, secretWords, type PipWords } from "./lib/pip-credentials.js";
import { foretoldPath, probePip, type PipState } from "./lib/pip-probe.js";
import { isPythonVersion } from "./lib/python-version.js";
import { parseRequirement, type Requirement } from "./lib/requirement.js";

/** What every new environment has in its bin/. */
const PROGRAMS = ["python", "python3", "pip", "pip3"] as const;

const params = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["name", "requirements", "virtualenv"]],
  "x-exclusive": [["virtualenv", "executable"], ["name", "requirements"]],
  properties: {
    name: { "x-url": true, type: "array", items: { type: "string" }, "x-list": true, description: "Packages: celery, celery[redis]>=5.3, or name @ address." },
    version: { type: "string", description: "Version of the one package in name." },
    requirements: { type: "string", pattern: "^/", description: "A file of requirements on the host." },
    state: { type: "string", enum: ["present", "absent", "latest", "forcereinstall"], default: "present", description: "latest asks the package index on every run; forcereinstall installs on every run." },
    virtualenv: { type: "string", pattern: "^/", description: "Folder of a virtual environment, which is made if it is not there." },
    virtualenv_command: { type: "string", default: "python3 -m venv", description: "What makes it." },
    virtualenv_python: { type: "string", pattern: "^[^-\\s]\\S*$", description: "The Python that it is made for, such as python3.11." },
    virtualenv_site_packages: { type: "boolean", default: false, description: "Let a new environment see the system's packages." },
    executable: { type: "string", pattern: "pip[\\d.]*$", description: "The pip to use where there is no virtualenv, such as pip3.11." },
    extra_args: { "x-url": true, type: "string", default: "", description: "More words for pip install." },
    chdir: { type: "string", pattern: "^/", description: "Folder to run pip in." },
    umask: { "type": "string", "x-mode": true, "description": "Bits that new files do not get, such as 0022." },
    break_system_packages: { type: "boolean", default: false, description: "Change a Python that the system keeps for itself." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input extends Omit<Params, "extra_args"> {
  readonly named: readonly Requirement[];
  readonly extra_args: readonly string[];
  readonly credentials: PipWords["credentials"];
  readonly proxy?: Secret;
}

/** Python packages; pip(1), PEP 440, PEP 508, and PEP 668 for Pythons that belong to the system. */
export const pip = defineModule<Params, PipState, Input>({
  name: "pip",
  summary: "Install Python packages, in a virtual environment.",
  description: "The installed versions are read off the file names of the environment and held against the requirements here (versions, extras, markers, constraints, addresses), so that a check run tells which package would go from "
    + "which version to which, and a converged run starts no Python at all. Only state: latest asks pip. Packages that others need are pip's own business.",
  params,
  examples: [
    { title: "All that an application requires", yaml: "pip:\n  requirements: /opt/app/requirements.txt\n  virtualenv: /opt/app/venv" },
    { title: "Two packages of a certain version", yaml: "pip:\n  name: ['gunicorn==21.2.0', 'celery[redis]>=5.3,<6']\n  virtualenv: /opt/app/venv" },
    { title: "Into the system's own Python, all the same", yaml: "pip:\n  name: supervisor\n  break_system_packages: true" },
  ],
  returns: { packages: "Version by name of what is required; null: not installed.", virtualenv: "The environment." },
  throughPicture: true,
  oneShot: ["reinstalled"],
  prepare: (params_) => Promise.resolve(prepared(params_)),
  resource: ({ virtualenv, executable, requirements, named }) => `pip:${virtualenv ?? executable ?? "pip3"}:${requirements ?? named.map(({ text }) => text).join(",")}`,
  probe: probePip,
  desired,
  steps,
  diff: ({ before, after, keys }, { virtualenv }) => [{ kind: "fields", title: virtualenv ?? "system Python", ...shown({ before, after, keys }) }],
  effects,
  values: (state, { virtualenv }) => given({ packages: state?.packages, virtualenv }),
});

function prepared(params_: Params): Input | Refusal {
  const { words: texts, credentials: named_ } = secretWords(rejoined(params_.name ?? []));
  if (params_.version !== undefined && (texts.length !== 1 || !isPythonVersion(params_.version))) return refuse("version goes with exactly one name, and is a plain version", "write name: [a==1.0, b==2.0] instead");
  const named = texts.map((text) => parseRequirement(params_.version === undefined ? text : `${text}==${params_.version}`));
  const bad = named.indexOf(undefined);
  if (bad >= 0) return refuse(`"${texts[bad] ?? ""}" is not the requirement of a package`, "write name, name==1.2, name[extra]>=1,<2 or name @ address");
  const { words, credentials, proxy } = secretWords(params_.extra_args.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)?.map((word) => word.replace(/["']/g, "")) ?? []);
  return { ...params_, named: named.filter((each) => each !== undefined), extra_args: words, credentials: [...named_, ...credentials], ...(proxy && { proxy }) };
}

/** A list written as one text was split at commas: those inside brackets, and before the next condition on a version, belong to the requirement. */
function rejoined(parts: readonly string[]): string[] {
  const texts: string[] = [];
  for (const part of parts) {
    const last = texts.at(-1);
    const belongs = last !== undefined && (/^\s*(?:[<>=!~])/.test(part) || last.lastIndexOf("[") > last.lastIndexOf("]"));
    if (belongs) texts[texts.length - 1] = `${last},${part}`;
    else if (part !== "") texts.push(part);
  }
  return texts;
}

function desired(input: Input, before: PipState = unseen(input)): Partial<PipState> | Refusal {
  const { wanted } = before;
  if (input.state === "absent") return before.environment ? { packages: wanted } : {};
  const differs = Object.keys(wanted).some((name) => wanted[name] !== before.packages[name]);
  if (before.managed && differs && !input.break_system_packages) {
    return refuse("this Python belongs to the system, which does not let pip change it (PEP 668)", "give a virtualenv, install Debian's package (apt: name=python3-...), or set break_system_packages: true");
  }
  return { environment: true, packages: wanted, ...(input.state === "forcereinstall" && { reinstalled: true }) };
}

/** What the task is about where it could not be looked at: nothing of it is there. */
function unseen({ named, virtualenv }: Input): PipState {
  const wanted = Object.fromEntries(named.map(({ name, text }) => [name ?? text, "newest"]));
  return { environment: virtualenv === undefined, packages: {}, reinstalled: false, wanted, met: [], managed: false };
}

function steps({ before, after, keys }: Difference<PipState>, input: Input): readonly Step[] {
  const was = before ?? unseen(input);
  const python = input.virtualenv === undefined ? pythonOf(input.executable ?? "pip3") : `${input.virtualenv}/bin/python`;
  if (input.state === "absent") return [run([python, "-m", "pip", "uninstall", "-y", "-q", ...flags(input), "--", ...installedNames(was, after)])];
  const what = [...option("-r", input.requirements), ...input.named.map(({ text }) => text).filter((text) => !was.met.includes(text))];
  const changes = keys.includes("packages") || keys.includes("reinstalled");
  return [...when(!was.environment, makeEnvironment(input)), ...when(changes && what.length > 0, install(python, what, input))];
}

function installedNames(was: PipState, after: PipState | undefined): string[] {
  return Object.keys(after?.packages ?? {}).filter((name) => was.packages[name] !== null);
}

function makeEnvironment(input: Input): Step {
  const argv = [...venvCommand(input), ...when(input.virtualenv_site_packages, "--system-site-packages"), input.virtualenv ?? ""];
  return { kind: "run", command: pipCommand(argv, { ...given({ umask: input.umask }), credentials: [] }) };
}

function install(python: string, what: readonly string[], input: Input): Step {
  const options = [...flags(input), ...when(input.state === "latest", "--upgrade"), ...when(input.state === "forcereinstall", "--force-reinstall"), ...input.extra_args];
  const argv = [python, "-m", "pip", "install", "-q", ...options, ...what];
  const command = pipCommand(argv, input);
  return { kind: "run", command: { ...command, ...given({ cwd: input.chdir }), env: { ...command.env, PIP_ROOT_USER_ACTION: "ignore" } } };
}

function flags({ break_system_packages }: Input): readonly string[] {
  return ["--no-input", "--disable-pip-version-check", ...when(break_system_packages, "--break-system-packages")];
}

function shown({ before, after, keys }: Difference<PipState>): { before: Record<string, string | boolean | null>; after: Record<string, string | boolean | null>; keys: string[] } {
  const names = Object.keys(after?.packages ?? {}).filter((name) => before?.packages[name] !== after?.packages[name]);
  const environment = before?.environment === after?.environment ? [] : ["environment"];
  const pick = (state: PipState | undefined): Record<string, string | boolean | null> => ({
    ...(environment.length > 0 && { environment: state?.environment ?? false }), ...Object.fromEntries(names.map((name) => [name, state?.packages[name] ?? null])),
    ...(keys.includes("reinstalled") && { reinstalled: state?.reinstalled ?? false }),
  });
  return { before: pick(before), after: pick(after), keys: [...environment, ...names, ...when(keys.includes("reinstalled"), "reinstalled")] };
}

/** The environment itself, and the packages by paths that only predictions have. */
function effects({ before, after }: Difference<PipState>, { virtualenv }: Input): readonly Effect[] {
  if (virtualenv === undefined || after === undefined) return [];
  const ids = { owner: "root", group: "root", uid: -1, gid: -1 };
  const file = (path: string, text: string): Effect => {
    const content = new TextEncoder().encode(text);
    return { kind: "path", path, content, state: { kind: "file", mode: "0644", ...ids, size: content.length, sha256: undefined, mtime: 0, links: 1 } };
  };
  return [
    ...when<Effect>(before?.environment !== true, { kind: "path", path: virtualenv, state: { kind: "directory", mode: "0755", ...ids, unlisted: true } }, file(`${virtualenv}/pyvenv.cfg`, "include-system-site-packages = false\n")),
    ...when<Effect>(before?.environment !== true, ...PROGRAMS.map((name) => ({ kind: "path", path: `${virtualenv}/bin/${name}`, state: { kind: "other", unsure: true, mode: "0755", ...ids } } as const))),
    ...Object.entries(after.packages).filter(([name, version]) => version !== (before?.packages[name] ?? null)).map(([name, version]) => file(foretoldPath(virtualenv, name), version ?? "")),
  ];
}

function run(argv: readonly string[]): Step {
  return { kind: "run", command: { argv } };
}
