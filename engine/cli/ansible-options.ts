/** Other spellings of options that Ansible's users have in their fingers. */
const SPELLINGS: Readonly<Record<string, string>> = {
  "--inventory-file": "--inventory", "--key-file": "--private-key", "--ask-vault-password": "--ask-vault-pass", "--vault-pass-file": "--vault-password-file",
  "--conn-pass-file": "--connection-password-file", "--become-pass-file": "--become-password-file",
};

const SSH = "hosts are not reached by the program ssh";

/** Options of ansible-playbook that are not here: why, and the way out. */
const REFUSED: Readonly<Record<string, readonly [why: string, instead: string]>> = {
  "--step": ["hosts are worked on at once, and nobody could be asked before each task", "See what would be done with --check --diff, and begin where you like with --start-at-task or --tags"],
  "--module-path": ["modules in Python cannot be run", "`tsplay doc` lists the modules that are here; what none of them does, `command` and `script` do"],
  "--ssh-common-args": [SSH, "Put the options into ~/.ssh/config, or give them as a variable: -e ansible_ssh_common_args='...'"],
  "--ssh-extra-args": [SSH, "Put the options into ~/.ssh/config, or give them as a variable: -e ansible_ssh_extra_args='...'"],
  "--scp-extra-args": ["files go over the connection that is there, and not by scp", "Leave it out"],
  "--sftp-extra-args": ["files go over the connection that is there, and not by sftp", "Leave it out"],
};

/** The words of `tsplay run` with other spellings put right, or a sentence that refuses one of them. Options are those of `ansible-playbook --help` (ansible-core 2.14). */
export function withoutAnsibleSpellings(words: readonly string[]): readonly string[] | { readonly refused: string } {
  if (words[0] !== "run") return words;
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  for (const word of words.slice(1, end)) {
    const name = word.startsWith("-M") ? "--module-path" : nameOf(word);
    const [why, instead] = REFUSED[name] ?? [];
    if (why !== undefined && Object.hasOwn(REFUSED, name)) return { refused: `error: there is no option ${nameOf(word)}: ${why}\n${instead ?? ""}\n` };
  }
  return words.map((word, at) => at < end && Object.hasOwn(SPELLINGS, nameOf(word)) ? `${SPELLINGS[nameOf(word)] ?? ""}${word.slice(nameOf(word).length)}` : word);
}

function nameOf(word: string): string {
  return word.startsWith("--") ? word.split("=", 1)[0] ?? word : word.slice(0, 2);
}
