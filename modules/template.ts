import { Unknown } from "#engine/core/value.js";
import type { Problem } from "#engine/core/problem.js";
import type { Control, Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { contentDiff, contentEffects, contentSteps, contentValues, wantedContent } from "./lib/content-plan.js";
import { probeContent } from "./lib/content-probe.js";
import type { ContentState, WantedContent } from "./lib/content-state.js";
import { defined } from "./lib/defined.js";
import { attributeParams } from "./lib/ownership.js";
import { contentOfTemplate } from "./lib/source-content.js";
import { encodedTemplate } from "./lib/template-encoding.js";
import { isBadValidate, validateParam, validateWords } from "./lib/validate-words.js";

const params = {
  type: "object", required: ["src", "dest"], additionalProperties: false,
  properties: {
    src: { type: "string", description: "The template: found in the role's templates/, then beside the playbook. *.mustache is mustache, everything else Jinja2." },
    dest: { type: "string", pattern: "^/", description: "The file on the host, or a folder for it. In a folder it is called as the template without .j2 or .mustache." },
    ...attributeParams,
    force: { type: "boolean", default: true, description: "false: a file that is there already is left alone." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    follow: { type: "boolean", default: false, description: "Where the path is a link: write what it leads to. Otherwise the link is replaced by a file." },
    validate: validateParam,
    newline_sequence: { type: "string", enum: ["\n", "\r", "\r\n", "\\n", "\\r", "\\r\\n"], default: "\n", description: "What ends the lines of the template's own text." },
    trim_blocks: { type: "boolean", default: true, description: "Whether the newline after a statement (`{% %}`) is dropped." },
    lstrip_blocks: { type: "boolean", default: false, description: "Whether white space before a statement at the start of a line is dropped." },
    block_start_string: { type: "string", minLength: 1, default: "{%", description: "What starts a statement." },
    block_end_string: { type: "string", minLength: 1, default: "%}", description: "What ends a statement." },
    variable_start_string: { type: "string", minLength: 1, default: "{{", description: "What starts an expression." },
    variable_end_string: { type: "string", minLength: 1, default: "}}", description: "What ends an expression." },
    comment_start_string: { type: "string", minLength: 1, default: "{#", description: "What starts a comment." },
    comment_end_string: { type: "string", minLength: 1, default: "#}", description: "What ends a comment." },
    output_encoding: { type: "string", default: "utf-8", description: "How the file is written: utf-8, ascii, latin-1, utf-16, utf-16-le, utf-16-be or utf-8-sig." },
    variables: { type: "object", additionalProperties: true, description: "Variables for this template only, over those of the task." },
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A file made from a template of the control machine. */
export const template = defineModule<Params, ContentState, WantedContent>({
  name: "template",
  summary: "Write a file made from a template.",
  description: "A first line such as `#jinja2: trim_blocks: False, lstrip_blocks: True` in the template sets the same things as the parameters. Templates that it includes, imports or extends are looked for in `templates/` of the role, of the playbook and beside the template. Unlike Ansible: `checksum` in the result is SHA-256.",
  params,
  examples: [
    { title: "A site for nginx, checked by nginx", yaml: "template:\n  src: app.conf.mustache\n  dest: /etc/nginx/sites-available/app.conf\n  owner: root\n  mode: \"0644\"\nnotify: reload nginx" },
    { title: "sudo rules that visudo has to like", yaml: "template:\n  src: sudoers.j2\n  dest: /etc/sudoers.d/deploy\n  mode: \"0440\"\n  validate: visudo -cf %s" },
  ],
  returns: {
    dest: "The file's path.", path: "The same.", src: "The template.", checksum: "SHA-256 of the content, hex.", size: "Bytes.", mode: "Octal mode.", owner: "User name.", group: "Group name.",
    uid: "User number.", gid: "Group number.", state: "\"file\".",
  },
  throughPicture: true,
  prepare,
  resource: ({ dest }) => `template:${dest}`,
  probe: probeContent,
  desired: wantedContent,
  steps: contentSteps,
  diff: contentDiff,
  effects: contentEffects,
  values: contentValues,
});

async function prepare(given: Params, control: Control): Promise<WantedContent | Refusal | Problem | Unknown> {
  const validate = validateWords(given.validate);
  if (isBadValidate(validate)) return validate;
  const rendered = await control.template(given.src, given.variables as Parameters<Control["template"]>[1], { settings: given, destination: given.dest });
  if (!rendered.ok) return rendered.error;
  if (rendered.value instanceof Unknown) return rendered.value;
  const encoded = encodedTemplate(rendered.value, given.output_encoding);
  if ("refused" in encoded) return encoded;
  const { dest, mode, owner, group, force, backup, follow } = given;
  return {
    dest, name: (given.src.split("/").at(-1) ?? "").replace(/\.(j2|mustache)$/, ""), ...defined({ mode, owner, group }),
    ...contentOfTemplate(encoded),
    force, backup, follow, validate, makeFolders: false, directoryMode: undefined,
  };
}
