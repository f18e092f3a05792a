import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  ascii,
  element,
  explicitBig,
  explicitLittle,
  fileBytes,
  imageStart,
  implicitLittle,
  item,
  openElement,
  openItem,
  syntaxes,
  uid,
} from './fixtures.ts';
import type { Way } from './fixtures.ts';
import { bytesSource, joinChunks, readInstance, writeInstance } from './index.ts';

const realFiles = join(import.meta.dirname, '../../../../../shared/data/dicom');
const dcmdump = '/usr/bin/dcmdump';
const python = '/usr/bin/python3';
const readAll = `
import sys, pydicom, warnings
warnings.simplefilter('ignore')
for line in sys.stdin:
    data = pydicom.dcmread(line.strip())
    print(sum(1 for element in data.iterall() if element.value is not False))
`;

function rewritten(bytes: Uint8Array): Uint8Array | null {
  const answer = readInstance(bytesSource(bytes));
  return answer.ok ? joinChunks(writeInstance(answer.value), answer.value.source) : null;
}

function made(way: Way, syntax: string): Uint8Array {
  const inside = element(0x00081155, 'UI', uid('1.2.3'), way);
  const data = [
    ...imageStart(way),
    ...element(0x00081140, 'SQ', [...item(inside, way.big), ...openItem(inside, way.big)], way),
    ...element(0x00100010, 'PN', ascii('Odd'), way),
  ];
  const isPacked = syntax === syntaxes.rle;
  return fileBytes(syntax, [
    ...data,
    ...(isPacked ? openElement(0x7fe00010, 'OB', [...item([]), ...item([1, 2, 3, 4])]) : element(0x7fe00010, 'OW', [1, 2, 3, 4], way)),
  ]);
}

function withFiles(files: readonly Uint8Array[], use: (paths: readonly string[]) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'silhouette-dicom-'));
  try {
    const paths = files.map((bytes, index) => {
      const path = join(folder, `${index}.dcm`);
      writeFileSync(path, bytes);
      return path;
    });
    use(paths);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function expectReadable(files: readonly Uint8Array[]): void {
  withFiles(files, (paths) => {
    // dcmdump ends with a code other than 0, and so throws here, when one of the files is broken.
    const dump = execFileSync(dcmdump, ['-q', '+E', ...paths], { maxBuffer: 1 << 28 });
    expect(dump.length).toBeGreaterThan(0);
    const counts = execFileSync(python, ['-c', readAll], { input: `${paths.join('\n')}\n`, encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(counts.trim().split('\n').length).toBe(paths.length);
  });
}

const hasWitnesses = existsSync(dcmdump) && existsSync(python);

test.skipIf(!hasWitnesses)('[D31] dcmdump and pydicom read what is written, in every encoding', () => {
  const files = [
    made(explicitLittle, syntaxes.explicit),
    made(implicitLittle, syntaxes.implicit),
    made(explicitBig, syntaxes.bigEndian),
    made(explicitLittle, syntaxes.deflated),
    made(explicitLittle, syntaxes.rle),
  ];
  const written = files.map(rewritten).filter((bytes) => bytes !== null);
  expect(written.length).toBe(files.length);
  expectReadable(written);
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

test.skipIf(!hasWitnesses || !existsSync(realFiles))(
  '[D31] dcmdump and pydicom read every real file that was read and written',
  { timeout: 300_000 },
  () => {
    const written: Uint8Array[] = [];
    let refused = 0;
    for (const path of filesUnder(realFiles)) {
      // pydicom itself recurses, and gives up at this depth.
      if (path.includes('deep_nesting')) continue;
      const bytes = rewritten(readFileSync(path));
      if (bytes === null) refused += 1;
      else written.push(bytes);
    }
    expect(written.length).toBeGreaterThan(refused * 10);
    expectReadable(written);
  },
);
