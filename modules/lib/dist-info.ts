import { normalName, parseRequirement, type Requirement } from "./requirement.js";

/** An installed Python package. */
export interface Distribution {
  /** Normalised. */
  readonly name: string;
  readonly version: string;
  /** Its folder of metadata. */
  readonly path: string;
}

/** The packages that paths of *.dist-info and *.egg-info stand for: their names carry name and version, so nothing has to be opened. */
export function parseDistPaths(paths: readonly string[]): Distribution[] {
  return paths.flatMap((path) => {
    const [, name, version] = /([^/]+?)-([^-/]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(path) ?? [];
    return name === undefined || version === undefined || name.startsWith("~") ? [] : [{ name: normalName(name), version: version.replaceAll("_", "-"), path }];
  });
}

/** The requirements that a package has under one of its extras (Requires-Dist in METADATA), markers still in place. */
export function extraRequirements(metadata: string): Requirement[] {
  const [headers = ""] = metadata.split(/\r?\n\r?\n/, 1);
  return [...headers.matchAll(/^Requires-Dist: (.+)$/gm)].flatMap(([, text = ""]) => parseRequirement(text.trim()) ?? []).filter(({ marker }) => marker?.includes("extra") === true);
}

/** Where a package was installed from, as direct_url.json tells it (PEP 610). */
export interface Origin {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  readonly editable: boolean;
  readonly vcs: { readonly kind: string; readonly revision: string; readonly commit: string } | undefined;
}

/** Reads lines of PATH, a tabulator, and the JSON of that file. */
export function parseOrigins(text: string): Origin[] {
  return text.split("\n").flatMap((line) => {
    const [path = "", json = ""] = line.split("\t");
    const [dist] = parseDistPaths([path.replace(/\/direct_url\.json$/, "")]);
    const found = dist === undefined ? undefined : parseOrigin(json);
    return dist === undefined || found === undefined ? [] : [{ name: dist.name, version: dist.version, ...found }];
  });
}

interface DirectUrl {
  readonly url?: unknown;
  readonly dir_info?: { readonly editable?: unknown };
  readonly vcs_info?: { readonly vcs?: unknown; readonly requested_revision?: unknown; readonly commit_id?: unknown };
}

function parseOrigin(json: string): Omit<Origin, "name" | "version"> | undefined {
  try {
    const { url, dir_info, vcs_info } = JSON.parse(json) as DirectUrl;
    const text = (value: unknown): string => (typeof value === "string" ? value : "");
    const vcs = vcs_info && { kind: text(vcs_info.vcs), revision: text(vcs_info.requested_revision), commit: text(vcs_info.commit_id) };
    return { url: text(url), editable: dir_info?.editable === true, vcs };
  } catch {
    return undefined;
  }
}

/** Whether a package came from the address that a requirement gives: the same place, and the same revision where one is named. */
export function isFrom(origin: Origin, { address = "", editable }: Requirement, folder: string): boolean {
  const [, kind, place, revision] = /^(git|hg|svn|bzr)\+([a-z+]+:\/\/[^/]*\/[^@#]*)(?:@([^#]+))?(?:#.*)?$/.exec(address) ?? [];
  if (/^[a-z][a-z0-9.-]*:\/\//i.test(address)) return origin.url === address.replace(/#.*$/, "");
  if (origin.editable !== editable) return false;
  if (kind === undefined) return origin.url === `file://${encodeURI(resolved(address, folder))}`;
  return origin.vcs?.kind === kind && origin.url === place && isRevision(origin.vcs, revision);
}

function isRevision({ revision, commit }: NonNullable<Origin["vcs"]>, wanted: string | undefined): boolean {
  return wanted === undefined || revision === wanted || (wanted.length >= 7 && commit.startsWith(wanted));
}

function resolved(path: string, folder: string): string {
  return new URL(path.replace(/\[[^\]]*\]$/, ""), `file://${folder.replace(/\/*$/, "/")}`).pathname.replace(/\/$/, "");
}
