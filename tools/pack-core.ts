import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
}

const options = {
  noEmit: false,
  declaration: true,
  rewriteRelativeImportExtensions: true,
  composite: false,
  incremental: false,
};

/** Compiles `@silhouette/core` to JavaScript with declarations and packs it as a tarball into `into`. Throws when either fails. */
export function packCore(root: string, into: string): void {
  const core = join(root, 'packages/core');
  const folder = mkdtempSync(join(tmpdir(), 'silhouette-core-'));
  try {
    const project = join(core, `tsconfig.pack-${process.pid}.json`);
    const compilerOptions = { ...options, rootDir: join(core, 'src'), outDir: join(folder, 'dist') };
    writeFileSync(project, JSON.stringify({ extends: './tsconfig.json', compilerOptions, include: ['src'], exclude: ['src/**/*.test.ts'] }));
    try {
      run(join(root, 'node_modules/.bin/tsc'), ['-p', project], root);
    } finally {
      rmSync(project);
    }
    const manifest: Manifest = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'));
    const exports = Object.fromEntries(Object.entries(manifest.exports).map(([door, source]) => [door, builtDoor(source)]));
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, private: false, exports, files: ['dist'] }, null, 2)}\n`);
    cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
    mkdirSync(into, { recursive: true });
    run('npm', ['pack', '--silent', '--pack-destination', into], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function builtDoor(source: string): { readonly types: string; readonly default: string } {
  const built = source.replace('./src/', './dist/').replace(/\.ts$/, '');
  return { types: `${built}.d.ts`, default: `${built}.js` };
}

function run(command: string, args: readonly string[], cwd: string): void {
  const ran = spawnSync(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });
  if (ran.status !== 0) throw new Error(`${command} failed`);
}
