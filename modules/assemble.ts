import { isUtf8 } from "node:buffer";
import type { Problem } from "#engine/core/problem.js";
import { Secret } from "#engine/core/secret.js";
import { refuse, type Control, type Missing, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";
import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";
import { contentDiff, contentEffects, contentSteps, contentValues, wantedContent } from "./lib/content-plan.js";
import { probeContent } from "./lib/content-probe.js";
import type { ContentState, WantedContent } from "./lib/content-state.js";
import { defined } from "./lib/defined.js";
import { fragmentsHere, fragmentsOnHost, joined, unescaped, type Fragments, type FragmentWishes } from "./lib/fragments.js";
import { attributeParams } from "./lib/ownership.js";
import { regexRefusal } from "./lib/regex-refusal.js";
import { contentOfBytes, type KnownContent } from "./lib/source-content.js";
import { isBadValidate, validateParam, validateWords } from "./lib/validate-words.js";

const params = {
  type: "object", required: ["src", "dest"], additionalProperties: false,
  properties: {
    src: { type: "string", minLength: 1, description: "The folder with the fragments: on the host, or with remote_src: false found as `src` of copy is." },
    dest: { type: "string", pattern: "^/.*[^/]$", description: "The file on the host." },
    remote_src: { type: "boolean", default: true, description: "The fragments are on the host." },
    regexp: { type: "string", description: "Only fragments whose name has a match of this, in Python's syntax." },
    delimiter: { type: "string", description: "What stands between fragments; \\n and the like are understood." },
    ignore_hidden: { type: "boolean", default: false, description: "Leave fragments out whose name begins with a dot." },
    decrypt: { type: "boolean", default: true, description: "With remote_src: false, fragments that ansible-vault encrypted are decrypted." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    validate: validateParam,
    ...attributeParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

interface Input {
  readonly wanted: Omit<WantedContent, keyof KnownContent>;
  readonly wishes: FragmentWishes;
  readonly delimiter: Buffer;
  /** Of fragments of the control machine. */
  readonly made: KnownContent | undefined;
}

/** The file, and what the fragments make. */
interface Assembled extends ContentState {
  /** Never compared. */
  readonly made?: KnownContent;
}

/** A file made of all files of a folder. */
export const assemble = defineModule<Params, Assembled, Input>({
  name: "assemble",
  summary: "Put a file together from the fragments in a folder.",
  description: "Fragments come in the order of their names, each on a line of its own. In a check run fragments that earlier tasks would write are there already. As in Ansible, with remote_src: false a line break follows a delimiter even if it ends with one.",
  params,
  examples: [
    { title: "From a folder of the host", yaml: "assemble:\n  src: /etc/app/conf.d\n  dest: /etc/app.conf\n  mode: \"0640\"" },
    { title: "From a folder of the role, checked", yaml: "assemble:\n  src: sshd\n  remote_src: false\n  dest: /etc/ssh/sshd_config\n  regexp: \\.conf$\n  delimiter: \"# next\"\n  validate: sshd -t -f %s" },
  ],
  returns: { dest: "The file.", path: "The same.", checksum: "SHA-256 of the content, hex.", size: "Bytes.", mode: "Octal mode.", owner: "User name.", group: "Group name.", uid: "User number.", gid: "Group number.", state: "\"file\".", msg: "OK." },
  throughPicture: true,
  prepare,
  resource: ({ wanted }) => `assemble:${wanted.dest}`,
  probe,
  desired: (input, before) => wantedContent(wantedOf(input, before), before),
  steps: (difference, input) => contentSteps(difference, wantedOf(input, difference.before)),
  diff: (difference, input) => contentDiff(difference, wantedOf(input, difference.before)),
  effects: (difference, input) => contentEffects(difference, wantedOf(input, difference.before)),
  values: (state, input) => ({ ...contentValues(state, wantedOf(input, state)), msg: "OK" }),
});

async function prepare({ src, dest, remote_src, decrypt, backup, mode, owner, group, ...given }: Params, control: Control): Promise<Input | Refusal | Problem> {
  const validate = validateWords(given.validate);
  if (isBadValidate(validate)) return validate;
  const regexp = given.regexp === undefined ? undefined : pythonRegex(given.regexp);
  if (regexp instanceof RegexProblem) return regexRefusal("regexp", regexp);
  if (remote_src && !src.startsWith("/")) return refuse(`src is no absolute path on the host: ${src}`, "for a folder of the control machine set remote_src: false");
  const wishes = { src, regexp, hidden: !given.ignore_hidden };
  const delimiter = delimiterOf(given.delimiter, remote_src);
  const wanted = { dest, name: "", ...defined({ mode, owner, group }), force: true, backup, follow: false, validate, makeFolders: false, directoryMode: undefined };
  const fragments = remote_src ? undefined : await fragmentsHere(control, decrypt, wishes);
  if (fragments !== undefined && !("parts" in fragments)) return fragments;
  return { wanted, wishes, delimiter, made: fragments && contentOf(fragments, delimiter) };
}

function delimiterOf(written: string | undefined, remote: boolean): Buffer {
  const bytes = unescaped(written ?? "");
  return bytes.length === 0 || (remote && bytes.at(-1) === 10) ? bytes : Buffer.concat([bytes, Buffer.from("\n")]);
}

function contentOf({ parts, secret }: Fragments, delimiter: Buffer): KnownContent {
  const bytes = joined(parts, delimiter);
  const known = contentOfBytes(bytes);
  if (!secret) return known;
  return { ...known, bytes: undefined, ...(isUtf8(bytes) && { content: { from: "secret", text: new Secret(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)) } }) };
}

const NOTHING = { content: { from: "memory", bytes: new Uint8Array() }, bytes: undefined, sha256: undefined, size: undefined } as const;

/** What is wanted, as far as the fragments are known. */
function wantedOf({ wanted, made }: Input, state: Assembled | undefined): WantedContent {
  return { ...wanted, ...made ?? state?.made ?? NOTHING };
}

async function probe(host: Reader, input: Input): Promise<Assembled | Missing | Refusal> {
  const fragments = input.made === undefined ? await fragmentsOnHost(host, input.wishes) : undefined;
  if (fragments !== undefined && !("parts" in fragments)) return fragments;
  const made = fragments === undefined ? input.made : contentOf(fragments, input.delimiter);
  const state = await probeContent(host, { ...input.wanted, ...made ?? NOTHING });
  return "kind" in state && made !== undefined ? { ...state, made } : state;
}
