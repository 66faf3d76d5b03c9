import type { FromSchema, JSONSchema } from "json-schema-to-ts";
import type { Secret } from "#engine/core/secret.js";
import type { Evaluated } from "./contract.js";

/**
 * The type of a module's parameters, read off its schema (`as const`): secrets arrive as Secret, expressions as Evaluated,
 * modes as text; a parameter with a default is always there.
 */
export type ParamsOf<T> = T extends { readonly properties: infer Props extends Readonly<Record<string, object>> }
  ? Simplify<{ readonly [K in Present<T, Props>]: ValueOf<Props[K]> } & { readonly [K in Exclude<keyof Props, Present<T, Props>>]?: ValueOf<Props[K]> }>
  : never;

type Simplify<T> = { [K in keyof T]: T[K] };

type Present<T, Props> = { [K in keyof Props]: Props[K] extends { readonly default: unknown } ? K : K extends RequiredOf<T> ? K : never }[keyof Props];

type RequiredOf<T> = T extends { readonly required: readonly (infer R)[] } ? R : never;

type ValueOf<Prop> =
  Prop extends { readonly "x-secret": true } ? Secret
  : Prop extends { readonly "x-may-be-secret": true } ? string | Secret
  : Prop extends { readonly "x-expression": true; readonly type: "array" } ? readonly Evaluated[]
  : Prop extends { readonly "x-expression": true } ? Evaluated
  : Prop extends { readonly "x-mode": true } ? string
  : Prop extends JSONSchema ? DeepReadonly<FromSchema<Prop>> : never;

type DeepReadonly<T> = T extends (infer E)[] ? readonly DeepReadonly<E>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
