import { connect, createServer } from "node:net";
import type { AddressInfo, Server as NetServer, Socket } from "node:net";
import { spawn } from "node:child_process";
import ssh2 from "ssh2";
import type { AuthContext, Connection, ServerChannel } from "ssh2";

/** Faults that a server shows on purpose. */
export interface Faults {
  /** Connections that are dropped before the handshake, as sshd does beyond MaxStartups. */
  readonly dropHandshakes?: number;
  /** Sessions that are refused before the first is allowed. */
  readonly refuseChannels?: number;
  /** Milliseconds to think over every login. */
  readonly slowLogin?: number;
  /** The ways to log in; every one when left out. */
  readonly methods?: readonly ("publickey" | "password" | "keyboard-interactive")[];
  /** Cuts the connection so many milliseconds after a channel was opened. */
  readonly cutAfter?: number;
  /** Takes the place of running the command line. */
  readonly onCommand?: (commandLine: string, channel: ServerChannel) => void;
}

/** An SSH server in this process, which runs what it is asked to by sh. */
export interface TestServer {
  readonly port: number;
  /** The public key, as base64. */
  readonly hostKey: string;
  /** How many TCP connections came in, and the most handshakes that were under way at once. */
  readonly seen: { connections: number; atOnce: number };
  close(): void;
}

export const SERVER_PASSWORD = "let me in";

/** Starts one on a free port of 127.0.0.1. Any key is good, and the one password is. */
export async function startServer(faults: Faults = {}, keys: readonly ("ed25519" | "rsa")[] = ["ed25519"]): Promise<TestServer> {
  const made = keys.map((type) => (type === "rsa" ? ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }) : ssh2.utils.generateKeyPairSync("ed25519")));
  const seen = { connections: 0, atOnce: 0 };
  let handshakes = 0;
  const left = { drops: faults.dropHandshakes ?? 0, refusals: faults.refuseChannels ?? 0 };
  const ssh = new ssh2.Server({ hostKeys: made.map((key) => key.private) }, (client) => { serve(client, faults, left); });
  const sockets = new Set<Socket>();
  const server: NetServer = createServer((socket) => {
    sockets.add(socket);
    seen.connections += 1;
    handshakes += 1;
    seen.atOnce = Math.max(seen.atOnce, handshakes);
    setTimeout(() => { handshakes -= 1; }, 30);
    socket.on("error", () => undefined);
    if (left.drops > 0) {
      left.drops -= 1;
      socket.destroy();
      return;
    }
    ssh.injectSocket(socket);
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    hostKey: made[0]?.public.split(" ").slice(0, 2).join(" ") ?? "",
    seen,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function serve(client: Connection, faults: Faults, left: { refusals: number }): void {
  client.on("error", () => undefined);
  client.on("authentication", (context) => { setTimeout(() => { authenticate(context, faults); }, faults.slowLogin ?? 0); });
  client.on("session", (accept, reject) => {
    if (left.refusals > 0) {
      left.refusals -= 1;
      reject(); // SSH_OPEN_CONNECT_FAILED, as sshd answers beyond MaxSessions
      return;
    }
    if (faults.cutAfter !== undefined) setTimeout(() => { cut(client); }, faults.cutAfter);
    accept().on("exec", (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      if (faults.onCommand === undefined) runBySh(command, channel);
      else faults.onCommand(command, channel);
    });
  });
}

function cut(client: Connection): void {
  (client as unknown as { _sock: Socket })._sock.destroy();
}

function authenticate(context: AuthContext, { methods = ["publickey", "password", "keyboard-interactive"] }: Faults): void {
  const offered = [...methods];
  if (!offered.some((each) => each === context.method)) context.reject(offered);
  else if (context.method === "keyboard-interactive") context.prompt([{ prompt: "Password: ", echo: false }], (answers) => { decide(context, offered, answers[0] === SERVER_PASSWORD); });
  else decide(context, offered, context.method === "publickey" || (context.method === "password" && context.password === SERVER_PASSWORD));
}

function decide(context: AuthContext, offered: ("publickey" | "password" | "keyboard-interactive")[], fine: boolean): void {
  if (fine) context.accept();
  else context.reject(offered);
}

/** Runs a command line the way sshd does for a user whose shell is sh. */
export function runBySh(command: string, channel: ServerChannel): void {
  const child = spawn("sh", ["-c", command], { stdio: "pipe", detached: true });
  channel.pipe(child.stdin);
  child.stdin.on("error", () => undefined);
  channel.on("error", () => undefined);
  child.stdout.on("data", (chunk: Buffer) => channel.write(chunk));
  child.stderr.on("data", (chunk: Buffer) => channel.stderr.write(chunk));
  child.on("close", (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}

/** A TCP relay whose cable can be pulled: from then on nothing passes, and nobody is told. */
export async function startRelay(port: number): Promise<{ readonly port: number; pull(): void; close(): void }> {
  const sockets = new Set<Socket>();
  let pulled = false;
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from);
      from.on("data", (chunk) => { if (!pulled) to.write(chunk); });
      from.on("end", () => { if (!pulled) to.end(); });
      from.on("error", () => undefined);
    }
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  return {
    port: (server.address() as AddressInfo).port,
    pull: () => { pulled = true; },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
