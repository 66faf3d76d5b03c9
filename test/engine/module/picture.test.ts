import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { createPicture } from "#engine/module/picture.js";

describe("[U] the predicted picture", () => {
  it("is empty until a task would change something, even something unknown", () => {
    const picture = createPicture();
    expect(picture.isEmpty).to.equal(true);
    picture.apply([], "Run make install");
    expect(picture.isEmpty).to.equal(false);
    expect(picture.causes()).to.deep.equal(["Run make install"]);
  });

  it("names each task once, in order", () => {
    const picture = createPicture();
    picture.predict("ufw:allow 22", { rule: "allow" }, "b");
    picture.apply([], "a");
    picture.predict("ufw:allow 22", undefined, "b");
    expect(picture.causes()).to.deep.equal(["b", "a"]);
    expect(picture.predicted("ufw:allow 22")).to.deep.equal({ state: undefined, cause: "b" });
  });

  it("lists packages that would be installed, newest first, without those that would be removed", () => {
    const picture = createPicture();
    const state = (name: string, installed: string | undefined): { kind: "package"; state: { name: string; installed: string | undefined; configured: boolean } } => ({ kind: "package", state: { name, installed, configured: false } });
    picture.apply([state("nginx", "1"), state("redis", "7"), state("apache2", undefined)], "Packages");
    expect(picture.installed().map(({ value }) => value.name)).to.deep.equal(["redis", "nginx"]);
    expect(picture.package("apache2")?.value.installed).to.equal(undefined);
  });

  it("gives what has no owner to the user who would make it", () => {
    const picture = createPicture();
    picture.apply([{ kind: "path", path: "/a", state: { kind: "link", target: "b", owner: "", group: "web" } }], "Link", "deploy");
    picture.apply([{ kind: "path", path: "/b", state: { kind: "link", target: "c", owner: "", group: "" } }], "Link");
    expect(picture.paths.find("/a").known?.state).to.deep.include({ owner: "deploy", group: "web" });
    expect(picture.paths.find("/b").known?.state).to.deep.include({ owner: "root", group: "root" });
  });

  it("lays later changes of a unit over earlier ones, under one name with and without its suffix", () => {
    const picture = createPicture();
    picture.apply([{ kind: "unit", name: "app", state: { active: "active" } }], "Start");
    picture.apply([{ kind: "unit", name: "app.service", state: { enabled: "enabled" } }], "Enable");
    expect(picture.unit("app")).to.deep.equal({ value: { active: "active", enabled: "enabled" }, cause: "Enable" });
  });

  it("remembers what was set in the shadow entry of a user, until the user is removed", () => {
    const picture = createPicture();
    const entry = { name: "alice", uid: -1, gid: -1, comment: "", home: "/home/alice", shell: "/bin/sh", groups: [], group: "alice" };
    const hash = new Secret("$6$salt$hash");
    picture.apply([{ kind: "user", name: "alice", entry: { ...entry, shadow: { hash, locked: true } } }], "Add alice");
    picture.apply([{ kind: "user", name: "alice", entry: { ...entry, shell: "/bin/bash", shadow: { locked: false } } }], "Unlock her");
    expect(picture.user("alice")?.value).to.deep.equal({ ...entry, shell: "/bin/bash", shadow: { hash, locked: false } });
    picture.apply([{ kind: "user", name: "alice", entry: undefined }], "Remove her");
    picture.apply([{ kind: "user", name: "alice", entry }], "Add her again");
    expect(picture.user("alice")?.value).to.deep.equal(entry);
  });
});
