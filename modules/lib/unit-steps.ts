import type { Step } from "#engine/core/step.js";

/**
 * systemctl VERB UNIT; when it fails, or a service of a type that is up as soon as it is started is down again a second later, with the
 * last lines of its journal (systemd.service(5), Type=).
 */
const WATCHED = `# systemctl
verb=$1 unit=$2
told() {
  journalctl --no-pager --quiet --output=cat --lines=20 --unit="$unit" >&2
}
systemctl "$verb" -- "$unit" || { code=$?; told; exit $code; }
case $(systemctl show --property=Type --value -- "$unit") in
simple | exec | idle)
  sleep 1
  case $(systemctl show --property=ActiveState --property=NRestarts -- "$unit") in
  *ActiveState=failed* | *NRestarts=[1-9]*)
    echo "$unit was started and ended within a second" >&2
    told
    exit 1
    ;;
  esac
  ;;
esac
`;

/** Starts, restarts or reloads a unit, and tells what its journal says when that goes wrong. */
export function watched(verb: "start" | "restart" | "reload", unit: string): Step {
  return { kind: "run", command: { script: WATCHED, args: [verb, unit] } };
}

/** Any other systemctl command. */
export function systemctl(...words: readonly string[]): Step {
  return { kind: "run", command: { argv: ["systemctl", ...words] } };
}
