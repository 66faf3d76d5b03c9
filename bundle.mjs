// Puts the compiled program and its libraries into one file: a run that finds nothing to do spends most of its time on loading, and hundreds of small files
// cost more than twice as much. What is loaded lazily is evaluated lazily. dist/engine stays for those who import it.
import { chmodSync } from "node:fs";
import { build } from "esbuild";

const common = {
  bundle: true, platform: "node", target: "node20", minifySyntax: true, minifyWhitespace: true, sourcemap: "linked", sourcesContent: false, legalComments: "none",
  // ssh2 has optional native parts: they are loaded from node_modules where they are there.
  external: ["cpu-features", "*.node"],
  logLevel: "warning",
};

// The program, as CommonJS: V8 keeps what it compiled of it (warm.mjs).
await build({
  ...common, entryPoints: ["dist/engine/cli/program.js"], outfile: "dist/bin/program.cjs", format: "cjs",
  define: { "import.meta.url": "importMetaUrl" }, banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
});

// What starts it, and the process that lookups send to the network: programs of their own.
await build({
  ...common, outdir: "dist/bin", format: "esm", external: [...common.external, "./program.js"],
  entryPoints: { tsplay: "dist/engine/cli/main.js", program: "dist/engine/cli/program-of-build.js", aside: "dist/engine/connection/aside/aside.js" },
  // undici and others are CommonJS and ask for these.
  banner: { js: "import{createRequire as makeRequire}from'node:module';const require=makeRequire(import.meta.url);const __filename=import.meta.filename;const __dirname=import.meta.dirname;" },
});

chmodSync("dist/bin/tsplay.js", 0o755);
