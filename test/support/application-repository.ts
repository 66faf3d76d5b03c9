import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeFailure, sshCommand } from "#engine/lab/lab.js";

/** Where inventories/lab expects the repository of the stand-in application. */
const REPOSITORY = "/srv/git";

/** Puts test/application, as a bare git repository with the tag v1, on a lab host: what a client's git server is in real life. */
export async function publishApplication(host: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "tsplay-application-"));
  const work = join(folder, "work");
  cpSync("test/application", work, { recursive: true, filter: (path) => !/(^|\/)(\.venv|__pycache__|node_modules)$/.test(path) });
  // A fixed author and date: the same files give the same commit, so that a second run finds nothing new.
  const identity = { GIT_AUTHOR_NAME: "Lab", GIT_AUTHOR_EMAIL: "lab@example.org", GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z", GIT_COMMITTER_NAME: "Lab", GIT_COMMITTER_EMAIL: "lab@example.org", GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" };
  must(["git", "init", "-q", "-b", "main", work]);
  must(["git", "-C", work, "add", "--all", "--force"]);
  must(["git", "-C", work, "commit", "-q", "-m", "The stand-in application"], { env: identity });
  must(["git", "-C", work, "tag", "v1"]);
  must(["git", "clone", "-q", "--bare", work, join(folder, "application.git")]);
  const packed = spawnSync("tar", ["-C", folder, "-c", "--owner=0", "--group=0", "application.git"], { maxBuffer: 2 ** 28 });
  const ssh = await sshCommand(host);
  if (!ssh.ok) throw new Error(describeFailure(ssh.error));
  must([...ssh.value, "mkdir", "-p", REPOSITORY, "&&", "tar", "-C", REPOSITORY, "-x"], { input: packed.stdout });
  rmSync(folder, { recursive: true });
}

interface More {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Buffer;
}

function must([program = "", ...args]: readonly string[], { env, input }: More = {}): void {
  const done = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, ...env }, ...(input && { input }) });
  if (done.status !== 0) throw new Error(`${program} ${args.join(" ")} failed:\n${done.error?.message ?? done.stderr}`);
}
