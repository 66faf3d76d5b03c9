// Puts the compiled program and its libraries into a few files: a run that finds nothing to do spends most of its time on loading, and hundreds of
// small files cost more than twice as much as these. What is loaded lazily stays so (splitting). dist/engine stays for those who import it.
import { chmodSync } from "node:fs";
import { build } from "esbuild";

await build({
  // The process that lookups send to the network is a program of its own, beside the other files.
  entryPoints: { tsplay: "dist/engine/cli/main.js", aside: "dist/engine/connection/aside/aside.js" },
  outdir: "dist/bin", chunkNames: "part-[hash]",
  bundle: true, splitting: true, format: "esm", platform: "node", target: "node20",
  minifySyntax: true, minifyWhitespace: true, sourcemap: "linked", sourcesContent: false, legalComments: "none",
  // ssh2 brings optional native parts: they are loaded from node_modules where they are there.
  external: ["cpu-features", "*.node"],
  // ssh2 and others are CommonJS and ask for these.
  banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);const __filename=import.meta.filename;const __dirname=import.meta.dirname;" },
  logLevel: "warning",
});

chmodSync("dist/bin/tsplay.js", 0o755);
