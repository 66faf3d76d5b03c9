import { expect } from "chai";
import type { Command, Output } from "#engine/core/command.js";
import { createPicture, type Picture } from "#engine/module/picture.js";
import { createReader, type NotedReader } from "#engine/module/create-reader.js";
import { commandWords } from "#test/support/command-words.js";

const nginx = { kind: "package", state: { name: "nginx", installed: "1.22", configured: false } } as const;
const attributes = { mode: "0644", owner: "root", group: "root", uid: 0, gid: 0 } as const;
const file = { kind: "file", ...attributes, size: 2, sha256: "ab", mtime: 0, links: 1 } as const;
const NOT_FOUND = "LoadState=not-found\nActiveState=inactive\nSubState=dead\nUnitFileState=\nNeedDaemonReload=no\n";

/** A host that answers by the words of the question. */
function reading(answers: Readonly<Record<string, string | Output>>, picture?: Picture): NotedReader & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (command: Command): Output => {
    const words = commandWords(command).replace(/^(systemctl) show -p \S+ -- /, "$1 ").replace(/^dpkg-query .* -- /, "dpkg-query ");
    asked.push(words);
    const told = answers[words];
    if (told === undefined) throw new Error(`not told: ${words}`);
    return typeof told === "string" ? { code: 0, stdout: told, stderr: "" } : told;
  };
  const noted = createReader({
    ask: (command) => Promise.resolve(answer(command)),
    read(command) {
      const { code, stdout, stderr } = answer(command);
      return Promise.resolve({ code, bytes: Buffer.from(stdout), stderr });
    },
    picture, facts: {},
  });
  return { ...noted, asked };
}

describe("[U] the reader", () => {
  describe("in a real run", () => {
    it("puts every question straight to the host", async () => {
      const { reader, asked, restsOn } = reading({ "# what is at /etc keep yes": "directory 755 0 0 root root 4096 1 1\n" });
      expect(await reader.path("/etc")).to.deep.equal({ kind: "directory", mode: "0755", uid: 0, gid: 0, owner: "root", group: "root", mtime: 1 });
      expect(asked).to.have.length(1);
      expect(reader.predicting).to.equal(false);
      expect(restsOn()).to.deep.equal([]);
    });

    it("forgets what is said to be undecided", () => {
      const { reader, undecided } = reading({});
      reader.undecided("x");
      expect(undecided()).to.deep.equal([]);
    });

    it("keeps the trouble of a folder that may not be searched", async () => {
      const { reader } = reading({ "# what is at /root/x keep yes": { code: 13, stdout: "absent\n", stderr: "/root may not be searched\n" } });
      await reader.path("/root/x");
      expect(reader.problem?.()).to.deep.include({ reason: "refused", message: "cannot look at /root/x: /root may not be searched" });
    });

    it("gives no content of a file that is too long", async () => {
      const { reader } = reading({ "# content of /x 4": "abcd", "# content of /x 5": "abcd" });
      expect(await reader.content("/x", { limit: 3 })).to.equal(undefined);
      expect(await reader.content("/x", { limit: 4 })).to.deep.equal(Buffer.from("abcd"));
    });
  });

  describe("in a check run", () => {
    it("asks the host as long as nothing is predicted", async () => {
      const { reader, asked } = reading({ "# what is at /a follow yes": "absent parent\n" }, createPicture());
      expect(await reader.path("/a", { follow: true })).to.deep.equal({ kind: "absent", parent: true });
      expect(asked).to.have.length(1);
      expect(reader.predicting).to.equal(false);
    });

    it("answers with what a task would leave, and names the task", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/a", state: file, content: Buffer.from("hi") }], "Write a");
      const { reader, restsOn, asked } = reading({}, picture);
      expect(await reader.path("/etc/a")).to.deep.equal(file);
      expect(await reader.content("/etc/a")).to.deep.equal(Buffer.from("hi"));
      expect(restsOn()).to.deep.equal(["Write a"]);
      expect(asked).to.deep.equal([]);
      expect(reader.predicting).to.equal(true);
    });

    it("follows a link of the host to a predicted file", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/real", state: file }], "Write it");
      const { reader, restsOn } = reading({ "# what is at /etc/link keep yes": "link 777 0 0 root root 4 1 1\nreal\n" }, picture);
      expect(await reader.path("/etc/link", { follow: true })).to.deep.equal(file);
      expect(restsOn()).to.deep.equal(["Write it"]);
    });

    it("knows a folder that only a predicted file needs", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/srv/a/b", state: file }], "Write b");
      const { reader } = reading({ "# what is at /srv/a keep yes": "absent parent\n" }, picture);
      expect(await reader.path("/srv/a")).to.deep.include({ kind: "directory", mode: "0755" });
    });

    it("says of predicted content that nobody knows that it is undecided", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/a", state: file }], "Download a");
      const { reader, undecided } = reading({}, picture);
      expect(await reader.content("/etc/a")).to.equal(undefined);
      expect(undecided()).to.deep.equal(['what /etc/a holds after "Download a"']);
    });

    it("takes the content from the host where only attributes are predicted", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/a", state: { ...file, mode: "0600", sha256: undefined }, kept: true }], "Protect a");
      const digest = "5".repeat(64);
      const { reader } = reading({ "# what is at /etc/a follow no": "file 644 0 0 root root 9 77 1\n", "# what is at /etc/a follow yes": `file 644 0 0 root root 9 77 1\n${digest}  -\n`, "# content of /etc/a 1048577": "contents\n" }, picture);
      expect(await reader.path("/etc/a")).to.deep.include({ mode: "0600", size: 9, sha256: digest, mtime: 77 });
      expect(await reader.content("/etc/a")).to.deep.equal(Buffer.from("contents\n"));
    });

    it("leaves open what a package may bring", async () => {
      const picture = createPicture();
      picture.apply([nginx], "Install nginx");
      const { reader, undecided, restsOn } = reading({ "# what is at /etc/nginx/x keep yes": "absent\n" }, picture);
      expect(await reader.path("/etc/nginx/x")).to.deep.equal({ kind: "absent", parent: false });
      expect(undecided()).to.deep.equal(["/etc/nginx/x: nginx would be installed first"]);
      expect(restsOn()).to.deep.equal(["Install nginx"]);
    });

    it("knows that something will be there, and not what is below it", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/opt/venv", state: { kind: "other", unsure: true, ...attributes } }], "Make the venv");
      const { reader, undecided } = reading({}, picture);
      expect(await reader.path("/opt/venv")).to.deep.include({ kind: "other", unsure: true });
      expect(undecided()).to.deep.equal([]);
      expect(await reader.path("/opt/venv/bin")).to.deep.include({ kind: "absent" });
      expect(undecided()).to.deep.equal(['what is at /opt/venv/bin after "Make the venv"']);
      expect(reader.isUndecided?.()).to.equal(true);
    });

    it("does not expect packages to put anything below /opt", async () => {
      const picture = createPicture();
      picture.apply([nginx], "Install nginx");
      const { reader, undecided } = reading({ "# what is at /opt/app/x keep yes": "absent\n" }, picture);
      await reader.path("/opt/app/x");
      expect(undecided()).to.deep.equal([]);
    });

    it("lists a directory as changes would leave it", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/srv/new", state: file }, { kind: "path", path: "/srv/deep/er", state: file }], "Write");
      picture.apply([{ kind: "path", path: "/srv/old", state: { kind: "absent", parent: true } }], "Remove");
      const { reader, restsOn } = reading({ "# what is at /srv keep no": "directory 755 0 0 root root 1 1 1\n", "# what is in /srv": "old\0kept\0" }, picture);
      expect(await reader.entries("/srv")).to.deep.equal(["deep", "kept", "new"]);
      expect(restsOn()).to.include("Remove");
    });

    it("has a predicted package, user and group", async () => {
      const picture = createPicture();
      const user = { name: "web", uid: 999, gid: 999, comment: "", home: "/srv", shell: "/bin/sh", groups: [], group: "web" };
      picture.apply([nginx, { kind: "user", name: "web", entry: user }, { kind: "group", name: "old", entry: undefined }], "Prepare");
      const { reader } = reading({ "dpkg-query bash": "bash amd64 installed 5.2\n" }, picture);
      expect(await reader.packages(["nginx", "bash"])).to.deep.equal([nginx.state, { name: "bash", installed: "5.2", configured: false }]);
      expect(await reader.user("web")).to.deep.equal(user);
      expect(await reader.user("999")).to.deep.equal(user);
      expect(await reader.group("old")).to.equal(undefined);
    });

    it("sees the state that was predicted for a resource, and names the task", () => {
      const picture = createPicture();
      picture.predict("ufw:allow 22", { rule: "allow" }, "Open ssh");
      const { predicted, restsOn } = reading({}, picture);
      expect(predicted("ufw:allow 22")?.state).to.deep.equal({ rule: "allow" });
      expect(predicted("ufw:allow 80")).to.equal(undefined);
      expect(restsOn()).to.deep.equal(["Open ssh"]);
    });
  });

  describe("of units in a check run", () => {
    it("takes a service to be started by its package", async () => {
      const picture = createPicture();
      picture.apply([nginx], "Install nginx");
      const { reader, restsOn } = reading({ "systemctl nginx": NOT_FOUND }, picture);
      expect(await reader.unit("nginx")).to.deep.include({ load: "loaded", active: "active", enabled: "enabled" });
      expect(restsOn()).to.deep.equal(["Install nginx"]);
    });

    it("takes a unit to be there once its file is written", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/systemd/system/app.service", state: file }], "Write the unit");
      const { reader } = reading({ "systemctl app": NOT_FOUND }, picture);
      expect(await reader.unit("app")).to.deep.include({ load: "loaded", active: "inactive", enabled: "disabled" });
    });

    it("wants a daemon-reload after the file of a known unit changed", async () => {
      const picture = createPicture();
      picture.apply([{ kind: "path", path: "/etc/systemd/system/app@.service", state: file }], "Write the unit");
      const { reader } = reading({ "systemctl app@1.service": "LoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\nNeedDaemonReload=no\n" }, picture);
      expect(await reader.unit("app@1.service")).to.deep.include({ active: "active", needDaemonReload: true });
    });

    it("lays what a task would do to a unit over it", async () => {
      const picture = createPicture();
      picture.apply([nginx], "Install nginx");
      picture.apply([{ kind: "unit", name: "nginx.service", state: { active: "inactive" } }], "Stop nginx");
      const { reader, restsOn } = reading({ "systemctl nginx": NOT_FOUND }, picture);
      expect(await reader.unit("nginx")).to.deep.include({ active: "inactive", enabled: "enabled" });
      expect(restsOn()).to.deep.equal(["Install nginx", "Stop nginx"]);
    });

    it("leaves open whether some other package brings it, and takes it to be started then", async () => {
      const picture = createPicture();
      picture.apply([nginx], "Install nginx");
      const { reader, undecided } = reading({ "systemctl cron": NOT_FOUND }, picture);
      expect(await reader.unit("cron")).to.deep.include({ load: "loaded", active: "active", enabled: "enabled" });
      expect(undecided()).to.deep.equal(["the unit cron: nginx would be installed first"]);
    });
  });
});
