import type { Place } from "#engine/core/place.js";
import type { SettingName, SettingValue } from "./definitions.js";

/** Where a value comes from. */
export type SettingOrigin =
  | { readonly kind: "default" }
  | { readonly kind: "ansible.cfg" | ".tsplay.yml"; readonly place: Place }
  | { readonly kind: "environment"; readonly variable: string };

/** A value that somebody set. */
export interface Found {
  readonly name: SettingName;
  readonly value: SettingValue;
  readonly origin: SettingOrigin;
}
