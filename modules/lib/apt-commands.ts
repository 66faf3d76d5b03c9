import type { Step } from "#engine/core/step.js";

/** What goes with every apt-get call of a task. */
export interface AptOptions {
  readonly install_recommends?: boolean;
  readonly default_release?: string;
  readonly allow_downgrade: boolean;
  readonly allow_change_held_packages: boolean;
  readonly allow_unauthenticated: boolean;
  readonly only_upgrade: boolean;
  readonly purge: boolean;
  readonly autoremove: boolean;
  readonly lock_timeout: number;
  readonly dpkg_options: readonly string[];
}

/** Nobody is there to answer; debconf, apt-listchanges and needrestart must not ask. */
const QUIET = { DEBIAN_FRONTEND: "noninteractive", APT_LISTCHANGES_FRONTEND: "none", NEEDRESTART_MODE: "l" };

/**
 * Without these a simulation would write to the host: apt saves its caches and its planner's log even with -s (apt 2.6; seen by strace).
 */
const WRITE_NOTHING = ["-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache=", "-o", "Dir::Log::Planner="];

/** What apt-get would do; apt-get(8), -s. */
export function simulation(action: readonly string[], options: AptOptions): readonly string[] {
  return ["apt-get", "-s", "-q", ...WRITE_NOTHING, ...words(options), ...action];
}

/** apt-cache(8), writing nothing. */
export function cache(...action: readonly string[]): readonly string[] {
  return ["apt-cache", ...WRITE_NOTHING, ...action];
}

/** An apt-get run that changes packages. */
export function aptGet(action: readonly string[], options: AptOptions): Step {
  const dpkg = options.dpkg_options.flatMap((option) => ["-o", `Dpkg::Options::=--${option}`]);
  return { kind: "run", command: { argv: ["apt-get", "-y", "-q", ...dpkg, "-o", `DPkg::Lock::Timeout=${options.lock_timeout}`, ...words(options), ...action], env: QUIET } };
}

/** apt-get does not wait for the lock of the lists by itself, whatever DPkg::Lock::Timeout says. */
const UPDATE = `# apt-get update
waited=0
while :; do
  said=$(apt-get -q -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout="$1" update 2>&1) && break
  code=$?
  case $said in
  *"Could not get lock"*) [ "$waited" -lt "$1" ] || { printf '%s\\n' "$said" >&2; exit "$code"; } ;;
  *) printf '%s\\n' "$said" >&2; exit "$code" ;;
  esac
  sleep 2
  waited=$((waited + 2))
done
mkdir -p /var/lib/apt/periodic
: >/var/lib/apt/periodic/update-success-stamp
`;

/** Fetches the lists of packages. */
export function refreshLists({ lock_timeout }: AptOptions): Step {
  return { kind: "run", command: { script: UPDATE, args: [String(lock_timeout)], env: QUIET } };
}

/** Fetches the lists after sources were added; when that fails, these files are removed again, so that the next run begins anew. */
export function fetchLists(fresh: readonly string[]): Step {
  return { kind: "run", command: { script: FETCH, args: fresh, env: QUIET } };
}

const FETCH = `# apt-get update for new sources
apt-get -q -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout=60 update || {
  code=$?
  [ "$#" = 0 ] || rm -f -- "$@"
  exit "$code"
}`;

function words(options: AptOptions): string[] {
  const { install_recommends: recommends } = options;
  const flags = { "--allow-downgrades": options.allow_downgrade, "--allow-change-held-packages": options.allow_change_held_packages, "--allow-unauthenticated": options.allow_unauthenticated, "--only-upgrade": options.only_upgrade, "--purge": options.purge, "--auto-remove": options.autoremove };
  return [
    ...(recommends === undefined ? [] : [recommends ? "--install-recommends" : "--no-install-recommends"]),
    ...(options.default_release === undefined ? [] : ["-t", options.default_release]),
    ...Object.entries(flags).filter(([, given]) => given).map(([flag]) => flag),
  ];
}
