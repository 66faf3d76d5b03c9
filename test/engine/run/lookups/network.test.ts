import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { once } from "node:events";
import { expect } from "chai";
import { Secret } from "#engine/core/secret.js";
import { LookupBench } from "./lookup-bench.js";

describe("[I] lookups of the network", function () {
  this.timeout(60_000); // every question starts a process, which reads TypeScript here
  const bench = new LookupBench();
  let servers: ChildProcess;
  let ports: { readonly web: number; readonly names: number };

  before(async () => {
    servers = spawn(process.execPath, ["--conditions=source", "--import", "tsx", "test/support/far-servers.ts"], { stdio: ["ignore", "pipe", "inherit"] });
    if (servers.stdout === null) throw new Error("its output is a pipe");
    const [line] = await once(createInterface({ input: servers.stdout }), "line") as [string];
    ports = JSON.parse(line) as typeof ports;
  });
  after(() => {
    servers.kill();
    bench.remove();
  });
  const page = (path: string, more = ""): string => `query('url', 'http://127.0.0.1:${ports.web}${path}'${more})`;
  const names = (terms: string, more = ""): string => `query('dig', ${terms}, '@127.0.0.1', port=${ports.names}${more})`;

  it("url gives lines, or the whole text, never evaluated again", () => {
    expect(bench.value(page("/lines"))).to.deep.equal(["one", "two", "", "{{ 1 + 1 }}"]);
    expect(bench.value(page("/lines", ", split_lines=false"))).to.deep.equal(["one\r\ntwo\n\n{{ 1 + 1 }}\n"]);
    expect(bench.value(page("/there", ", split_lines=false"))).to.deep.equal(["one\r\ntwo\n\n{{ 1 + 1 }}\n"]);
  });

  it("url sends headers, a body and another method", () => {
    const told = bench.value(page("/echo", ", split_lines=false, method='POST', body='x=1', headers={'X-One': token, 'X-Two': 2}, force=true").replace("query", "lookup"), { variables: { token: new Secret("t0ken") } });
    const echo = JSON.parse(told as string) as { readonly method: string; readonly body: string; readonly headers: Readonly<Record<string, string>> };
    expect(echo).to.deep.include({ method: "POST", body: "x=1" });
    expect(echo.headers).to.include({ "x-one": "t0ken", "x-two": "2", "user-agent": "ansible-httpget", "cache-control": "no-cache" });
  });

  it("url logs in when it is asked to", () => {
    const variables = { password: new Secret("secret") };
    expect(bench.value(page("/mine", ", username='me', password=password"), { variables })).to.deep.equal(["welcome"]);
    expect(bench.value(page("/mine", ", username='me', password=password, force_basic_auth=true"), { variables })).to.deep.equal(["welcome"]);
    expect(bench.mistake(page("/mine")).message).to.contain("answered 401");
  });

  it("url says what went wrong, in time", () => {
    expect(bench.mistake(page("/missing")).message).to.contain("answered 404 Not Found");
    expect(bench.mistake(page("/there", ", follow_redirects='none'")).message).to.contain("answered 302");
    expect(bench.mistake("lookup('url', 'http://127.0.0.1:1/')").message).to.match(/ECONNREFUSED|bad port/);
    expect(bench.mistake("lookup('url', 'no address')").message).to.contain("lookup \"url\"");
    const start = Date.now();
    expect(bench.mistake(page("/slow", ", timeout=0.3")).message).to.contain("no answer within 0.3 seconds");
    expect(Date.now() - start).to.be.lessThan(5000);
    expect(bench.value(page("/missing", ", errors='ignore'"))).to.deep.equal([]);
  });

  it("dig gives records as text or in parts", () => {
    expect(bench.value(names("'a.test'"))).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
    expect(bench.value(names("'a.test./AAAA'"))).to.deep.equal(["2001:db8::1"]);
    expect(bench.value(names("'a.test'", ", qtype='MX'"))).to.deep.equal(["10 mail.a.test."]);
    expect(bench.value(names("'a.test', 'qtype=TXT'"))).to.deep.equal(['v=spf1" "-all']);
    expect(bench.value(names("'192.0.2.1/PTR'"))).to.deep.equal(["a.test."]);
    expect(bench.value(names("'_s._tcp.a.test/SRV'", ", flat=0"))).to.deep.equal([{ priority: 1, weight: 2, port: 8080, target: "host.a.test.", owner: "_s._tcp.a.test.", type: "SRV", class: "IN" }]);
  });

  it("dig tells names that are not there from names without such records", () => {
    expect(bench.value(names("'none.test'"))).to.deep.equal(["NXDOMAIN"]);
    expect(bench.value(names("'a.test/NS'"))).to.deep.equal([""]);
    expect(bench.value(names("'none.test', 'a.test'"))).to.deep.equal(["192.0.2.1", "192.0.2.2"]);
    expect(bench.mistake(names("'none.test'", ", fail_on_error=true")).message).to.contain("none.test");
    expect(bench.mistake(names("'a.test/HINFO'")).message).to.contain("HINFO");
  });
});
