import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environment, tsplay, type Called } from "../command-line.js";

/** A folder with passwords in it: `one` and `two` are files that hold what they are called. */
export class VaultFolder {
  readonly path = mkdtempSync(join(tmpdir(), "tsplay-vault-test-"));

  constructor() {
    for (const name of ["one", "two"]) this.write(name, `${name}\n`);
  }

  write(name: string, content: string | Uint8Array, mode = 0o644): string {
    writeFileSync(join(this.path, name), content, { mode });
    return join(this.path, name);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "latin1");
  }

  /** `tsplay vault ...` in the folder. */
  vault(...words: readonly string[]): Called {
    return this.tsplay("vault", ...words);
  }

  tsplay(...words: readonly string[]): Called {
    return tsplay(words, { cwd: this.path, env: ENV });
  }

  /** What a program of Ansible prints in the folder; throws with what it says when it fails, or is not there: nothing is skipped. */
  ansible(program: "ansible-vault" | "ansible-inventory" | "ansible-playbook" | "ansible", words: readonly string[]): Buffer {
    const ran = spawnSync(program, words, { cwd: this.path, input: "", env: { ...withoutVault(), ANSIBLE_NOCOLOR: "1", ANSIBLE_DEPRECATION_WARNINGS: "0" } });
    if (ran.status !== 0) throw new Error(`${program} ${words.join(" ")}: ${ran.error?.message ?? `exit code ${String(ran.status)}\n${ran.stdout.toString()}${ran.stderr.toString()}`}`);
    return ran.stdout;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** What the user who runs the tests may have set. */
const ENV: Readonly<Record<string, string>> = { ANSIBLE_VAULT_PASSWORD_FILE: "", ANSIBLE_VAULT_IDENTITY_LIST: "", ANSIBLE_VAULT_ENCRYPT_IDENTITY: "", NO_COLOR: "1" };

/** To Ansible an empty variable is a password file without a name. */
function withoutVault(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment()).filter(([name]) => !name.startsWith("ANSIBLE_")));
}
