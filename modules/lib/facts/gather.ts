import type { ValueMap } from "#engine/core/value.js";
import { dateFacts } from "./date.js";
import { deviceFacts, lvmFacts, machineFacts } from "./devices.js";
import { distributionFacts, lsbFacts } from "./distribution.js";
import { localFacts } from "./local.js";
import { mountFacts } from "./mounts.js";
import { initiatorFacts, networkFacts } from "./network.js";
import { platformFacts, pythonFacts, userFacts } from "./platform.js";
import { memoryFacts, processorFacts, uptimeFacts } from "./processor.js";
import { seenFacts, type Seen } from "./seen.js";
import type { Collector } from "./subsets.js";
import {
  apparmorFacts, capabilityFacts, chrootFacts, commandLineFacts, dnsFacts, fipsFacts, loadFacts, packageManagerFacts, selinuxFacts, serviceManagerFacts, sshKeyFacts,
} from "./system.js";
import { virtualFacts } from "./virtual.js";

/** What each collector makes of the script's output. facter and ohai are programs of others, and not run. */
const GATHER: Readonly<Record<Collector, (seen: Seen, folder: string) => ValueMap>> = {
  platform: platformFacts, distribution: distributionFacts, lsb: lsbFacts, selinux: selinuxFacts, apparmor: apparmorFacts, chroot: chrootFacts, fips: fipsFacts,
  python: pythonFacts, caps: capabilityFacts, pkg_mgr: packageManagerFacts, service_mgr: serviceManagerFacts, cmdline: commandLineFacts,
  date_time: (seen) => dateFacts(seen.block("date")), env: (seen) => ({ env: seen.environment }), loadavg: loadFacts, ssh_pub_keys: sshKeyFacts, user: userFacts, virtual: virtualFacts,
  hardware: (seen) => ({ ...processorFacts(seen), ...memoryFacts(seen), ...machineFacts(seen), ...deviceFacts(seen), ...uptimeFacts(seen), ...lvmFacts(seen), ...mountFacts(seen) }),
  dns: dnsFacts, network: networkFacts, local: localFacts,
  fibre_channel_wwn: (seen) => initiatorFacts("fibre_channel_wwn", seen), iscsi: (seen) => initiatorFacts("iscsi", seen), nvme: (seen) => initiatorFacts("nvme", seen),
  facter: () => ({}), ohai: () => ({}),
};

/** Facts as Ansible's setup registers them, `ansible_` before each name, from the output of FACTS_SCRIPT. Numbers are numbers, sizes in MB where the name says so. */
export function gatheredFacts(output: string, collectors: ReadonlySet<Collector>, folder: string): ValueMap {
  const seen = seenFacts(output);
  const facts = [...collectors].map((name) => GATHER[name](seen, folder));
  return Object.fromEntries(facts.flatMap((each) => Object.entries(each)).map(([name, value]) => [`ansible_${name.replaceAll("-", "_")}`, value]));
}
