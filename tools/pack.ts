// Builds what is published: `node tools/pack.ts` bundles the command into dist/ as plain JavaScript that any Node from 20 on runs.
// `--core DIR` also packs @silhouette/core as a tarball into DIR.
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown, type Plugin } from 'rolldown';
import { packCore } from './pack-core.ts';

const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') }, core: { type: 'string' } } });

/** What is started by itself: the command, and the threads that it starts. Each becomes a file of its own name. */
const starts = {
  silhouette: 'packages/cli/src/silhouette.ts',
  thread: 'packages/edge/src/batch/thread.ts',
  'gate-thread': 'packages/server/src/gate/gate-thread.ts',
  'sqlite-thread': 'packages/server/src/store/sqlite-thread.ts',
};

const THREAD = /new URL\('\.\/([a-z-]+)\.ts', import\.meta\.url\)/g;
const WASM = /(wasm|name): '(@cornerstonejs\/[^']+|[^']+\.(?:wasm|onnx))'/g;
const PAGES = "'../../../web/dist'";

// All files lie side by side: addresses beside the source become addresses beside the bundle.
function besides(out: string): Plugin {
  return {
    name: 'besides',
    transform(code, id) {
      if (id.includes('/node_modules/') || !id.endsWith('.ts')) return null;
      const fitted = code
        .replaceAll(THREAD, (_all, name: string) => `new URL('./${name}.mjs', import.meta.url)`)
        .replaceAll(WASM, (_all, key: string, name: string) => `${key}: './${copied(name, id, out)}'`)
        .replaceAll(PAGES, "'./web'");
      return fitted === code ? null : fitted;
    },
  };
}

function copied(name: string, from: string, out: string): string {
  const file = createRequire(from).resolve(name);
  cpSync(file, join(out, basename(file)));
  return basename(file);
}

async function bundle(out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const bundled = await rolldown({
    cwd: root,
    input: starts,
    platform: 'node',
    external: [/^node:/, 'pg-native'],
    // Nothing of ours does anything by being imported but what is started: what is not used is not loaded.
    treeshake: { moduleSideEffects: (id) => !id.includes('/packages/') || Object.values(starts).some((start) => id.endsWith(start)) },
    plugins: [besides(out)],
    logLevel: 'warn',
  });
  await bundled.write({ dir: out, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs', minify: true });
  await bundled.close();
  const pages = join(root, 'packages/web/dist');
  if (existsSync(pages)) cpSync(pages, join(out, 'web'), { recursive: true });
}

await bundle(resolve(values.out));
if (values.core !== undefined) packCore(root, resolve(values.core));
