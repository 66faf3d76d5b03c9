import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";

/** Parameters of the module apt. */
export const aptParams = {
  type: "object", additionalProperties: false,
  "x-required-one-of": [["name", "deb", "upgrade", "update_cache", "cache_valid_time", "autoremove"]],
  "x-exclusive": [["name", "upgrade"], ["name", "deb"], ["deb", "upgrade"]],
  properties: {
    name: { type: "array", items: { type: "string" }, "x-list": true, "x-aliases": ["pkg", "package"], description: "Packages: nginx, nginx=1.22*, linux-headers-*, libc6:i386." },
    state: { type: "string", enum: ["present", "latest", "absent"], default: "present", description: "latest: the newest version that apt knows." },
    deb: { type: "string", description: "Path of a .deb file on the host." },
    upgrade: { type: "string", enum: ["no", "yes", "safe", "full", "dist"], description: "Upgrade everything: yes and safe remove nothing, full and dist may." },
    update_cache: { type: "boolean", "x-aliases": ["update-cache"], description: "Fetch the lists of packages first, where they are old and something hangs on them. On by itself when cache_valid_time is given." },
    cache_valid_time: { type: "integer", minimum: 0, description: "Seconds for which fetched lists are good; left out: an hour. 0: fetch them every time." },
    default_release: { type: "string", pattern: "^[^\\s-]\\S*$", "x-aliases": ["default-release"], description: "Release to take packages from, such as bookworm-backports." },
    install_recommends: { type: "boolean", "x-aliases": ["install-recommends"], description: "Install what is only recommended too; left out: as apt is configured." },
    only_upgrade: { type: "boolean", default: false, description: "Do not install what is not there yet." },
    purge: { type: "boolean", default: false, description: "Remove configuration files as well." },
    autoremove: { type: "boolean", default: false, description: "Remove packages that nothing needs any more." },
    allow_downgrade: { type: "boolean", default: false, "x-aliases": ["allow-downgrade", "allow_downgrades", "allow-downgrades"], description: "Allow a version lower than the installed one." },
    allow_change_held_packages: { type: "boolean", default: false, description: "Change packages that are on hold, too." },
    allow_unauthenticated: { type: "boolean", default: false, "x-aliases": ["allow-unauthenticated"], description: "Install what no key vouches for." },
    lock_timeout: { type: "integer", minimum: 0, default: 60, description: "Seconds to wait for another apt to finish." },
    dpkg_options: { type: "array", items: { type: "string", pattern: "^[a-z][a-z-]*$" }, "x-list": true, default: ["force-confdef", "force-confold"], description: "Options for dpkg, without their dashes." },
    force_apt_get: { type: "boolean", default: false, description: "Taken for Ansible's sake: apt-get is always used." },
  },
} as const satisfies ObjectSchema;

/** What the module apt is given. */
export type AptParams = ParamsOf<typeof aptParams>;
