import { refuse, type Refusal } from "#engine/module/contract.js";
import { defineModule } from "#engine/module/define.js";
import type { ObjectSchema } from "#engine/module/param-schema.js";
import type { ParamsOf } from "#engine/module/params-of.js";
import { curlConfig, httpOptions, httpParams, type HttpOptions } from "./lib/curl.js";
import { defined } from "./lib/defined.js";
import { downloadDiff, downloadEffects, downloadSteps, downloadValues, wantedDownload } from "./lib/download-plan.js";
import { probeDownload } from "./lib/download-probe.js";
import { ALGORITHMS, type Algorithm, type Download, type DownloadState } from "./lib/download-state.js";
import { attributeParams } from "./lib/ownership.js";

const params = {
  type: "object", required: ["url", "dest"], additionalProperties: false,
  properties: {
    url: { "x-url": true, type: "string", pattern: "^(https?|ftp|file)://", description: "What to fetch; by the host, not by the control machine." },
    dest: { type: "string", pattern: "^/", description: "The file on the host, or a folder for it. In a folder it is called as the last part of the URL's path." },
    checksum: { type: "string", description: "sha256:HEX or sha256:URL of a list as sha256sum writes it; also sha512, sha384, sha224, sha1 and md5. With it a file that is there is judged without asking the server." },
    force: { type: "boolean", default: false, description: "Without a checksum: see whether the server has another file than the host, by reading it each time. Otherwise a file that is there is left alone." },
    backup: { type: "boolean", default: false, description: "Keep the old file beside the new one, as path.DATE~." },
    timeout: { type: "integer", minimum: 1, default: 600, description: "Seconds for the whole download." },
    tmp_dest: { type: "string", description: "Taken for Ansible's sake: the file is fetched beside its place, so that it can be renamed." },
    ...attributeParams, ...httpParams,
  },
} as const satisfies ObjectSchema;

type Params = ParamsOf<typeof params>;

/** A file from a server. */
export const getUrl = defineModule<Params, DownloadState, Download>({
  name: "get_url",
  summary: "Fetch a file from a server to the host.",
  description: [
    "The host needs curl. Give a checksum: then a check run knows the truth without the network, and nothing but the right file is put in place.",
    "Unlike Ansible: without a checksum and with force the file is read from the server each time and its digest compared, in a check run as well (nothing is written then); times and ETags are not looked at.",
    "`timeout` is for the whole download. The name of a file in a folder never comes from the server's headers.",
  ].join("\n"),
  params,
  examples: [
    { title: "A release, known by its digest", yaml: "get_url:\n  url: https://downloads.example.org/app-1.2.tar.gz\n  dest: /opt/app-1.2.tar.gz\n  checksum: sha256:5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03\n  mode: \"0644\"" },
    { title: "By a list of digests beside it", yaml: "get_url:\n  url: https://downloads.example.org/app.tar.gz\n  dest: /opt/\n  checksum: sha256:https://downloads.example.org/SHA256SUMS" },
  ],
  returns: { url: "Where it came from.", dest: "The file's path.", path: "The same.", checksum: "Its digest, where one was compared.", state: "\"file\".", mode: "Octal mode.", owner: "User name.", group: "Group name.", uid: "User number.", gid: "Group number.", size: "Bytes, where the file was there before." },
  throughPicture: true,
  prepare: (given) => Promise.resolve(prepared(given)),
  resource: ({ dest }) => `get_url:${dest}`,
  probe: probeDownload,
  desired: wantedDownload,
  steps: downloadSteps,
  diff: downloadDiff,
  effects: downloadEffects,
  values: downloadValues,
});

function prepared(given: Params): Download | Refusal {
  const sum = checksumOf(given.checksum);
  if ("refused" in sum) return sum;
  const name = nameIn(given.url);
  if (name === undefined) return refuse(`this is no URL: ${given.url}`);
  if (name === "" && given.dest.endsWith("/")) return refuse(`the URL does not say what the file is called: ${given.url}`, "give the path of the file in `dest`");
  const { url, dest, force, backup, mode, owner, group } = given;
  return {
    url, dest, name, force, backup, ...defined({ mode, owner, group }),
    algorithm: sum.algorithm, digest: sum.digest, sums: sum.url === undefined ? undefined : config(sum.url, given), config: config(url, given),
  };
}

/** The last part of the path; undefined: no URL at all. */
function nameIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  return /%(?![0-9a-f]{2})|%2f/i.test(last) ? last : Buffer.from(last.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), "latin1").toString();
}

function config(url: string, given: HttpOptions): Download["config"] {
  return curlConfig([["url", url], ["fail", true], ["location", true], ...httpOptions(given)]);
}

interface Sum {
  readonly algorithm: Algorithm;
  readonly digest: string | undefined;
  readonly url: string | undefined;
}

function checksumOf(checksum: string | undefined): Sum | Refusal {
  if (checksum === undefined || checksum === "") return { algorithm: "sha256", digest: undefined, url: undefined };
  const [, name = "", rest = ""] = /^(\w+):(.+)$/.exec(checksum) ?? [];
  const algorithm = ALGORITHMS.find((each) => each === name.toLowerCase());
  if (algorithm === undefined) return refuse(`this is no checksum: ${checksum}`, `write it as sha256:HEX; known are ${ALGORITHMS.join(", ")}`);
  if (/^(https?|ftp|file):\/\//.test(rest)) return { algorithm, digest: undefined, url: rest };
  const digest = rest.trim().toLowerCase();
  return /^[0-9a-f]{32,128}$/.test(digest) ? { algorithm, digest, url: undefined } : refuse(`this is no ${algorithm} digest: ${rest}`, "it is written in hexadecimal digits");
}
