/** What was typed so far on a terminal in raw mode. */
export interface Typed {
  readonly text: string;
  readonly state: "typing" | "done" | "interrupted";
}

/** What more keys make of it: Enter and Ctrl-D end, Ctrl-C interrupts, Backspace and Ctrl-U delete; other control characters are left out. */
export function afterKeys(typed: Typed, keys: string): Typed {
  let now = typed;
  for (const key of keys) {
    if (now.state !== "typing") return now;
    now = afterKey(now, key);
  }
  return now;
}

function afterKey({ text, state }: Typed, key: string): Typed {
  switch (key) {
    case "\r": case "\n": case "\u0004": return { text, state: "done" };
    case "\u0003": return { text: "", state: "interrupted" };
    case "\u0008": case "\u007f": return { text: text.replace(/.$/su, ""), state };
    case "\u0015": return { text: "", state };
    default: return key < " " ? { text, state } : { text: text + key, state };
  }
}
