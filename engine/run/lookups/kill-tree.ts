import { readFileSync } from "node:fs";

/** Ends a process and what it started. It has no group of its own: programs that ask for a password (pass, gpg) need the terminal. */
export function killTree(pid: number): void {
  for (const each of [pid, ...below(pid)]) {
    try {
      process.kill(each, "SIGKILL");
    } catch {
      // it has ended meanwhile
    }
  }
}

/** Linux tells (proc(5)); elsewhere nobody is known. */
function below(pid: number): readonly number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter((word) => word !== "").map(Number);
    return children.flatMap((child) => [child, ...below(child)]);
  } catch {
    return [];
  }
}
