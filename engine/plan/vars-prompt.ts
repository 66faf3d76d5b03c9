import { problemAt, type Diagnostic } from "#engine/core/diagnostic.js";
import type { MapNode } from "#engine/core/node.js";
import type { Place } from "#engine/core/place.js";
import { isWritten, type Layer } from "#engine/inventory/layer.js";
import type { PlanContext } from "./context.js";
import { listAt, scalarValue, textAt } from "./nodes.js";

/** A variable that a play asks its user for (Ansible: "Interactive input: prompts"). */
export interface Prompt {
  readonly name: string;
  /** The question. */
  readonly text: string;
  /** Whether the answer is not shown while it is typed, and a secret afterwards. */
  readonly secret: boolean;
  readonly default: string | undefined;
  /** Whether it must be typed twice. */
  readonly confirm: boolean;
  readonly place: Place;
}

/** The questions of a play that -e does not answer. */
export function promptsOf(context: PlanContext, play: MapNode): readonly Prompt[] {
  return listAt(play, "vars_prompt").flatMap((node): readonly Prompt[] => {
    if (node.kind !== "map") return [];
    const name = textAt(node, "name");
    if (name === undefined) {
      context.error("missing-keyword", `an entry of vars_prompt needs "name"`, node.place, "Write `- name: release`");
      return [];
    }
    refused(context, node);
    return answered(name, context.sources.extraVars) ? [] : [promptOf(name, node)];
  });
}

function promptOf(name: string, node: MapNode): Prompt {
  const preset = scalarValue(node, "default");
  return {
    name, text: textAt(node, "prompt") ?? name, secret: scalarValue(node, "private") !== false,
    default: preset === undefined ? undefined : String(preset), confirm: scalarValue(node, "confirm") === true, place: node.place,
  };
}

function answered(name: string, extraVars: readonly Layer[]): boolean {
  return extraVars.filter(isWritten).some(({ vars }) => vars.entries.some((entry) => entry.key === name));
}

const REFUSED = ["encrypt", "salt", "salt_size"];

function refused(context: PlanContext, node: MapNode): void {
  for (const entry of node.entries.filter(({ key }) => REFUSED.includes(key))) {
    context.error("unsupported-keyword", `\`${entry.key}\` of vars_prompt is not supported`, entry.keyPlace, "Hash the answer where it is used: {{ answer | password_hash('sha512') }}");
  }
}

/** What to say when nobody is there to answer. */
export function unanswered(prompts: readonly Prompt[]): readonly Diagnostic[] {
  return prompts.map(({ name, place }) => problemAt("no-terminal", `the play asks for "${name}", and there is no terminal to ask on`, { place, hint: `Give it with -e ${name}=...` }));
}
