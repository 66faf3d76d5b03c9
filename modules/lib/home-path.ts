import type { Reader } from "#engine/module/reader.js";

const HOME = `# home
printf %s "\${HOME:-/}"`;

/** A path with ~ at its beginning, below the home of the user who does the task. Others are left as they are. */
export async function homePath(host: Reader, path: string): Promise<string> {
  if (!path.startsWith("~/")) return path;
  const { stdout } = await host.ask({ script: HOME, args: [] });
  return `${stdout.replace(/\/$/, "")}${path.slice(1)}`;
}
