import { missing, refuse, type Missing, type Refusal } from "#engine/module/contract.js";
import type { Command } from "#engine/core/command.js";
import type { Reader } from "#engine/module/reader.js";
import { parseDistPaths, type Distribution } from "./dist-info.js";

/** The Python that packages are for. */
export interface PythonEnvironment {
  /** Its interpreter. */
  readonly python: string;
  /** false: a virtual environment that is still to be made. */
  readonly exists: boolean;
  /** Such as 3.11.2; undefined where it is only predicted. */
  readonly version: string | undefined;
  readonly packages: readonly Distribution[];
  /** The system keeps it for itself (PEP 668). */
  readonly managed: boolean;
}

/** Which Python. */
export interface PythonQuery {
  readonly virtualenv?: string;
  readonly executable?: string;
  readonly virtualenv_command: string;
  readonly virtualenv_python?: string;
}

/** Lists a virtual environment by the names of its files: shell built-ins only, where starting Python takes 50 ms and more. */
const VENV_LOOK = `# pip venv
cd -- "$1" 2>/dev/null || exit 0
[ ! -x bin/python ] || echo python
for each in lib/python*/site-packages/*-info; do printf '%s\\n' "$1/$each"; done
`;

/** The program is a constant; it prints one line of JSON. */
const PYTHON_LOOK = `import json, os, sys, sysconfig
from importlib import metadata
managed = sys.prefix == sys.base_prefix and os.path.exists(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED"))
print(json.dumps({"version": ".".join(map(str, sys.version_info[:3])), "managed": managed, "paths": [[d.metadata["Name"] or "", d.version or "", str(getattr(d, "_path", ""))] for d in metadata.distributions()]}))
`;

/** Looks at a virtual environment, or at the Python that belongs to a pip. */
export async function probePython(host: Reader, query: PythonQuery): Promise<PythonEnvironment | Missing | Refusal> {
  if (query.virtualenv === undefined) return askPython(host, pythonOf(query.executable ?? "pip3"));
  const [config, { stdout }] = await Promise.all([host.content(`${query.virtualenv}/pyvenv.cfg`), host.ask({ script: VENV_LOOK, args: [query.virtualenv] })]);
  const python = `${query.virtualenv}/bin/python`;
  if (config === undefined) return newEnvironment(host, query, python);
  const settings = new TextDecoder().decode(config);
  if (/^include-system-site-packages\s*=\s*true/im.test(settings)) return askPython(host, python);
  const lines = stdout.split("\n");
  if (!lines.includes("python") && !host.predicting) return refuse(`the Python of ${query.virtualenv} is gone`, "the system's Python was upgraded, perhaps: remove the folder, and it is made anew");
  return { python, exists: true, version: /^version(?:_info)?\s*=\s*(\d+\.\d+(?:\.\d+)?)/im.exec(settings)?.[1], packages: parseDistPaths(lines), managed: false };
}

/** pip3 belongs to python3, /opt/x/bin/pip3.11 to /opt/x/bin/python3.11, and a pip without a number to python3. */
export function pythonOf(pip: string): string {
  return pip.replace(/pip(\d[\d.]*)?$/, (_, version: string | undefined) => `python${version ?? "3"}`);
}

async function askPython(host: Reader, python: string): Promise<PythonEnvironment | Missing | Refusal> {
  const { code, stdout, stderr } = await host.ask([python, "-B", "-c", PYTHON_LOOK]);
  if (code === 127 || code === 126) return missing(`${python} is not installed`, "install it first: apt: name=[python3, python3-pip]");
  if (code !== 0) return refuse(`${python} cannot tell its packages: ${stderr.trim().split("\n").at(-1) ?? ""}`, "Python 3.8 or newer is needed");
  const { version, managed, paths } = JSON.parse(stdout) as { version: string; managed: boolean; paths: [string, string, string][] };
  const packages = paths.map(([name, its, path]) => ({ name: name.toLowerCase().replace(/[-_.]+/g, "-"), version: its, path }));
  return { python, exists: true, version, packages, managed };
}

/** An environment that is still to be made, or why it could not be: Debian ships what that takes in a package of its own. */
async function newEnvironment(host: Reader, query: PythonQuery, python: string): Promise<PythonEnvironment | Missing> {
  const words = venvCommand(query);
  const [maker = ""] = words;
  const usesVenv = words.slice(1).join(" ").startsWith("-m venv");
  const test: Command = usesVenv
    ? { argv: [maker, "-B", "-c", "import ensurepip, platform, venv; print(platform.python_version())"] }
    : { script: "# command -v\ncommand -v -- \"$1\" >/dev/null", args: [maker] };
  const { code, stdout } = await host.ask(test);
  if (code === 0) return { python, exists: false, version: /^\d+\.\d+\S*$/.exec(stdout.trim())?.[0], packages: [], managed: false };
  return usesVenv ? missing(`${maker} cannot make virtual environments`, "install its venv module first: apt: name=python3-venv") : missing(`${maker} is not installed`);
}

/** The words that make an environment, but for its folder. */
export function venvCommand({ virtualenv_command, virtualenv_python }: Pick<PythonQuery, "virtualenv_command"> & { readonly virtualenv_python?: string | undefined }): string[] {
  const words = virtualenv_command.split(/\s+/).filter((word) => word !== "");
  if (virtualenv_python === undefined) return words;
  return words.includes("venv") ? [virtualenv_python, ...words.slice(1)] : [...words, "-p", virtualenv_python];
}
