import { displayWidth } from "./display-width.js";

/** Text broken at spaces into lines of so many columns; a longer word gets a line of its own. Leading spaces are kept on every line. */
export function wrapped(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines: string[] = [];
  let line = "";
  for (const word of text.trim().split(/\s+/).filter((each) => each !== "")) {
    if (line !== "" && displayWidth(indent + line) + 1 + displayWidth(word) > width) {
      lines.push(indent + line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, indent + line];
}
