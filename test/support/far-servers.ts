import { createSocket } from "node:dgram";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

// A web server and a name server for the tests of lookups, in a process of their own: a lookup keeps everything else in its process waiting.

const web = createServer((request, response) => { void serve(request, response); });
const names = createSocket("udp4");

names.on("message", (question, from) => { names.send(answerTo(question), from.port, from.address); });
names.bind(0, "127.0.0.1", () => {
  web.listen(0, "127.0.0.1", () => {
    process.stdout.write(`${JSON.stringify({ web: (web.address() as AddressInfo).port, names: names.address().port })}\n`);
  });
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  const basic = `Basic ${Buffer.from("me:secret").toString("base64")}`;
  switch (pathname) {
    case "/lines": response.end("one\r\ntwo\n\n{{ 1 + 1 }}\n"); break;
    case "/echo": response.end(JSON.stringify({ method: request.method, headers: request.headers, body: Buffer.concat(parts).toString() })); break;
    case "/there": response.writeHead(302, { location: "/lines" }).end(); break;
    case "/mine": response.writeHead(request.headers.authorization === basic ? 200 : 401, { "www-authenticate": 'Basic realm="x"' }).end("welcome"); break;
    case "/slow": break;
    default: response.writeHead(404).end();
  }
}

const RECORDS: Readonly<Record<string, readonly (readonly [type: number, data: Buffer])[]>> = {
  "a.test 1": [[1, Buffer.from([192, 0, 2, 1])], [1, Buffer.from([192, 0, 2, 2])]],
  "a.test 28": [[28, Buffer.from("20010db8000000000000000000000001", "hex")]],
  "a.test 15": [[15, Buffer.concat([Buffer.from([0, 10]), named("mail.a.test")])]],
  "a.test 16": [[16, texts("v=spf1", "-all")]],
  "_s._tcp.a.test 33": [[33, Buffer.concat([Buffer.from([0, 1, 0, 2, 0x1f, 0x90]), named("host.a.test")])]],
  "1.2.0.192.in-addr.arpa 12": [[12, named("a.test")]],
};

function named(name: string): Buffer {
  return Buffer.concat([...name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])]);
}

function texts(...all: readonly string[]): Buffer {
  return Buffer.concat(all.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)])));
}

/** The answer by RFC 1035, with the question repeated; NXDOMAIN for names without any record. */
function answerTo(question: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  while ((question[at] ?? 0) > 0) {
    const length = question[at] ?? 0;
    labels.push(question.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  const name = labels.join(".").toLowerCase();
  const type = question.readUInt16BE(at + 1);
  const records = RECORDS[`${name} ${type}`] ?? [];
  const known = Object.keys(RECORDS).some((key) => key.startsWith(`${name} `));
  const header = Buffer.alloc(12);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(known ? 0x8580 : 0x8583, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  const answers = records.map(([kind, data]) => Buffer.concat([Buffer.from([0xc0, 12]), short(kind), short(1), Buffer.from([0, 0, 0, 60]), short(data.length), data]));
  return Buffer.concat([header, question.subarray(12, at + 5), ...answers]);
}

function short(number: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(number);
  return buffer;
}
