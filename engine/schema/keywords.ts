import { BLOCK_KEYWORDS, HANDLER_KEYWORDS, PLAY_KEYWORDS, ROLE_ENTRY_KEYWORDS, TASK_KEYWORDS, UNSUPPORTED } from "./keyword-tables.js";

/** Keys of a task that do not name a module; those that only Ansible knows are among them (checkPlaybook tells of them). */
export const taskKeywords: ReadonlySet<string> = new Set([...Object.keys(HANDLER_KEYWORDS), ...Object.keys(UNSUPPORTED)]);

/** Keys of a task that this version understands: what a wrong key may have been meant to be. */
export const knownTaskKeywords: ReadonlySet<string> = new Set(Object.keys(TASK_KEYWORDS));

/** Keys of a play. */
export const playKeywords: ReadonlySet<string> = new Set(Object.keys(PLAY_KEYWORDS));

/** Keys of a block. */
export const blockKeywords: ReadonlySet<string> = new Set(Object.keys(BLOCK_KEYWORDS));

/** Keys of a role entry that are not parameters of the role. */
export const roleEntryKeywords: ReadonlySet<string> = new Set([...Object.keys(ROLE_ENTRY_KEYWORDS), "name"]);
