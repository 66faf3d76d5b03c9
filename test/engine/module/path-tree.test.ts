import { expect } from "chai";
import type { PathState } from "#engine/module/host-state.js";
import { PathTree } from "#engine/module/path-tree.js";

const attributes = { mode: "0755", owner: "root", group: "root", uid: 0, gid: 0 };
const directory: PathState = { kind: "directory", ...attributes };
const file: PathState = { kind: "file", ...attributes, size: 1, sha256: undefined, mtime: 0, links: 1 };
const absent: PathState = { kind: "absent", parent: true };
const linkTo = (target: string): PathState => ({ kind: "link", target, owner: "root", group: "root" });

function tree(...changes: readonly (readonly [path: string, state: PathState])[]): PathTree {
  const paths = new PathTree();
  changes.forEach(([path, state], index) => { paths.set(path, { state, content: undefined, kept: false, cause: `task ${index + 1}` }); });
  return paths;
}

describe("[U] the predicted tree of paths", () => {
  it("asks the host about what no change touched", () => {
    expect(tree(["/etc/a", file]).find("/etc/b")).to.deep.include({ known: undefined, path: "/etc/b" });
  });

  it("knows a predicted path by the task that would make it", () => {
    expect(tree(["/etc/a", file]).find("/etc/a").known).to.deep.include({ state: file, cause: "task 1" });
  });

  it("takes the children of a removed directory along", () => {
    const paths = tree(["/srv/app/x", file], ["/srv/app", absent]);
    expect(paths.find("/srv/app/x").known).to.deep.include({ state: { kind: "absent", parent: false }, cause: "task 2" });
    expect(paths.find("/srv/app/other").known?.state.kind).to.equal("absent");
  });

  it("finds a directory that was removed and made again empty", () => {
    const paths = tree(["/srv/app", absent], ["/srv/app", directory]);
    expect(paths.find("/srv/app/x").known).to.deep.include({ state: { kind: "absent", parent: true }, cause: "task 2" });
  });

  it("finds parents that were made on the way below a removed directory empty as well", () => {
    const paths = tree(["/srv", absent], ["/srv/a/b", directory]);
    expect(paths.find("/srv").known?.state).to.deep.equal(directory);
    expect(paths.find("/srv/a/other").known?.state).to.deep.equal({ kind: "absent", parent: true });
  });

  it("asks the host what is in a directory that only changes its mode", () => {
    expect(tree(["/srv", { ...directory, mode: "0700" }]).find("/srv/x").known).to.equal(undefined);
  });

  it("implies the parents of a created path, unless the host has them", () => {
    const found = tree(["/etc/nginx/sites/a", file]).find("/etc/nginx");
    expect(found).to.have.nested.property("otherwise.state.kind", "directory");
    expect(tree(["/etc/nginx/a", file]).find("/etc/nginx/b")).to.deep.include({ parent: { cause: "task 1", implied: true } });
  });

  it("knows that the folder for a path was asked for", () => {
    expect(tree(["/srv/app", directory]).find("/srv/app/x")).to.deep.include({ known: undefined, parent: { cause: "task 1", implied: false } });
  });

  it("keeps predicted content when a later task changes attributes only", () => {
    const paths = tree();
    paths.set("/a", { state: file, content: Buffer.from("x"), kept: false, cause: "Write" });
    paths.set("/a", { state: { ...file, mode: "0600", size: 0 }, content: undefined, kept: true, cause: "Protect" });
    expect(paths.find("/a").known).to.deep.include({ content: Buffer.from("x"), kept: false, cause: "Protect", state: { ...file, mode: "0600" } });
  });

  it("says that nothing can be below a file", () => {
    expect(tree(["/srv", file]).find("/srv/x/y").known?.state).to.deep.equal({ kind: "absent", parent: false, blockedBy: "/srv" });
  });

  it("does not know what is in a directory that a task fills, until it is removed", () => {
    const clone: PathState = { ...directory, unlisted: true };
    const paths = tree(["/srv/code", clone], ["/srv/code", { ...directory, mode: "0700" }], ["/srv/code/own", directory]);
    expect(paths.find("/srv/code/sub/x")).to.deep.include({ known: undefined, doubt: "task 2" });
    expect(paths.find("/srv/code/own/x")).to.deep.include({ known: undefined, doubt: "task 2" });
    expect(paths.find("/srv/code").known?.state).to.deep.equal({ ...directory, mode: "0700", unlisted: true });
    paths.set("/srv/code", { state: absent, content: undefined, kept: false, cause: "Remove" });
    expect(paths.find("/srv/code/sub/x").known).to.deep.include({ state: { kind: "absent", parent: false }, doubtful: false });
    paths.set("/srv/code", { state: clone, content: undefined, kept: false, cause: "Clone again" });
    expect(paths.find("/srv/code/sub/x").known).to.deep.include({ state: { kind: "absent", parent: true }, doubtful: true, cause: "Clone again" });
  });

  it("goes through a predicted link to a folder of the host", () => {
    expect(tree(["/srv/current", linkTo("releases/7")]).find("/srv/current/manage.py")).to.deep.include({ known: undefined, path: "/srv/releases/7/manage.py" });
  });

  it("writes through a predicted link as well", () => {
    const paths = tree(["/srv/current", linkTo("/srv/7")], ["/srv/current/x", file]);
    expect(paths.find("/srv/7/x").known?.state).to.deep.equal(file);
  });

  it("does not loop over links that lead to each other", () => {
    const paths = tree(["/a", linkTo("/b")], ["/b", linkTo("/a")]);
    expect(paths.find("/a/x").known?.state.kind).to.equal("absent");
  });

  it("has one name for a path with doubled slashes, dots or a slash at its end", () => {
    expect(tree(["/srv//app/../web/", directory]).find("/srv/web").known?.state).to.deep.equal(directory);
  });
});
