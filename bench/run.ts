// `npm run bench [-- NAME] [--check]`: every bench in turn, or those whose name holds NAME; with --check a missed aim fails. Ratios and counts; each needs no network.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const HAS_AIMS = ['header.bench.ts'];
const flags = process.argv.slice(2).filter((word) => word === '--check');
const wanted = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? '';
const benches = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts') && name.includes(wanted));
let failed = 0;
for (const name of benches.toSorted()) {
  console.log(`\n== ${name}`);
  if (spawnSync(process.execPath, [join(import.meta.dirname, name), ...(HAS_AIMS.includes(name) ? flags : [])], { stdio: 'inherit' }).status !== 0)
    failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
