/** An encrypted text as the YAML value of a variable, as ansible-vault writes it; without a name the value alone. */
export function vaultYaml(name: string | undefined, envelope: string): string {
  const key = name === undefined ? "" : `${/^[A-Za-z_][\w.-]*$/.test(name) ? name : JSON.stringify(name)}: `;
  return `${key}!vault |\n${envelope.trimEnd().replace(/^/gm, INDENT)}\n`;
}

const INDENT = " ".repeat(10);
