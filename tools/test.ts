// `npm test`: the quick checks, then every test in Node, in Chromium and end to end; the last line counts them.
// Words after `--` go to Vitest: `npm test -- packages/core/src/dicom`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
}

const run = (command: string, args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'inherit' }).status === 0;
const filters = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'silhouette-test-'));
const file = join(folder, 'outcome.json');
const checked = filters.length > 0 || run('npm', ['run', '-s', 'check']);
const ran = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters]);
const outcome: Outcome = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, success: false };
rmSync(folder, { recursive: true, force: true });
const failed = outcome.numFailedTests + (checked ? 0 : 1) + (ran || outcome.numFailedTests > 0 ? 0 : 1);
if (!checked) console.error('npm run check did not pass');
console.log(`${outcome.numPassedTests} passed, ${failed} failed, ${outcome.numPendingTests + outcome.numTodoTests} skipped`);
process.exitCode = failed === 0 && outcome.numPassedTests > 0 ? 0 : 1;
