// Builds dist/ from src/, styles/ and the fonts that tools/fonts.py has cut into fonts/.
//
// In: the sources and the locked packages.  Out: dist/manifest.json, which names every file:
// `script` and `styles`, that each page refers to, `files`, all that has to be copied, `engine`, the
// search for programs, and `live`, the script of the preview: no site needs these two.
// Names carry a hash of what is in them, so that a server may let browsers keep them for ever.

import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  metafile: true,
  outdir: dist,
  legalComments: "none",
  logLevel: "warning",
  target: ["es2022", "safari16.4"],
};

function entryOutput(result, entry) {
  const found = Object.entries(result.metafile.outputs).find(([, o]) => o.entryPoint === entry);
  return relative(dist, join(here, found[0])).replaceAll("\\", "/");
}

/** The npm packages whose files went into `results`, as paths of their folders. */
function packagesOf(results) {
  const names = new Set();
  for (const { metafile } of results) {
    for (const input of Object.keys(metafile.inputs)) {
      const found = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
      if (found) names.add(join(here, found[0]));
    }
  }
  // Iosevka is cut by tools/fonts.py before esbuild sees it.
  names.add(join(here, "node_modules/@fontsource/iosevka"));
  return [...names].sort();
}

async function licence(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json")));
  const title = `${name} ${version} (${license ?? "see below"})`;
  for (const file of ["LICENSE", "LICENSE.md", "LICENSE.txt", "license", "LICENCE"]) {
    try {
      return `${title}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`;
    } catch {}
  }
  return `${title}\n`;
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

// Mermaid: modules in many pieces, each loaded when a diagram needs it.
const mermaid = await build({
  ...shared,
  entryPoints: ["src/mermaid.ts"],
  format: "esm",
  splitting: true,
  entryNames: "diagrams/[name]-[hash]",
  chunkNames: "diagrams/[name]-[hash]",
});

// What some pages load, or all of them late: modules that share what they have in common.
const layout = await build({
  ...shared,
  entryPoints: ["src/graph/layout.ts"],
  format: "iife",
  entryNames: "parts/[name]-[hash]",
});
// Most searches need neither corrections nor conditions: these come with the first that does.
const worker = await build({
  ...shared,
  entryPoints: ["src/search/face/worker.ts"],
  format: "esm",
  charset: "utf8",
  splitting: true,
  entryNames: "parts/engine-[name]-[hash]",
  chunkNames: "parts/engine-[name]-[hash]",
});
const workerFile = entryOutput(worker, "src/search/face/worker.ts");
const parts = await build({
  ...shared,
  entryPoints: [
    "src/bank/bank.ts",
    "src/figures/figures.ts",
    "src/glossary/glossary.ts",
    "src/graph/graph.ts",
    "src/neighbours/neighbours.ts",
    "src/previews.ts",
    "src/quiz/form.ts",
    "src/search/face/marks.ts",
    "src/search/face/search.ts",
    "src/side/side.ts",
    "src/slider/slider.ts",
    "src/tag-filter/tag-filter.ts",
  ],
  format: "esm",
  // Modules are UTF-8 whatever a server says: Hangul takes half the bytes.
  charset: "utf8",
  splitting: true,
  entryNames: "parts/[name]-[hash]",
  chunkNames: "parts/[name]-[hash]",
  // All of them lie in one folder.
  define: {
    LAYOUT_FILE: JSON.stringify(basename(entryOutput(layout, "src/graph/layout.ts"))),
    WORKER_FILE: JSON.stringify(basename(workerFile)),
  },
});

// The search where pages are opened from disk: browsers load no module and no worker there.
const wholeWorker = await build({
  ...shared,
  entryPoints: ["src/search/face/worker.ts"],
  format: "iife",
  charset: "utf8",
  write: false,
});
const offline = await build({
  ...shared,
  entryPoints: ["src/search/face/offline.ts"],
  format: "iife",
  // Classic scripts have the encoding of their page, which is UTF-8.
  charset: "utf8",
  entryNames: "parts/[name]-[hash]",
  define: { WORKER_SOURCE: JSON.stringify(wholeWorker.outputFiles[0].text) },
});

// What stands in a search's dialog, and the marks on pages, are styled when there are some.
const found = await build({
  ...shared,
  entryPoints: ["styles/found.css"],
  entryNames: "parts/[name]-[hash]",
});

// The one script of every page: classic, so that it also works in a page opened from disk.
const main = await build({
  ...shared,
  entryPoints: ["src/main.ts"],
  format: "iife",
  entryNames: "kb-[hash]",
  define: {
    FILES: JSON.stringify({
      mermaid: entryOutput(mermaid, "src/mermaid.ts"),
      bank: entryOutput(parts, "src/bank/bank.ts"),
      figures: entryOutput(parts, "src/figures/figures.ts"),
      glossary: entryOutput(parts, "src/glossary/glossary.ts"),
      graph: entryOutput(parts, "src/graph/graph.ts"),
      marks: entryOutput(parts, "src/search/face/marks.ts"),
      neighbours: entryOutput(parts, "src/neighbours/neighbours.ts"),
      previews: entryOutput(parts, "src/previews.ts"),
      quiz: entryOutput(parts, "src/quiz/form.ts"),
      found: entryOutput(found, "styles/found.css"),
      offline: entryOutput(offline, "src/search/face/offline.ts"),
      search: entryOutput(parts, "src/search/face/search.ts"),
      side: entryOutput(parts, "src/side/side.ts"),
      slider: entryOutput(parts, "src/slider/slider.ts"),
      tagFilter: entryOutput(parts, "src/tag-filter/tag-filter.ts"),
    }),
  },
});

// The search from a terminal: no page loads it, so it has one name for ever.
const engine = await build({
  ...shared,
  entryPoints: ["src/search/engine/terminal.mjs"],
  format: "esm",
  charset: "utf8",
  platform: "node",
  target: "node20",
  entryNames: "search/engine",
  outExtension: { ".js": ".mjs" },
});

// What the preview's server puts into pages; no site has it.
const live = await build({
  ...shared,
  entryPoints: ["src/live/live.ts"],
  format: "iife",
  charset: "utf8",
  entryNames: "live/live",
  loader: { ".css": "text" },
});

const styles = await build({
  ...shared,
  entryPoints: ["styles/kb.css"],
  entryNames: "kb-[hash]",
  assetNames: "fonts/[name]-[hash]",
  loader: { ".woff2": "file" },
});

const results = [mermaid, layout, worker, parts, offline, found, main, styles];
const texts = await Promise.all(packagesOf(results).map(licence));
await writeFile(join(dist, "licences.txt"), texts.join(`\n${"-".repeat(72)}\n\n`));
await copyFile(
  join(here, "node_modules/@fontsource/iosevka/LICENSE"),
  join(dist, "fonts/OFL-iosevka.txt"),
);
await copyFile(
  join(here, "node_modules/@fontsource/nanum-gothic-coding/LICENSE"),
  join(dist, "fonts/OFL-nanum-gothic-coding.txt"),
);
await copyFile(
  join(here, "node_modules/@fontsource/stix-two-math/LICENSE"),
  join(dist, "fonts/OFL-stix-two-math.txt"),
);

const files = results.flatMap(({ metafile }) =>
  Object.keys(metafile.outputs).map((file) =>
    relative(dist, join(here, file)).replaceAll("\\", "/"),
  ),
);
files.push(
  "licences.txt",
  "fonts/OFL-iosevka.txt",
  "fonts/OFL-nanum-gothic-coding.txt",
  "fonts/OFL-stix-two-math.txt",
);
const manifest = {
  sources: process.env.KB_SOURCES ?? "",
  script: entryOutput(main, "src/main.ts"),
  styles: entryOutput(styles, "styles/kb.css"),
  engine: entryOutput(engine, "src/search/engine/terminal.mjs"),
  live: entryOutput(live, "src/live/live.ts"),
  searchWorker: workerFile,
  files: files.sort(),
};
await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
