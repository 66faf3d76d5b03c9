import type { Rule } from "../rule.js";
import { conditionType } from "./condition-type.js";
import { curlPipe } from "./curl-pipe.js";
import { aptKey, deadSource } from "./dead-source.js";
import { missingDependency, missingFile, unknownRole } from "./missing-parts.js";
import { neverRuns } from "./never-runs.js";
import { neverTag } from "./never-tag.js";
import { noLog } from "./no-log.js";
import { unknownHandler, unusedHandler } from "./notify.js";
import { bareVariable, deadWarn, oldKeyValue, plainInclude, preferLoop } from "./old-forms.js";
import { secretMode } from "./secret-mode.js";
import { shellNeedless } from "./shell-needless.js";
import { shellPipe } from "./shell-pipe.js";
import { shellRm } from "./shell-rm.js";
import { shellUnquoted } from "./shell-unquoted.js";
import { textAsList } from "./text-as-list.js";
import { undefinedVariable } from "./undefined-variable.js";
import { unknownHosts } from "./unknown-hosts.js";
import { unnamedTask } from "./unnamed-task.js";
import { unusedDefault } from "./unused-default.js";
import { whenBraces } from "./when-braces.js";
import { wrongBranch } from "./wrong-branch.js";
import { lostZero, plainMode, truthyWord } from "./yaml-traps.js";

/** Every rule of lint. The engine's own checks (unknown-module, unknown-parameter, syntax-error ...) come before them, under their own codes. */
export const rules: readonly Rule[] = [
  whenBraces, conditionType, wrongBranch, bareVariable, textAsList, unknownHandler, unusedHandler, undefinedVariable, unknownHosts, missingDependency, missingFile, unknownRole,
  neverRuns, neverTag, shellPipe, shellUnquoted, shellRm, curlPipe, shellNeedless, secretMode, noLog, aptKey, deadSource, plainInclude, deadWarn,
  preferLoop, oldKeyValue, plainMode, lostZero, truthyWord, unnamedTask, unusedDefault,
];
