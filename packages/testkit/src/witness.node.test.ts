import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeSeries, type SeriesSpec } from './index.ts';

const present = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

function witness(program: string, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'testkit-'));
  try {
    const path = join(folder, 'one.dcm');
    writeFileSync(path, bytes);
    const { stdout, stderr, status } = spawnSync(program, [path], { encoding: 'utf8' });
    return `${stdout}${stderr}\nstatus ${status ?? 'none'}`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SPECS: readonly SeriesSpec[] = [
  { seed: 1, rows: 16, columns: 16 },
  { seed: 2, modality: 'CT', bodyPart: 'CHEST', rows: 16, columns: 16 },
  { seed: 3, modality: 'CT', bodyPart: 'HEAD', rows: 16, columns: 16 },
  { seed: 4, modality: 'MR', rows: 16, columns: 16 },
  { seed: 5, modality: 'MR', bodyPart: 'HEAD', rows: 16, columns: 16 },
  { seed: 6, modality: 'CR', rows: 16, columns: 16 },
  { seed: 7, modality: 'DX', rows: 16, columns: 16 },
  { seed: 8, modality: 'US', rows: 16, columns: 16 },
];

test.skipIf(!present('dciodvfy')).each(SPECS)('[K10] dciodvfy finds no error in a series: $modality $bodyPart', (spec) => {
  const [file] = makeSeries(spec);
  expect(witness('dciodvfy', file?.bytes ?? new Uint8Array(0)).match(/^Error.*$/gm)).toBeNull();
});

test.skipIf(!present('dcmdump')).each(SPECS)('[K10] dcmdump reads a series to its end: $modality $bodyPart', (spec) => {
  const [file] = makeSeries(spec);
  const said = witness('dcmdump', file?.bytes ?? new Uint8Array(0));
  expect(said).toContain('status 0');
  expect(said.match(/^[EF]:.*$/gm)).toBeNull();
});
