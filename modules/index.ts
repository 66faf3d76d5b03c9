import type { Module } from "#engine/module/erased.js";
import { ignoredParameters } from "./lib/ignored-parameters.js";
import { goneParameters, refusedParameters } from "./lib/refused-parameters.js";
import { addHost } from "./add_host.js";
import { apt } from "./apt.js";
import { aptKey } from "./apt_key.js";
import { aptRepository } from "./apt_repository.js";
import { assemble } from "./assemble.js";
import { assert } from "./assert.js";
import { asyncStatus } from "./async_status.js";
import { authorizedKey } from "./authorized_key.js";
import { blockinfile } from "./blockinfile.js";
import { command } from "./command.js";
import { copy } from "./copy.js";
import { cron } from "./cron.js";
import { deb822Repository } from "./deb822_repository.js";
import { debug } from "./debug.js";
import { fail } from "./fail.js";
import { fetch } from "./fetch.js";
import { file } from "./file.js";
import { find } from "./find.js";
import { getUrl } from "./get_url.js";
import { getent } from "./getent.js";
import { git } from "./git.js";
import { group } from "./group.js";
import { groupBy } from "./group_by.js";
import { hostname } from "./hostname.js";
import { includeRole } from "./include_role.js";
import { includeTasks } from "./include_tasks.js";
import { includeVars } from "./include_vars.js";
import { knownHosts } from "./known_hosts.js";
import { lineinfile } from "./lineinfile.js";
import { meta } from "./meta.js";
import { mount } from "./mount.js";
import { packageModule } from "./package.js";
import { packageFacts } from "./package_facts.js";
import { pause } from "./pause.js";
import { ping } from "./ping.js";
import { pip } from "./pip.js";
import { postgresDb } from "./postgres_db.js";
import { postgresExt } from "./postgres_ext.js";
import { postgresUser } from "./postgres_user.js";
import { raw } from "./raw.js";
import { replace } from "./replace.js";
import { script } from "./script.js";
import { service } from "./service.js";
import { serviceFacts } from "./service_facts.js";
import { setFact } from "./set_fact.js";
import { setup } from "./setup.js";
import { shell } from "./shell.js";
import { slurp } from "./slurp.js";
import { stat } from "./stat.js";
import { sysctl } from "./sysctl.js";
import { systemd } from "./systemd.js";
import { tempfile } from "./tempfile.js";
import { template } from "./template.js";
import { timezone } from "./timezone.js";
import { ufw } from "./ufw.js";
import { unarchive } from "./unarchive.js";
import { uri } from "./uri.js";
import { user } from "./user.js";
import { validateArgumentSpec } from "./validate_argument_spec.js";
import { waitFor } from "./wait_for.js";

const all: readonly Module[] = [
  addHost,
  apt,
  aptKey,
  aptRepository,
  assemble,
  assert,
  asyncStatus,
  authorizedKey,
  blockinfile,
  command,
  copy,
  cron,
  deb822Repository,
  debug,
  fail,
  fetch,
  file,
  find,
  getUrl,
  getent,
  git,
  group,
  groupBy,
  hostname,
  includeRole,
  includeTasks,
  includeVars,
  knownHosts,
  lineinfile,
  meta,
  mount,
  packageModule,
  packageFacts,
  pause,
  ping,
  pip,
  postgresDb,
  postgresExt,
  postgresUser,
  raw,
  replace,
  script,
  service,
  serviceFacts,
  setFact,
  setup,
  shell,
  slurp,
  stat,
  sysctl,
  systemd,
  tempfile,
  template,
  timezone,
  ufw,
  unarchive,
  uri,
  user,
  validateArgumentSpec,
  waitFor,
];

/** Every module, by the key that a playbook calls it by. Other spellings are in aliases.ts. */
export const modules: ReadonlyMap<string, Module> = new Map(all.map((module) => [module.name, withReasons(module)]));

/** What Ansible's module of the name takes and ours does not is refused with the reason. */
function withReasons(module: Module): Module {
  const reasons = { ...refusedParameters.get(module.name), ...goneParameters.get(module.name) };
  const properties = { ...ignoredParameters.get(module.name), ...module.params.properties };
  return Object.keys(reasons).length === 0 ? module : { ...module, params: { ...module.params, properties, "x-refused": reasons } };
}
