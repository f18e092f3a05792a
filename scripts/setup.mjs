// Brings what is missing, before `npm start` and `npm test`. Plain JavaScript without dependencies, for whatever Node (18 or later)
// npm itself runs on; the script that npm starts next finds the pinned Node 26 first in its PATH. Running it twice changes nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const goal = process.argv[2] === 'test' ? 'test' : 'start';
const windows = process.platform === 'win32';

function tries(command, args, options = {}) {
  console.log(`> ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', ...options }).status === 0;
}
function must(command, args, options) {
  if (!tries(command, args, options)) throw new Error(`${command} ${args[0]} did not succeed`);
}

const digestOf = (...texts) => texts.reduce((hash, text) => hash.update(text), createHash('sha256')).digest('hex');
function stamped(name, digest, work) {
  const stamp = join('node_modules', `.silhouette-${name}`);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  work();
  writeFileSync(stamp, digest);
}

function packages() {
  const lock = readFileSync('package-lock.json', 'utf8');
  stamped('packages', digestOf(lock), () =>
    must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows }),
  );
  const pinned = join('node_modules', '.bin', 'node');
  const version = existsSync(pinned) ? execFileSync(pinned, ['-v'], { encoding: 'utf8', shell: windows }).trim() : process.version;
  if (Number(version.slice(1).split('.')[0]) < 26)
    throw new Error(`Node 26 did not install (found ${version}); on this platform bring your own Node 26`);
}

/** Sizes and times of every source of the page: enough to know whether the bundle is old. */
function sourceState(dir) {
  return readdirSync(dir, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.includes('.test.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return sourceState(path);
      const { size, mtimeMs } = statSync(path);
      return `${path} ${size} ${mtimeMs}\n`;
    })
    .join('');
}
function page() {
  const state = ['core', 'engines', 'testkit', 'web'].map((name) => sourceState(join('packages', name))).join('');
  stamped('page', digestOf(state, String(existsSync('packages/web/dist/index.html'))), () =>
    must('npm', ['run', '--silent', 'build'], { shell: windows }),
  );
}

function missingTools() {
  const has = (...files) => files.some((file) => existsSync(file));
  const servers = '/usr/lib/postgresql';
  const initdb = has(servers) ? readdirSync(servers).map((v) => `${servers}/${v}/bin/initdb`) : [];
  const wanted = [
    ['chromium', Boolean(process.env.CHROMIUM_PATH) || has('/usr/bin/chromium')],
    ['postgresql', has(...initdb)],
    ['dcmtk', has('/usr/bin/dcmdump')],
    ['dicom3tools', has('/usr/bin/dciodvfy')],
    ['python3-pydicom', has('/usr/lib/python3/dist-packages/pydicom/__init__.py')],
  ];
  return wanted.filter(([, there]) => !there).map(([name]) => name);
}
function tools() {
  const need = missingTools();
  if (need.length === 0) return;
  const please = `the tests need these Debian packages: ${need.join(' ')}`;
  if (!existsSync('/usr/bin/apt-get')) throw new Error(please);
  const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
  const root = (runner, ...words) => {
    const [command, ...args] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', ...words];
    return runner(command, args);
  };
  if (need.includes('postgresql'))
    root(tries, 'sh', '-c', 'mkdir -p /etc/postgresql-common && echo create_main_cluster=false > /etc/postgresql-common/createcluster.conf');
  const apt = ['apt-get', '-q', '-o', 'DPkg::Lock::Timeout=600'];
  for (let i = 0; i < 5 && !root(tries, ...apt, 'update'); i++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
  if (!root(tries, ...apt, 'install', '-y', '--no-install-recommends', ...need)) throw new Error(please);
}

try {
  packages();
  page();
  if (goal === 'test') tools();
} catch (error) {
  console.error(`set-up stopped: ${error.message}`);
  process.exitCode = 1;
}
