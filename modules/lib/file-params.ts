import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { attributeParams } from "./ownership.js";

/** Parameters of the module file. */
export const fileParams = {
  "type": "object", "required": ["path"], "additionalProperties": false,
  "properties": {
    path: { "type": "string", "pattern": "^/", "x-aliases": ["dest", "name"], "description": "The path to manage; absolute." },
    state: {
      type: "string", enum: ["file", "directory", "touch", "link", "hard", "absent"],
      description: "directory: there, parents as well. file: attributes of what is there. touch: there, as an empty file if need be. link and hard: leads to `src`. absent: not there, with all that is in it. "
        + "Left out: what is there stays, directory with `recurse`, else file.",
    },
    src: { type: "string", description: "Where a link leads; for `hard` the file that gets a second name." },
    recurse: { type: "boolean", default: false, description: "Owner, group and mode of everything in the directory as well. Links in it are not followed." },
    force: { type: "boolean", default: false, description: "Make a link even if its target does not exist, and in the place of a file or an empty directory." },
    follow: { type: "boolean", default: true, description: "Where the path is a link: act on what it leads to (not for link and absent)." },
    access_time: { type: "string", enum: ["preserve", "now"], description: "For touch; `preserve` leaves it alone where the file exists. Left out: now." },
    modification_time: { type: "string", enum: ["preserve", "now"], description: "For touch, as access_time." },
    ...attributeParams,
  },
} as const satisfies ObjectSchema;

/** What the module file is given. */
export type FileParams = ParamsOf<typeof fileParams>;
