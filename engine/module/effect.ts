import type { Attributes, PackageState, PathState, UnitState, UserEntry, GroupEntry } from "./host-state.js";

/** What a change does to the parts of a host that other modules look at. A check run applies it to the predicted picture. */
export type Effect =
  /**
   * A path now has this state; `content` where it is known. `kept`: only attributes change, a file's content (size, digest ...) stays what it was.
   * Parents of it exist from now on, those that had to be made with the attributes in `folders` (left out: root's, 0755). An absent directory
   * takes its children along. Owner and group "" are those of whoever does it.
   */
  | { readonly kind: "path"; readonly path: string; readonly state: PathState; readonly content?: Uint8Array; readonly kept?: boolean; readonly folders?: Attributes }
  | { readonly kind: "package"; readonly state: PackageState }
  | { readonly kind: "user"; readonly name: string; readonly entry: UserEntry | undefined }
  | { readonly kind: "group"; readonly name: string; readonly entry: GroupEntry | undefined }
  /** What is left out stays as it was. */
  | { readonly kind: "unit"; readonly name: string; readonly state: Partial<UnitState> };
