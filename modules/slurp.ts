import { defineQuery } from "#engine/module/define.js";
import { missing, refuse, type ActionResult, type Missing, type Refusal } from "#engine/module/contract.js";
import { Unknown } from "#engine/core/value.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import type { Reader } from "#engine/module/reader.js";

const params = {
  type: "object", required: ["src"], additionalProperties: false,
  properties: { src: { "type": "string", "pattern": "^/", "x-aliases": ["path"], "description": "The file on the host." } },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** The longest file that is brought whole, in bytes. */
const LIMIT = 16 * 2 ** 20;

/** A file's content. */
export const slurp = defineQuery<Params>({
  name: "slurp",
  summary: "Read a file of the host into a variable.",
  description: "The content comes in base64: put it through the filter b64decode. Files of more than 16 MiB are refused: the module fetch brings those. In a check run it reads what earlier tasks would have written.",
  params,
  examples: [{ title: "A key that the host made", yaml: "slurp:\n  src: /etc/app/public.key\nregister: key" }],
  returns: { content: "The file, in base64.", encoding: "base64.", source: "The path." },
  ahead: true,
  answer,
});

async function answer(host: Reader, { src }: Params): Promise<ActionResult | Unknown | Missing | Refusal> {
  const found = await host.path(src, { follow: true, digest: false });
  if (found.kind === "absent") return missing(`file not found: ${src}`);
  if (found.kind === "directory") return refuse(`source is a directory and must be a file: ${src}`);
  if (found.kind === "file" && found.size > LIMIT) return refuse(`${src} is too long to be read into a variable: ${found.size} bytes, and the most is 16 MiB`, "use the module fetch");
  const bytes = await host.content(src, { limit: LIMIT });
  if (bytes !== undefined) return { changed: false, values: { content: Buffer.from(bytes).toString("base64"), encoding: "base64", source: src } };
  if (host.predicting) return new Unknown(`what ${src} will hold`);
  return refuse(`file is not readable: ${src}`);
}
