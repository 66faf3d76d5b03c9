/** What a command printed, line by line, as Ansible's stdout_lines; Python's splitlines. */
export function linesOf(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\r?\n$/, "").split(/\r\n|\r|\n/);
}
