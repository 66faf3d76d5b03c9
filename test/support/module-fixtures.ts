import { randomBytes } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LabHost } from "#engine/lab/lab.js";
import { network } from "#engine/lab/topology.js";
import { fixtureServer } from "./fixture-server.js";

/** What the playbooks of test/lab/modules find on the control machine. */
export interface Fixtures {
  /** A working folder, removed at the end. */
  readonly folder: string;
  /** Words of the command line: inventory and variables. */
  readonly words: readonly string[];
  remove(): Promise<void>;
}

/** Files that do not go well into a repository: big, binary, with odd names and line ends. Variables: `fixtures` (their folder), `server` (a web server's URL). */
export async function moduleFixtures(hosts: readonly LabHost[]): Promise<Fixtures> {
  const folder = await mkdtemp(join(tmpdir(), "tsplay-modules-"));
  const big = randomBytes(6 * 1024 * 1024);
  await writeTree(join(folder, "fixtures"), {
    "big.bin": big,
    "crlf.txt": "one\r\ntwo\r\nthree",
    "many-lines.txt": Array.from({ length: 40_000 }, (_, index) => `line ${index + 1}\n`).join(""),
    "a tree/with spaces.txt": "spaces\n",
    "a tree/größe/数据.txt": "データ\n",
    "a tree/'quoted' \"twice\" $HOME `id`.txt": "quotes\n",
    "a tree/run.sh": "#!/bin/sh\necho runs\n",
  });
  await chmod(join(folder, "fixtures/a tree/run.sh"), 0o755);
  await writeFile(join(folder, "hosts.json"), JSON.stringify(inventoryOf(hosts)));
  const server = await fixtureServer(network.gateway, new Map([["/big.bin", big]]));
  const variables = JSON.stringify({ fixtures: join(folder, "fixtures"), server: server.url });
  return {
    folder, words: ["-i", join(folder, "hosts.json"), "-e", variables],
    remove: async () => { await server.close(); await rm(folder, { recursive: true, force: true }); },
  };
}

/** The first host is played as root, the others as a user with sudo: both ways must give the same. */
function inventoryOf(hosts: readonly LabHost[]): object {
  const entries = hosts.map((host, index) => [host.name, {
    ansible_host: host.address, ansible_user: index === 0 ? "root" : "deploy", ansible_ssh_private_key_file: host.privateKey, tsplay_known_hosts: host.knownHosts,
  }]);
  return { all: { hosts: Object.fromEntries(entries) as object } };
}

async function writeTree(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
