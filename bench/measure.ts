import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one run of a command cost: CPU seconds of user and system together, and the most memory it held, in MB. */
export interface Cost {
  readonly cpu: number;
  readonly peakMb: number;
  readonly code: number;
}

// The operating system's own account of a child and its threads (getrusage): nothing is sampled.
const wrapper = `
import json, resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"cpu": used.ru_utime + used.ru_stime, "peakMb": used.ru_maxrss / 1024, "code": code}, open(sys.argv[1], "w"))
`;

/** Runs a command and gives its cost. Needs python3 (which the tests' packages bring). */
export function cost(command: readonly string[]): Cost {
  const folder = mkdtempSync(join(tmpdir(), 'silhouette-cost-'));
  try {
    const file = join(folder, 'cost.json');
    spawnSync('python3', ['-c', wrapper, file, ...command], { stdio: 'inherit' });
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
