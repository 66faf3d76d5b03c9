import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#engine/core/result.js";
import { customise } from "./customise.js";
import { layersInUse, unmountBelow } from "./disk.js";
import type { LabFailure } from "./failure.js";
import { readMachineConfig } from "./machine-config.js";
import { cacheDirectory } from "./paths.js";
import { recipeFor, recipeName, type Recipe } from "./recipe.js";
import { must, type Say } from "./system.js";
import type { Release } from "./topology.js";

// The package lists inside age with it: after some days a mirror no longer has the versions they name.
const daysToKeep = 7;

/**
 * The folder of a release's base tree: from the cache, or built by mmdebstrap(1), which takes about half a minute. Built
 * anew when the recipe has changed or the tree is older than a week; old trees that no host uses are removed.
 */
export async function baseTree(release: Release, say: Say): Promise<Result<string, LabFailure>> {
  const recipe = recipeFor(release, await readMachineConfig());
  await mkdir(cacheDirectory, { recursive: true });
  const used = await layersInUse();
  const path = join(cacheDirectory, recipeName(recipe));
  const age = await ageInDays(path);
  if (age !== undefined && (age < daysToKeep || used.has(path))) return ok(path);
  await removeStale(release, used);
  say(`building the Debian tree for ${release} (about half a minute, once)`);
  return build(recipe, path);
}

async function build(recipe: Recipe, path: string): Promise<Result<string, LabFailure>> {
  // A name of this process's own: what a killed build started may still be writing for a moment.
  const tree = `${path}.${process.pid}.tmp`;
  const settings = `${tree}.apt.conf`;
  await writeFile(settings, recipe.config.apt);
  try {
    const made = await must(`build the Debian tree of ${recipe.release}`, bootstrapLine(recipe, settings, tree), { timeout: 1800 });
    const finished = made.ok ? await customise(recipe, tree) : made;
    if (!finished.ok) return err(finished.error);
    // Only a whole tree ever has the name that baseTree() looks for.
    await rename(tree, path);
    return ok(path);
  } finally {
    await Promise.all([tree, settings].map((each) => rm(each, { recursive: true, force: true })));
  }
}

function bootstrapLine(recipe: Recipe, settings: string, tree: string): string[] {
  // What mmdebstrap is given with --aptopt stays in the tree, as /etc/apt/apt.conf.d/99mmdebstrap.
  // With setpriv(1) it ends, and unmounts what it mounted, when this process is killed.
  return ["setpriv", "--pdeathsig", "TERM", "mmdebstrap", "--quiet", "--mode=root", "--variant=minbase", `--aptopt=${settings}`,
    `--include=${recipe.packages.join(",")}`, recipe.release, tree, ...recipe.sources];
}

async function ageInDays(path: string): Promise<number | undefined> {
  const found = await stat(join(path, "etc/tsplay-lab-base")).catch(() => undefined);
  return found === undefined ? undefined : (Date.now() - found.mtimeMs) / 86_400_000;
}

/** Removes what is too old and what was never finished. Other recipes' trees stay: two users' settings may take turns. */
async function removeStale(release: Release, used: ReadonlySet<string>): Promise<void> {
  const names = (await readdir(cacheDirectory)).filter((name) => name.startsWith(`${release}-`));
  for (const path of names.map((name) => join(cacheDirectory, name)).filter((each) => !used.has(each))) {
    const age = await ageInDays(path);
    if (age !== undefined && age < daysToKeep && !path.endsWith(".tmp")) continue;
    // A build that was killed may have left /proc or /dev mounted in its tree. What cannot be removed now can be the next time.
    if ((await unmountBelow(path)).ok) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
