import { spawnSync } from "node:child_process";
import { defaultTopology, describeFailure, up } from "#engine/lab/lab.js";
import { publishApplication } from "#test/support/application-repository.js";

// The demo: two fresh hosts, the whole site on them, and the page's address.

const PAGE = "https://198.18.0.11/";

say("Two hosts on this machine:");
const hosts = await up({ hosts: defaultTopology, say: (line) => { say(`  ${line}`); } });
if (hosts.ok) await play();
else {
  process.stderr.write(`${describeFailure(hosts.error)}\n`);
  process.exitCode = 1;
}

async function play(): Promise<void> {
  await publishApplication("app1");
  const site = spawnSync(process.execPath, ["dist/bin/tsplay.js", "run", "playbooks/site.yml", "-i", "inventories/lab"], { stdio: "inherit" });
  process.exitCode = site.status ?? 1;
  if (site.status !== 0) return;
  say(`\nThe page:  ${PAGE}\nLook:      curl -k ${PAGE}\nAgain:     npx tsplay run playbooks/site.yml -i inventories/lab --check --diff\nAway:      npx tsplay lab down`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
