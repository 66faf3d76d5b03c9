import { expect } from "chai";
import { isFrom, parseDistPaths, parseOrigins } from "#modules/lib/dist-info.js";
import { parseRequirement } from "#modules/lib/requirement.js";
import { parseRequirementsFile } from "#modules/lib/requirements-file.js";

describe("[U] installed Python packages", () => {
  it("are known by the names of their files", () => {
    const paths = ["/v/Foo_Bar-1.2.dist-info", "/v/old-1.0-py3.11.egg-info", "/v/x-1.0+local_1.dist-info", "/v/~roken-1.dist-info", "/v/develop.egg-info", "/v/*-info", "python", ""];
    expect(parseDistPaths(paths).map(({ name, version }) => `${name} ${version}`)).to.deep.equal(["foo-bar 1.2", "old 1.0", "x 1.0+local-1"]);
  });

  const origin = (json: string): ReturnType<typeof parseOrigins> => parseOrigins(`/v/app-1.0.dist-info/direct_url.json\t${json}\n`);
  for (const [json, requirement, from] of [
    ['{"url": "https://x.org/a.git", "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "0123456789"}}', "app @ git+https://x.org/a.git@v1", true],
    ['{"url": "https://x.org/a.git", "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "0123456789"}}', "app @ git+https://x.org/a.git@0123456", true],
    ['{"url": "https://x.org/a.git", "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "0123456789"}}', "app @ git+https://x.org/a.git@v2", false],
    ['{"url": "https://x.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "0123456789"}}', "git+https://x.org/a.git#egg=app", true],
    ['{"url": "ssh://git@x.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "01"}}', "app @ git+ssh://git@x.org/a.git", true],
    ['{"url": "https://x.org/app-1.0.whl", "archive_info": {}}', "https://x.org/app-1.0.whl#sha256=abc", true],
    ['{"url": "https://x.org/app-1.0.whl", "archive_info": {}}', "https://x.org/app-1.1.whl", false],
    ['{"url": "file:///opt/app", "dir_info": {}}', "/opt/app", true],
    ['{"url": "file:///opt/app", "dir_info": {"editable": true}}', "./app", false],
  ] as const) {
    it(`${from ? "came" : "did not come"} from ${requirement}: ${json}`, () => {
      const [found] = origin(json);
      const wanted = parseRequirement(requirement);
      expect(found !== undefined && wanted !== undefined && isFrom(found, wanted, "/opt")).to.equal(from);
    });
  }

  it("of which nothing can be read came from nowhere", () => { expect(origin("not json")).to.deep.equal([]); });
});

describe("[U] files of requirements", () => {
  it("hold comments, continued lines, options, hashes and other files", () => {
    const text = "# all\n--index-url https://x.org\na==1 \\\n  --hash=sha256:0 \\\n  --hash=sha256:1\nb>=2 # two\nc @ https://x.org/c#egg=c\n-e ./local\n-r more.txt\n-c ../limits.txt\n\nnot=a requirement\r\n";
    const read = parseRequirementsFile(text, "/opt/app/reqs/base.txt");
    expect(read.requirements.map(({ name, address, editable }) => [name, address, editable])).to.deep.equal([["a", undefined, false], ["b", undefined, false], ["c", "https://x.org/c#egg=c", false], [undefined, "./local", true]]);
    expect([read.includes, read.constraints, read.strange]).to.deep.equal([["/opt/app/reqs/more.txt"], ["/opt/app/limits.txt"], ["not=a requirement"]]);
  });
});
