import { expect } from "chai";
import { nspawnLine } from "#engine/lab/boot.js";
import { groupRoots } from "#engine/lab/cgroups.js";
import { sshLine } from "#engine/lab/client.js";
import { parseMounts } from "#engine/lab/disk.js";
import { parseDescription } from "#engine/lab/host.js";
import { knownHostsLines, networkFile } from "#engine/lab/identity.js";
import { classify } from "#engine/lab/processes.js";
import { recipeFor, recipeName } from "#engine/lab/recipe.js";
import type { HostSpec } from "#engine/lab/topology.js";

const host: HostSpec = { name: "app1", release: "bookworm", address: "198.18.0.11" };
const mountinfo = [
  "26 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
  "30 26 0:26 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd",
  "31 26 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
  "32 26 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
  "40 26 0:39 / /mnt/a\\040b rw - overlay overlay rw,lowerdir=/d:/b,upperdir=/u,volatile",
].join("\n");

describe("[U] a lab host's parts", () => {
  it("reads mounts, escaped names too", () => {
    const overlay = parseMounts(`${mountinfo}\n`).at(-1);
    expect(overlay).to.deep.include({ point: "/mnt/a b", type: "overlay" });
    expect(overlay?.options["lowerdir"]).to.equal("/d:/b");
  });

  it("finds where systemd's control groups are, whatever the layout", () => {
    expect(groupRoots(mountinfo)).to.deep.equal(["/sys/fs/cgroup/systemd", "/sys/fs/cgroup/unified"]);
    expect(groupRoots("32 26 0:28 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw")).to.deep.equal(["/sys/fs/cgroup"]);
  });

  it("tells launcher, supervisor, leader and strangers apart", () => {
    const line = nspawnLine(host, false).join("\0");
    expect(classify(7, `${line}\0`, "", "")).to.deep.equal({ name: "app1", supervisor: 7 });
    expect(classify(8, ["sh", "-c", "loop", "sh", "0", line, ""].join("\0"), "", "")).to.deep.equal({ name: "app1", launcher: 8 });
    expect(classify(9, "/sbin/init\0", "A=b\0TSPLAY_LAB=app1\0", "Pid:\t9\nNSpid:\t9\t1\n")).to.deep.equal({ name: "app1", leader: 9 });
    expect(classify(10, "bash\0", "TSPLAY_LAB=app1\0", "NSpid:\t10\t21\n"), "another process in the host").to.equal(undefined);
    expect(classify(1, "/sbin/init\0", "TSPLAY_LAB=app1\0", "NSpid:\t1\n"), "this machine's own PID 1").to.equal(undefined);
    expect(classify(11, `grep\0${line}`, "", "")).to.equal(undefined);
    expect(classify(12, "", "", "")).to.equal(undefined);
  });

  it("leaves the host's control group to systemd where there is one", () => {
    expect(nspawnLine(host, true)).to.not.include("--keep-unit");
    expect(nspawnLine(host, false)).to.include("--keep-unit").and.include("--network-bridge=tsplay0");
  });

  it("believes only a whole description", () => {
    const whole = { ...host, hostKeys: ["ssh-ed25519 AAAA"] };
    expect(parseDescription(JSON.stringify(whole))).to.deep.equal(whole);
    for (const text of ["", "{", "null", "[]", JSON.stringify(host), JSON.stringify({ ...whole, address: "10.0.0.1" })]) expect(parseDescription(text), text).to.equal(undefined);
  });

  it("writes its network and its known_hosts lines", () => {
    expect(networkFile(host)).to.include("Address=198.18.0.11/16\nGateway=198.18.0.1\n");
    expect(knownHostsLines(host, ["ssh-ed25519 AAAA"])).to.deep.equal(["app1,198.18.0.11 ssh-ed25519 AAAA"]);
  });

  it("logs in with the lab's own key and files, never the user's", () => {
    const line = sshLine(host, "admin").join(" ");
    expect(line).to.include("-F /dev/null").and.include("StrictHostKeyChecking=yes").and.match(/admin@198\.18\.0\.11$/);
  });

  it("names another base tree when anything in the recipe differs", () => {
    const config = { mirrors: { main: "http://a", security: "http://b" }, apt: "", pip: "", certificates: {}, environment: "" };
    const name = recipeName(recipeFor("bookworm", config));
    expect(name).to.match(/^bookworm-[0-9a-f]{12}$/).and.to.equal(recipeName(recipeFor("bookworm", { ...config })));
    expect(recipeName(recipeFor("bookworm", { ...config, pip: "[global]\n" }))).to.not.equal(name);
    expect(recipeName(recipeFor("trixie", config))).to.match(/^trixie-/);
  });
});
