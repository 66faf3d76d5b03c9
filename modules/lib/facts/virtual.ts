import type { ValueMap } from "#engine/core/value.js";
import type { Seen } from "./seen.js";

/** A technology that a sign gives away. */
interface Sign {
  readonly tech: string;
  readonly role: "guest" | "host";
  /** It settles virtualization_type, if nothing before it did. */
  readonly type?: string;
}

const DMI = "/sys/devices/virtual/dmi/id";

/** What the machine's maker says, by field, exact text, technology. */
const MAKERS: readonly (readonly [field: string, says: readonly string[], tech: string])[] = [
  ["product_name", ["KVM", "KVM Server", "Bochs", "AHV"], "kvm"],
  ["sys_vendor", ["oVirt"], "oVirt"],
  ["product_name", ["VMware Virtual Platform", "VMware7,1"], "VMware"],
  ["product_name", ["OpenStack Compute", "OpenStack Nova"], "openstack"],
  ["bios_vendor", ["Xen"], "xen"],
  ["bios_vendor", ["innotek GmbH"], "virtualbox"],
  ["bios_vendor", ["Amazon EC2", "DigitalOcean", "Hetzner"], "kvm"],
  ["sys_vendor", ["QEMU", "Amazon EC2", "DigitalOcean", "Google", "Scaleway", "Nutanix"], "kvm"],
  ["sys_vendor", ["KubeVirt"], "KubeVirt"],
  ["sys_vendor", ["Microsoft Corporation"], "VirtualPC"],
  ["sys_vendor", ["Parallels Software International Inc."], "parallels"],
  ["sys_vendor", ["OpenStack Foundation"], "openstack"],
];

const CONTAINERS: readonly string[] = ["docker", "lxc", "podman", "openvz", "containerd"];

/** Whether the host is a guest, or has guests, and of what kind. The first sign settles type and role; all of them are in the lists. */
export function virtualFacts(seen: Seen): ValueMap {
  const signs = [...containerSigns(seen), ...makerSigns(seen), ...kernelSigns(seen)];
  const first = signs.find(({ type }) => type !== undefined);
  const techs = (role: string): readonly string[] => [...new Set(signs.filter((sign) => sign.role === role).map(({ tech }) => tech))].sort();
  return {
    virtualization_type: first?.type ?? "NA", virtualization_role: first?.role ?? "NA",
    virtualization_tech_guest: techs("guest"), virtualization_tech_host: techs("host"),
  };
}

function guest(tech: string): Sign {
  return { tech, role: "guest", type: tech };
}

function containerSigns(seen: Seen): readonly Sign[] {
  const [system] = seen.lines("/run/systemd/container");
  const said = (sign: string): boolean => seen.block("signs").includes(sign);
  const signs = [
    ...seen.lines("/proc/1/cgroup").flatMap(groupSigns),
    ...seen.block("environ").flatMap((line) => environmentSigns(line)),
    ...(said("openvz") ? [{ ...guest("openvz"), role: said("openvz-host") ? "host" : "guest" } as const] : []),
    ...(system === undefined ? [] : [guest(system)]),
    ...(said("docker") ? [guest("docker")] : []),
  ];
  const inside = system !== undefined || signs.some(({ tech, role }) => role === "guest" && CONTAINERS.includes(tech));
  return inside ? [...signs, { tech: "container", role: "guest" }] : signs;
}

function groupSigns(line: string): readonly Sign[] {
  if (/\/docker(?:\/|-[0-9a-f]+\.scope)/.test(line)) return [guest("docker")];
  if (line.includes("/lxc/") || line.includes("/machine.slice/machine-lxc")) return [guest("lxc")];
  return line.includes("/system.slice/containerd.service") ? [guest("containerd")] : [];
}

function environmentSigns(line: string): readonly Sign[] {
  const known = ["lxc", "podman"].find((each) => line.includes(`container=${each}`));
  return [...(known === undefined ? [] : [guest(known)]), ...(/^container=./.test(line) ? [guest("container")] : [])];
}

function makerSigns(seen: Seen): readonly Sign[] {
  const xen = seen.lines("/proc/xen/capabilities").some((line) => line.includes("control_d"));
  const isXen = seen.block("signs").includes("xen");
  return [
    ...(isXen ? [{ ...guest("xen"), role: xen ? "host" : "guest" } as const] : []),
    ...MAKERS.filter(([field, says]) => says.includes(seen.line(`${DMI}/${field}`) ?? "")).map(([, , tech]) => guest(tech)),
  ];
}

function kernelSigns(seen: Seen): readonly Sign[] {
  const modules = seen.lines("/proc/modules").map((line) => line.split(" ")[0]);
  const cpu = seen.lines("/proc/cpuinfo").some((line) => /^model name.*QEMU Virtual CPU/.test(line));
  const host = (tech: string): readonly Sign[] => [{ tech, role: "host", type: tech }];
  return [
    ...(cpu ? [guest("kvm")] : []),
    ...(modules.includes("kvm") ? host("kvm") : []),
    ...(modules.includes("vboxdrv") ? host("virtualbox") : []),
    ...(seen.block("signs").includes("kvm") ? host("kvm") : []),
  ];
}
