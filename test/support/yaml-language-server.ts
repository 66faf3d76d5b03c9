import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** A problem that the server reports in a file. */
export interface Complaint {
  readonly line: number;
  readonly message: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** yaml-language-server as an editor drives it: over standard input and output, in the Language Server Protocol. */
export class YamlLanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, (result: unknown) => void>();
  readonly #diagnostics = new Map<string, (complaints: readonly Complaint[]) => void>();
  #pending = Buffer.alloc(0);
  readonly #schemas: Readonly<Record<string, readonly string[]>>;
  #lastId = 0;

  /** `schemas`: path of a schema file to globs of the files it is for. */
  constructor(schemas: Readonly<Record<string, readonly string[]>>) {
    this.#schemas = schemas;
    const server = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
    this.#child = spawn(process.execPath, [server, "--stdio"], { env: { ...process.env, NODE_OPTIONS: "" } });
    this.#child.stdout.on("data", (data: Buffer) => { this.#read(data); });
  }

  async start(root: string): Promise<void> {
    await this.#ask("initialize", { processId: process.pid, rootUri: pathToFileURL(root).href, capabilities: { textDocument: { completion: { completionItem: { documentationFormat: ["plaintext"] } } }, workspace: { configuration: true } } });
    this.#tell("initialized", {});
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }

  /** Opens a text under the name of a file, and waits for what the server finds wrong with it. */
  async problems(path: string, text = readFileSync(path, "utf8")): Promise<readonly Complaint[]> {
    const uri = pathToFileURL(path).href;
    const found = new Promise<readonly Complaint[]>((resolve) => { this.#diagnostics.set(uri, resolve); });
    this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    const complaints = await found;
    return complaints;
  }

  close(path: string): void {
    this.#tell("textDocument/didClose", { textDocument: { uri: pathToFileURL(path).href } });
  }

  /** What it would complete at a place (from 0), in a text that `problems` has opened. */
  async completions(path: string, line: number, character: number): Promise<readonly string[]> {
    const result = await this.#ask("textDocument/completion", { textDocument: { uri: pathToFileURL(path).href }, position: { line, character } }) as { items?: readonly { label: string }[] } | null;
    return (result?.items ?? []).map(({ label }) => label);
  }

  /** What it shows at a place; empty for nothing. */
  async hover(path: string, line: number, character: number): Promise<string> {
    const result = await this.#ask("textDocument/hover", { textDocument: { uri: pathToFileURL(path).href }, position: { line, character } }) as { contents: unknown } | null;
    return JSON.stringify(result?.contents ?? "");
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = this.#lastId += 1;
    this.#send({ jsonrpc: "2.0", id, method, params });
    return new Promise((resolve) => { this.#waiting.set(id, resolve); });
  }

  #tell(method: string, params: unknown): void {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  #send(message: object): void {
    const body = JSON.stringify(message);
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(data: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, data]);
    for (;;) {
      const end = this.#pending.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/i.exec(this.#pending.subarray(0, Math.max(0, end)).toString())?.[1] ?? Number.NaN);
      if (end === -1 || this.#pending.length < end + 4 + length) return;
      const body = this.#pending.subarray(end + 4, end + 4 + length).toString();
      this.#pending = this.#pending.subarray(end + 4 + length);
      this.#hear(JSON.parse(body) as Message);
    }
  }

  #hear({ id, method, params, result }: Message): void {
    if (method === "workspace/configuration") this.#answerConfiguration(id ?? 0, params as { items: readonly { section?: string }[] });
    else if (method !== undefined && id !== undefined) this.#send({ jsonrpc: "2.0", id, result: null });
    else if (method === "textDocument/publishDiagnostics") this.#publish(params as Published);
    else if (id !== undefined) this.#waiting.get(id)?.(result);
  }

  #answerConfiguration(id: number, { items }: { items: readonly { section?: string }[] }): void {
    const schemas = Object.fromEntries(Object.entries(this.#schemas).map(([path, globs]) => [pathToFileURL(path).href, globs]));
    const yaml = { schemas, validate: true, completion: true, hover: true, yamlVersion: "1.1", schemaStore: { enable: false, url: "" }, customTags: ["!vault scalar", "!unsafe scalar"] };
    this.#send({ jsonrpc: "2.0", id, result: items.map(({ section }) => section === "yaml" ? yaml : null) });
  }

  #publish({ uri, diagnostics }: Published): void {
    this.#diagnostics.get(uri)?.(diagnostics.map(({ message, range }) => ({ line: range.start.line + 1, message })));
  }
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[];
}
