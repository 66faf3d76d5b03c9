/** What gathers a group of facts, as Ansible's gather_subset names it, and the facts that it may be asked for by as well. */
export const COLLECTORS = {
  platform: ["system", "kernel", "kernel_version", "machine", "python_version", "architecture", "machine_id"],
  distribution: ["distribution_version", "distribution_release", "distribution_major_version", "os_family"],
  lsb: [], selinux: [], apparmor: [], chroot: ["is_chroot"], fips: [], python: [],
  caps: ["system_capabilities", "system_capabilities_enforced"],
  pkg_mgr: [], service_mgr: [], cmdline: [], date_time: [], env: [], loadavg: [],
  ssh_pub_keys: [
    "ssh_host_pub_keys", "ssh_host_key_dsa_public", "ssh_host_key_rsa_public", "ssh_host_key_ecdsa_public", "ssh_host_key_ed25519_public",
  ],
  user: ["user_id", "user_uid", "user_gid", "user_gecos", "user_dir", "user_shell", "real_user_id", "effective_user_id", "effective_group_ids"],
  virtual: ["virtualization_type", "virtualization_role", "virtualization_tech_guest", "virtualization_tech_host"],
  hardware: ["processor", "processor_cores", "processor_count", "mounts", "devices"],
  dns: [], fibre_channel_wwn: [], iscsi: [], nvme: [],
  network: ["interfaces", "default_ipv4", "default_ipv6", "all_ipv4_addresses", "all_ipv6_addresses"],
  local: [], facter: [], ohai: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The name of a collector. */
export type Collector = keyof typeof COLLECTORS;

/** Gathered even with "!all", unless "!min" is there. */
const LEAST: readonly Collector[] = [
  "apparmor", "caps", "cmdline", "date_time", "distribution", "dns", "env", "fips", "local", "lsb", "pkg_mgr", "platform", "python", "selinux", "service_mgr", "ssh_pub_keys", "user",
];

/** What another collector's facts are made from comes along. */
const REQUIRED: Readonly<Partial<Record<Collector, readonly Collector[]>>> = {
  hardware: ["platform"], network: ["distribution", "platform"], pkg_mgr: ["distribution"], service_mgr: ["platform", "distribution"],
};

const ALL = Object.keys(COLLECTORS) as Collector[];

/** Every word that gather_subset takes. */
function valid(): readonly string[] {
  return [...new Set([...ALL, ...ALL.flatMap((name) => COLLECTORS[name])])].sort();
}

/**
 * The collectors that a gather_subset asks for, in order: "all" and "min" are groups, "!" takes away, and what is named is there whatever is taken away.
 * A word that is none is an error in Ansible's words, but for one with "!", which is passed over.
 */
export function wantedCollectors(subset: readonly string[]): ReadonlySet<Collector> | { readonly bad: string } {
  const [added, excluded, named] = [new Set<string>(LEAST), new Set<string>(), new Set<string>()];
  for (const word of subset) {
    if (word === "min" || word === "all") for (const each of word === "min" ? LEAST : ALL) added.add(each);
    else if (word.startsWith("!")) for (const each of excludedBy(word.slice(1))) excluded.add(each);
    else if (!valid().includes(word)) return { bad: `Bad subset '${word}' given to Ansible. gather_subset options allowed: all, ${valid().join(", ")}` };
    else for (const set of [added, named]) set.add(word);
  }
  const left = [...added].filter((word) => named.has(word) || !excluded.has(word));
  const collectors = new Set(left.flatMap((word) => ALL.filter((name) => name === word || (COLLECTORS[name] as readonly string[]).includes(word))));
  return new Set([...collectors].flatMap((name) => [...REQUIRED[name] ?? [], name]));
}

function excludedBy(word: string): readonly string[] {
  if (word === "min") return LEAST;
  if (word === "all") return ALL.filter((name) => !LEAST.includes(name));
  return [word, ...(Object.hasOwn(COLLECTORS, word) ? COLLECTORS[word as Collector] : [])];
}
