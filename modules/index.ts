import type { Module } from "#engine/module/contract.js";
import { apt } from "./apt.js";
import { assert } from "./assert.js";
import { authorizedKey } from "./authorized_key.js";
import { command } from "./command.js";
import { copy } from "./copy.js";
import { debug } from "./debug.js";
import { fail } from "./fail.js";
import { file } from "./file.js";
import { getUrl } from "./get_url.js";
import { git } from "./git.js";
import { group } from "./group.js";
import { lineinfile } from "./lineinfile.js";
import { pip } from "./pip.js";
import { postgresDb } from "./postgres_db.js";
import { postgresUser } from "./postgres_user.js";
import { setFact } from "./set_fact.js";
import { setup } from "./setup.js";
import { shell } from "./shell.js";
import { stat } from "./stat.js";
import { systemd } from "./systemd.js";
import { template } from "./template.js";
import { ufw } from "./ufw.js";
import { uri } from "./uri.js";
import { user } from "./user.js";
import { waitFor } from "./wait_for.js";

const all: readonly Module[] = [
  apt,
  assert,
  authorizedKey,
  command,
  copy,
  debug,
  fail,
  file,
  getUrl,
  git,
  group,
  lineinfile,
  pip,
  postgresDb,
  postgresUser,
  setFact,
  setup,
  shell,
  stat,
  systemd,
  template,
  ufw,
  uri,
  user,
  waitFor,
];

/** Every module, by the key that a playbook calls it by. Other spellings are in aliases.ts. */
export const modules: ReadonlyMap<string, Module> = new Map(all.map((module) => [module.name, module]));
