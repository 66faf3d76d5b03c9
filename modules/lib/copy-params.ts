import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { attributeParams } from "./ownership.js";
import { validateParam } from "./validate-words.js";

/** Parameters of the module copy. */
export const copyParams = {
  "type": "object", "required": ["dest"], "additionalProperties": false, "x-required-one-of": [["src", "content"]], "x-exclusive": [["src", "content"]],
  "properties": {
    src: { type: "string", description: "A file or folder: found in the role's files/, then beside the playbook. Of a folder with a slash at its end only what is in it is copied. With `remote_src` a file of the host." },
    content: { "type": ["string", "object", "array", "number", "boolean"], "x-may-be-secret": true, "x-written": true, "description": "What the file is to hold, instead of `src`. A dictionary or a list is written as JSON." },
    dest: { type: "string", pattern: "^/", description: "The file on the host, or a folder for it: one that is there, or one with a slash at its end, which is made if need be." },
    ...attributeParams,
    mode: { ...attributeParams.mode, description: `${attributeParams.mode.description} \`preserve\`: that of the source.` },
    directory_mode: { "type": "string", "x-mode": true, "description": "For folders that are made on the way; those that are there already are left alone." },
    force: { type: "boolean", default: true, description: "false: a file that is there already is left alone, attributes as well." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    decrypt: { type: "boolean", default: true, description: "A source that ansible-vault encrypted is decrypted. false: it is copied as it is." },
    remote_src: { type: "boolean", default: false, description: "`src` is a file of the host." },
    follow: { type: "boolean", default: false, description: "Where the path is a link: write what it leads to. Otherwise the link is replaced by a file." },
    validate: validateParam,
  },
} as const satisfies ObjectSchema;

/** What the module copy is given. */
export type CopyParams = ParamsOf<typeof copyParams>;
