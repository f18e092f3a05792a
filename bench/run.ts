// `npm run bench [-- NAME]`: every bench in turn, or those whose name holds NAME. Ratios and counts; each needs no network.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const wanted = process.argv[2] ?? '';
const benches = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.bench.ts') && name.includes(wanted));
let failed = 0;
for (const name of benches.toSorted()) {
  console.log(`\n== ${name}`);
  if (spawnSync(process.execPath, [join(import.meta.dirname, name)], { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
