import { expect } from "chai";
import { mirrorsFrom, networkSettings, sourcesFor } from "#engine/lab/apt-config.js";
import { debianCodename, proxies } from "#engine/lab/machine-config.js";
import { packagesOf, unsuitable } from "#engine/lab/packages.js";
import { pipFile, pipOptions } from "#engine/lab/pip-config.js";

describe("[U] what lab hosts inherit from the machine: apt", () => {
  const targets = "http://near.example/debian/ bookworm\nhttps://near.example/security bookworm-security\nhttp://ppa.example/x jammy\n";

  it("takes the mirrors of the machine's own release, for any release", () => {
    const mirrors = mirrorsFrom(targets, "bookworm");
    expect(sourcesFor("trixie", mirrors)).to.deep.equal([
      "deb http://near.example/debian trixie main",
      "deb http://near.example/debian trixie-updates main",
      "deb https://near.example/security trixie-security main",
    ]);
  });

  it("falls back on Debian's own on another system", () => {
    expect(mirrorsFrom(targets, undefined)).to.deep.equal({ main: "http://deb.debian.org/debian", security: "http://deb.debian.org/debian-security" });
  });

  it("copies proxies, certificates and clocks, not what shapes this machine alone", () => {
    const dump = 'Acquire "";\nAcquire::http::Proxy "http://p:3128";\nAcquire::https "";\nAcquire::https::CAInfo "/x.pem";\nAcquire::Check-Date "false";\nAcquire::GzipIndexes "true";\nDir::Cache::pkgcache "";\nAcquire::IndexTargets::deb "x";\n';
    expect(networkSettings(dump)).to.equal('Acquire::http::Proxy "http://p:3128";\nAcquire::https::CAInfo "/x.pem";\nAcquire::Check-Date "false";\n');
  });

  it("knows Debian's code name from os-release", () => {
    expect(debianCodename("ID=debian\nVERSION_CODENAME=trixie\n")).to.equal("trixie");
    expect(debianCodename("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=jammy\n")).to.equal(undefined);
    expect(debianCodename("")).to.equal(undefined);
  });

  it("gives hosts the proxies they can reach", () => {
    expect(proxies({ https_proxy: "http://p:1", HTTP_PROXY: "http://127.0.0.1:2", no_proxy: "x", OTHER: "y" })).to.equal("https_proxy=http://p:1\nno_proxy=x\n");
  });
});

describe("[U] what lab hosts inherit from the machine: pip", () => {
  it("merges files and environment, the later one winning", () => {
    const options = pipOptions(["[global]\nindex_url = https://a\ncert=/a\n", "[global]\n# note\nindex-url: https://b\n\n[install]\nproxy = http://no\n"], { PIP_CERT: "/c", PIP_DEFAULT_TIMEOUT: "9", PATH: "/bin" });
    expect(options).to.deep.equal({ "index-url": "https://b", cert: "/c", "default-timeout": "9" });
  });

  it("keeps the continued lines of a list and leaves out local folders and other options", () => {
    const options = pipOptions(["[global]\nextra-index-url = file:///opt/x\n    https://one\n    https://two\nconstraint = /etc/c.txt\n"], { PIP_FIND_LINKS: "/opt/wheels" });
    expect(pipFile(options)).to.equal("[global]\nextra-index-url = https://one\n    https://two\n");
  });

  it("writes no file for no options", () => {
    expect(pipFile(pipOptions(["", "nonsense\n  more"], {}))).to.equal("");
  });
});

describe("[U] where the lab can work", () => {
  it("says why not", () => {
    expect(unsuitable("linux", 0)).to.equal(undefined);
    expect(unsuitable("linux", 1000)?.message).to.include("needs root");
    expect(unsuitable("darwin", 0)?.message).to.include("needs Linux, and this is darwin");
  });

  it("names each package once", () => {
    expect(packagesOf(["ssh", "ssh-keygen", "systemd-nspawn"])).to.deep.equal(["openssh-client", "systemd-container"]);
  });
});
