import type { Become } from "#engine/connection/types.js";
import { becomeMethodOf, otherMethodHint, type BecomeMethod } from "#engine/core/become-method.js";
import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { Node } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { err, ok, type Result } from "#engine/core/result.js";
import { Secret } from "#engine/core/secret.js";
import { scalarText, Unknown, type Value } from "#engine/core/value.js";
import { becomeMethodVariable, becomeVariablesOf, wantsBecome } from "#engine/inventory/become-variables.js";
import { present } from "#engine/inventory/present.js";
import { isTemplate, renderNode } from "#engine/language/template.js";
import type { PlannedTask } from "#engine/plan/types.js";
import { becomeFlagsOf } from "#engine/schema/become-flags.js";
import { splitWords } from "#engine/schema/words.js";
import { evaluateFlag } from "./flag.js";
import type { LoginDefaults } from "./run-options.js";
import type { TaskScope } from "./task-scope.js";

type Judged<T> = Result<T, readonly Diagnostic[]>;

/**
 * Whom a task becomes, and how: variables win over keywords, keywords over the command line, and that over project settings (Ansible: "Controlling
 * how Ansible behaves: precedence rules"). What is not used (`become: false`) is not looked at.
 */
export function becomeOf(task: PlannedTask, scope: TaskScope, login: LoginDefaults): Judged<Become | undefined> {
  const wanted = isWanted(task, scope, login);
  if (!wanted.ok || !wanted.value) return wanted.ok ? ok(undefined) : wanted;
  const method = methodOf(task, scope, login);
  return method.ok ? become(task, scope, { method: method.value, login }) : method;
}

function isWanted({ keywords }: PlannedTask, scope: TaskScope, login: LoginDefaults): Judged<boolean> {
  const said = wantsBecome(scope);
  if (!said.ok) return said;
  if (said.value !== undefined) return ok(said.value);
  const node = keywords.become;
  const rendered = node?.kind === "scalar" && typeof node.value === "string" && isTemplate(node.value) ? renderNode(node, scope) : undefined;
  return rendered?.ok === false ? err([rendered.error]) : ok(evaluateFlag(node, scope, login.become ?? false));
}

function methodOf({ keywords }: PlannedTask, scope: TaskScope, login: LoginDefaults): Judged<BecomeMethod> {
  const said = becomeMethodVariable(scope);
  if (!said.ok) return said;
  if (said.value !== undefined) return ok(said.value);
  const problems: Diagnostic[] = [];
  const keyword = written(keywords.becomeMethod, scope, problems);
  if (problems.length > 0) return err(problems);
  return keyword === undefined ? ok(login.becomeMethod ?? "sudo") : named(keyword);
}

function named({ text, place }: Written): Judged<BecomeMethod> {
  const method = becomeMethodOf(text);
  return method === undefined ? err([problemAt("unknown-become-method", `become_method is "${text}", which is not offered`, { place, hint: otherMethodHint(text) })]) : ok(method);
}

/** Each source hides those before it. */
function become(task: PlannedTask, scope: TaskScope, { method, login }: { method: BecomeMethod; login: LoginDefaults }): Judged<Become> {
  const variables = becomeVariablesOf(scope, method);
  if (!variables.ok) return variables;
  const problems: Diagnostic[] = [];
  const commandLine = { ...present("user", login.becomeUser), ...present("password", login.becomePassword) };
  const { exe, flags, ...rest } = { user: "root", ...login.becomeBy?.[method], ...commandLine, ...saidByKeywords(task, scope, problems), ...variables.value };
  const words = { ...present("exe", wordsOf(exe, problems)), ...present("flags", flagsOf(method, flags, problems)) };
  return problems.length > 0 ? err(problems) : ok({ ...rest, ...words, method });
}

function saidByKeywords({ keywords }: PlannedTask, scope: TaskScope, problems: Diagnostic[]): { readonly user?: string; readonly exe?: string; readonly flags?: Written } {
  return {
    ...present("user", written(keywords.becomeUser, scope, problems)?.text), ...present("exe", written(keywords.becomeExe, scope, problems)?.text),
    ...present("flags", written(keywords.becomeFlags, scope, problems)),
  };
}

/** What a keyword says, and where. */
interface Written {
  readonly text: string;
  readonly place: Place | undefined;
}

function written(node: Node | undefined, scope: TaskScope, problems: Diagnostic[]): Written | undefined {
  if (node === undefined) return undefined;
  const rendered = renderNode(node, scope);
  if (!rendered.ok) problems.push(rendered.error);
  if (!rendered.ok || rendered.value === null || rendered.value instanceof Unknown) return undefined;
  const text = scalarText(rendered.value);
  if (text === undefined) problems.push(noText(rendered.value, node.place));
  return text === undefined || text === "" ? undefined : { text, place: node.place };
}

/** Whoever is meant, it is not root. */
function noText(value: Value, place: Place): Diagnostic {
  if (value instanceof Secret) return problemAt("secret-in-become", "a secret cannot name a user, program or flag: every user of the host could read it in the list of processes", { place, hint: "Keep the name in a variable that is not encrypted" });
  return problemAt("become-not-text", "this must be text, not a list or a dictionary", { place });
}

/** The program: a name, a path, or words such as "sudo su". */
function wordsOf(text: string | undefined, problems: Diagnostic[]): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const words = splitWords(text)?.map((word) => word.text) ?? [];
  if (words.length === 0) problems.push(problemAt("become-exe", `become_exe is not a program: ${text}`));
  return words;
}

/** Variables have theirs read already; keywords come with their place, settings as text. */
function flagsOf(method: BecomeMethod, said: Written | string | readonly string[] | undefined, problems: Diagnostic[]): readonly string[] | undefined {
  if (said === undefined || isWords(said)) return said;
  const { text, place } = typeof said === "string" ? { text: said, place: undefined } : said;
  const flags = becomeFlagsOf(method, text);
  if (flags.ok) return flags.value;
  problems.push(problemAt("become-flags", `become_flags ${flags.error}`, { place }));
  return undefined;
}

function isWords(said: Written | string | readonly string[]): said is readonly string[] {
  return Array.isArray(said);
}
