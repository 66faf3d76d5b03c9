import { pythonRegex } from "#engine/regex/python-regex.js";
import { RegexProblem } from "#engine/regex/regex-problem.js";

/** Whether names fit a pattern: a ~regular expression (from the name's beginning), or a glob as Python's fnmatch reads it. undefined: no regular expression. */
export function nameTest(pattern: string): ((name: string) => boolean) | undefined {
  if (pattern.startsWith("~")) return regexTest(pattern.slice(1));
  return /[*?[]/.test(pattern) ? globTest(pattern) : (name) => name === pattern;
}

function regexTest(source: string): ((name: string) => boolean) | undefined {
  const regex = pythonRegex(source);
  if (regex instanceof RegexProblem) return undefined;
  return (name) => {
    const found = regex.matches(name, 1); // the leftmost match: at the beginning if there is one there
    return !(found instanceof RegexProblem) && found[0]?.index === 0;
  };
}

function globTest(glob: string): (name: string) => boolean {
  const source = glob.replace(/\[!?\]?[^\]]*\]|[\s\S]/g, (part) => {
    if (part === "*") return "[^]*";
    if (part === "?") return "[^]";
    return /^\[!?[^]+\]$/.test(part) && part !== "[!]" ? classOf(part) : part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  });
  const pattern = new RegExp(`^${source}$`);
  return (name) => pattern.test(name);
}

/** `[abc]`, `[!a-z]`; a range that runs backwards holds nothing. */
function classOf(part: string): string {
  const negated = part.startsWith("[!");
  const inside = Array.from(part.slice(negated ? 2 : 1, -1));
  const pieces: string[] = [];
  for (let index = 0; index < inside.length; index += 1) {
    const [first = "", dash, last] = inside.slice(index, index + 3);
    if (dash !== "-" || last === undefined) pieces.push(escaped(first));
    else {
      if (first <= last) pieces.push(`${escaped(first)}-${escaped(last)}`);
      index += 2;
    }
  }
  if (pieces.length === 0) return negated ? "[^]" : "[]";
  return `[${negated ? "^" : ""}${pieces.join("")}]`;
}

function escaped(character: string): string {
  return /[\w\s]/.test(character) || /[^\p{ASCII}]/u.test(character) ? character : `\\${character}`;
}
