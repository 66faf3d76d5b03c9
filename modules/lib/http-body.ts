import { Secret } from "#engine/core/secret.js";
import { isList, isMap, type Value } from "#engine/core/value.js";
import { refuse, type Refusal } from "#engine/module/contract.js";
import { jsonText, plainText } from "./json-text.js";

/** A request body and its Content-Type. */
export interface HttpBody {
  readonly text: string | Secret;
  readonly type: string | undefined;
}

/** Makes a body of a value: text as it is, or JSON, or the fields of a form. */
export function httpBody(body: Value, format: "raw" | "json" | "form-urlencoded"): HttpBody | Refusal {
  const isText = typeof body === "string" || body instanceof Secret;
  switch (format) {
    // Ansible takes text for JSON that is already written.
    case "json": return { text: isText ? body : jsonText(body), type: "application/json" };
    case "form-urlencoded": return isText ? { text: body, type: FORM } : formBody(body);
    case "raw": return isMap(body) || isList(body) ? refuse("body is a dictionary or a list", "give body_format: json or form-urlencoded") : { text: plainText(body), type: undefined };
  }
}

const FORM = "application/x-www-form-urlencoded";

function formBody(body: Value): HttpBody | Refusal {
  const fields = fieldsOf(body);
  if (fields === undefined) return refuse("a form's body is a dictionary, or a list of pairs");
  const parts = fields.flatMap(([name, value], at) => [at === 0 ? "" : "&", `${encoded(name)}=`, value instanceof Secret ? value.derive(encoded) : encoded(value)]);
  return { text: parts.some((part) => part instanceof Secret) ? Secret.join(parts) : parts.join(""), type: FORM };
}

type Field = readonly [name: string, value: string | Secret];

function fieldsOf(body: Value): readonly Field[] | undefined {
  if (isMap(body)) return Object.entries(body).flatMap(([name, value]): Field[] => (isList(value) ? value.map((each): Field => [name, plainText(each)]) : [[name, plainText(value)]]));
  if (!isList(body) || !body.every((pair) => isList(pair) && typeof pair[0] === "string")) return undefined;
  return body.map((pair): Field => (isList(pair) && typeof pair[0] === "string" ? [pair[0], plainText(pair[1] ?? null)] : ["", ""]));
}

/** As HTML forms are sent: a blank is "+". */
function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+");
}
