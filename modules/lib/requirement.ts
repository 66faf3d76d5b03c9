import { isPythonVersion, meets, type Specifier } from "./python-version.js";

/** A requirement of a Python package (PEP 508). */
export interface Requirement {
  /** As it was written, for pip. */
  readonly text: string;
  /** Normalised (PEP 503); undefined for an address that does not say it. */
  readonly name: string | undefined;
  readonly extras: readonly string[];
  readonly specifiers: readonly Specifier[];
  /** Of `name @ address`, of a bare address, or of a path. */
  readonly address: string | undefined;
  readonly editable: boolean;
  /** The condition after the semicolon. */
  readonly marker: string | undefined;
}

/** The name that pip and the index compare by: Foo.Bar_baz is foo-bar-baz. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

const NAMED = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/;

/** Reads a requirement; undefined when it is none. */
export function parseRequirement(text: string): Requirement | undefined {
  const whole = text.trim();
  if (/^(?:git|hg|svn|bzr)\+|^[a-z][a-z0-9+.-]*:\/\/|^\.{0,2}\//i.test(whole)) return addressed(whole);
  const at = whole.indexOf(";");
  const [first, marker] = at < 0 ? [whole, undefined] : [whole.slice(0, at).trim(), whole.slice(at + 1).trim()];
  const [, name, extras = "", rest = ""] = NAMED.exec(first) ?? [];
  if (name === undefined) return undefined;
  const common = { text: whole, name: normalName(name), extras: words(extras).map(normalName), editable: false };
  if (rest.startsWith("@")) return direct(common, whole.slice(whole.indexOf("@") + 1));
  const specifiers = parseSpecifiers(rest);
  return specifiers && { ...common, specifiers, address: undefined, marker };
}

/** In an address a semicolon only begins a marker after a blank (PEP 508). */
function direct(common: Pick<Requirement, "text" | "name" | "extras" | "editable">, rest: string): Requirement {
  const [address = "", marker] = rest.trim().split(/\s+;\s*/);
  return { ...common, specifiers: [], address, marker };
}

function addressed(text: string): Requirement {
  const [address = "", marker] = text.split(/\s+;\s*/);
  const egg = /[#&]egg=([^&[]+)/.exec(address)?.[1];
  const wheel = /\/([^/#?]+?)-\d[^/#?]*\.(?:whl|tar\.gz|zip)(?:[#?]|$)/.exec(address)?.[1];
  const name = egg ?? wheel;
  return { text, name: name === undefined ? undefined : normalName(name), extras: [], specifiers: [], address, editable: false, marker };
}

/** `>=1.2,<2`, in parentheses or not; undefined when it is none. */
export function parseSpecifiers(text: string): Specifier[] | undefined {
  const parts = words(text.trim().replace(/^\(|\)$/g, ""));
  const found = parts.map((part): Specifier | undefined => {
    const [, operator = "", version = ""] = /^(===|==|!=|>=|<=|~=|>|<)\s*(\S+)$/.exec(part) ?? [];
    return operator !== "" && (operator === "===" || isPythonVersion(version.replace(/\.\*$/, ""))) ? { operator, version } : undefined;
  });
  return found.includes(undefined) ? undefined : found.filter((each) => each !== undefined);
}

/** Whether an installed version is one that the requirement asks for. */
export function isSatisfied({ specifiers }: Requirement, installed: string): boolean {
  return specifiers.every((specifier) => meets(installed, specifier));
}

/** The one version that a requirement allows, if it pins one. */
export function pinned({ specifiers }: Requirement): string | undefined {
  return specifiers.find(({ operator, version }) => (operator === "==" || operator === "===") && !version.endsWith(".*"))?.version;
}

function words(text: string): string[] {
  return text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}
