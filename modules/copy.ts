import type { ValueMap } from "#engine/core/value.js";
import type { Difference, Missing, Refusal } from "#engine/module/contract.js";
import { defineModule, isMissing, isRefusal } from "#engine/module/define.js";
import type { Reader } from "#engine/module/reader.js";
import { contentDiff, contentEffects, contentSteps, contentValues, wantedContent } from "./lib/content-plan.js";
import { probeContent } from "./lib/content-probe.js";
import type { ContentState, WantedContent } from "./lib/content-state.js";
import { copyInput, type CopyInput } from "./lib/copy-input.js";
import { copyParams, type CopyParams } from "./lib/copy-params.js";

/** The files that are copied, by name. */
type Files = Readonly<Record<string, ContentState>>;

/** Files of the control machine, or text of the playbook, on the host. */
export const copy = defineModule<CopyParams, Files, CopyInput>({
  name: "copy",
  summary: "Write files: a text, a file, or a folder of files.",
  description: [
    "Unlike Ansible: `checksum` in the result is SHA-256; `remote_src` copies single files; empty folders of `src` are not made;",
    "`local_follow` and `checksum` are not parameters. A dictionary as `content` becomes one line of JSON.",
  ].join("\n"),
  params: copyParams,
  examples: [
    { title: "A text", yaml: "copy:\n  content: |\n    Welcome.\n  dest: /etc/motd\n  mode: \"0644\"" },
    { title: "A file of the role, checked before it is put in place", yaml: "copy:\n  src: sudoers\n  dest: /etc/sudoers.d/deploy\n  mode: \"0440\"\n  validate: visudo -cf %s" },
    { title: "What is in a folder", yaml: "copy:\n  src: site/\n  dest: /srv/www\n  owner: www-data\n  directory_mode: \"0755\"" },
    { title: "A file of the host", yaml: "copy:\n  src: /etc/ssl/certs/ca-certificates.crt\n  dest: /srv/app/ca.crt\n  remote_src: true" },
  ],
  returns: {
    dest: "The file's path; for a folder `dest` as it was given.", path: "The same.", checksum: "SHA-256 of the content, hex.", size: "Bytes.", mode: "Octal mode.", owner: "User name.", group: "Group name.",
    uid: "User number.", gid: "Group number.", state: "\"file\".", files: "For a folder: paths of all its files.",
  },
  throughPicture: true,
  prepare: copyInput,
  resource: ({ dest }) => `copy:${dest}`,
  probe: probeFiles,
  desired: (input, before) => mapFiles(input, (wanted, name) => ({ ...before?.[name], ...wantedContent(wanted, before?.[name]) }) as ContentState),
  steps: (difference, input) => eachFile(difference, input, contentSteps),
  diff: (difference, input) => eachFile(difference, input, contentDiff),
  effects: (difference, input) => eachFile(difference, input, contentEffects),
  values,
});

async function probeFiles(host: Reader, input: CopyInput): Promise<Files | Missing | Refusal> {
  const found = await Promise.all(Object.entries(input.files).map(async ([name, wanted]) => [name, await probeContent(host, wanted)] as const));
  const trouble = found.map(([, state]) => state).find((state) => isMissing(state) || isRefusal(state));
  return trouble ?? Object.fromEntries(found) as Files;
}

function mapFiles(input: CopyInput, make: (wanted: WantedContent, name: string) => ContentState): Files {
  return Object.fromEntries(Object.entries(input.files).map(([name, wanted]) => [name, make(wanted, name)]));
}

/** The parts of a change, file by file. */
function eachFile<T>({ before, after, keys }: Difference<Files>, input: CopyInput, part: (difference: Difference<ContentState>, wanted: WantedContent) => readonly T[]): readonly T[] {
  return keys.flatMap((name) => {
    const wanted = input.files[name];
    if (wanted === undefined) return [];
    const [old, now] = [before?.[name], after?.[name]];
    return part({ before: old, after: now, keys: differing(old, now) }, wanted);
  });
}

function differing(before: ContentState | undefined, after: ContentState | undefined): (keyof ContentState)[] {
  const keys = Object.keys(after ?? {}) as (keyof ContentState)[];
  return before === undefined ? keys : keys.filter((key) => after?.[key] !== undefined && after[key] !== before[key]);
}

function values(state: Files | undefined, { dest, files }: CopyInput): ValueMap {
  const all = Object.entries(files).map(([name, wanted]) => contentValues(state?.[name], wanted));
  return all.length === 1 ? all[0] ?? {} : { dest, path: dest, state: "directory", files: all.map((each) => each["path"] ?? null) };
}
