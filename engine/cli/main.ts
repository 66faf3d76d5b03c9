#!/usr/bin/env node
import { version } from "./version.js";

const words = process.argv.slice(2);

// The version alone is asked for by scripts and shells: it waits for no library.
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import("./program.js");
  // What may still be open (a hanging socket, a terminal) must not keep the process alive after its work.
  process.exit(await main(words));
}
