/**
 * The JSON Schema of a module's parameters (draft 2020-12 subset) with our own x- words:
 * - x-aliases: other names of the same parameter (Ansible's `name`/`pkg`), mapped to this one before anything else.
 * - x-secret: the value is wrapped in a Secret and masked everywhere.
 * - x-may-be-secret: the parameter is shown or written as it is, and takes secrets as well: the value arrives as string or Secret.
 *   A secret given to a parameter with neither word is refused, since it would be shown.
 * - x-never-secret: it ends in the argument list of a process on the host, which every user there can read: a secret in it is refused.
 * - x-written: it is only written to the host and compared with what is there: in a check run it may be a stand-in for a password that is yet to be made.
 * - x-url: an address, or words with addresses among them: a password in one is masked everywhere, and the module sees to it that no argument list shows it.
 * - x-mode: an octal file mode; YAML's 0644 (an octal integer), "644" and "u=rw,go=r" are all taken; arrives as text.
 * - x-expression: a bare expression, not a template; arrives as Evaluated (or a list of them).
 * - x-list: a single value or a comma-separated string is taken for a list.
 * - x-required-one-of on the object: one of these parameters must be there; x-exclusive: at most one of each group.
 * - x-refused on the object: parameters that Ansible has and we do not, with the reason and the way out, for the error message.
 * - x-free-form on the object: the parameter that a bare string is given to (`command: echo hi`); k=v words in it that name other parameters are taken out.
 */
export interface ObjectSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  /** false for all but set_fact and debug-like modules. */
  readonly additionalProperties: boolean | PropertySchema;
  readonly "x-free-form"?: string;
  readonly "x-required-one-of"?: readonly (readonly string[])[];
  readonly "x-exclusive"?: readonly (readonly string[])[];
  readonly "x-refused"?: Readonly<Record<string, string>>;
}

/** One parameter. */
export interface PropertySchema {
  readonly type?: SchemaType | readonly SchemaType[];
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly default?: unknown;
  readonly items?: PropertySchema;
  readonly properties?: Readonly<Record<string, PropertySchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | PropertySchema;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly "x-aliases"?: readonly string[];
  readonly "x-secret"?: boolean;
  readonly "x-may-be-secret"?: boolean;
  readonly "x-never-secret"?: boolean;
  readonly "x-written"?: boolean;
  readonly "x-url"?: boolean;
  readonly "x-mode"?: boolean;
  readonly "x-expression"?: boolean;
  readonly "x-list"?: boolean;
}

/** JSON Schema's names of types. */
export type SchemaType = "string" | "integer" | "number" | "boolean" | "array" | "object" | "null";
