import { defineModule } from "#engine/module/define.js";
import { aptLife } from "./lib/apt-life.js";
import { aptParams, type AptParams } from "./lib/apt-params.js";
import { aptTask, type AptTask } from "./lib/apt-plan.js";
import type { AptState } from "./lib/apt-state.js";

/** Debian packages; apt-get(8), apt-cache(8), dpkg-query(1). */
export const apt = defineModule<AptParams, AptState, AptTask>({
  name: "apt",
  summary: "Install, upgrade or remove Debian packages.",
  description: "Where everything is as wanted, one dpkg-query tells so; apt is asked (by a simulation that writes nothing) only about the rest, and what it would install, upgrade and remove along with it is shown and foretold. "
    + "Fetching the lists is no change by itself unless the task asks for nothing else; without cache_valid_time they are fetched when they are older than an hour or than a file of apt's sources. "
    + "Packages that are there already are not marked as manually installed.",
  params: aptParams,
  examples: [
    { title: "Packages for a web server", yaml: "apt:\n  name: [nginx, python3-venv]\n  update_cache: true\n  cache_valid_time: 3600" },
    { title: "A version, and nothing that is only recommended", yaml: "apt:\n  name: postgresql-15=15.*\n  install_recommends: false" },
    { title: "A package file that was fetched before", yaml: "apt:\n  deb: /opt/formplayer.deb" },
    { title: "Remove a package and its configuration", yaml: "apt:\n  name: exim4-base\n  state: absent\n  purge: true\n  autoremove: true" },
  ],
  prepare: (written) => Promise.resolve(aptTask(written)),
  ...aptLife,
});
