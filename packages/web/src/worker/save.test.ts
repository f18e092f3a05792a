import { bytesSource } from '@silhouette/core/dicom';
import { expect, test } from 'vitest';
import { saveAsZip } from './save.ts';
import { packedRange, zipEntries } from './zip.ts';

test('[F13] a saved case holds the clean objects as they are, under given names, all at one constant time', async () => {
  const files = [1, 2, 3].map((n) => ({ name: `series-01/000${n}.dcm`, blob: new Blob([new Uint8Array(100 * n).fill(n)]) }));
  const zip = new Uint8Array(await (await saveAsZip(files)).arrayBuffer());
  const listed = zipEntries(bytesSource(zip));
  const entries = listed.ok ? listed.value : [];
  expect(entries.map(({ method, name }) => [method, name])).toEqual(files.map(({ name }) => [0, name]));
  const view = new DataView(zip.buffer);
  for (const [n, entry] of entries.entries()) {
    const range = packedRange(bytesSource(zip), entry);
    expect(range.ok && zip.slice(...range.value)).toEqual(new Uint8Array(100 * (n + 1)).fill(n + 1));
    // Time and date of the local header: midnight of 1 January 1980.
    expect([view.getUint16(entry.offset + 10, true), view.getUint16(entry.offset + 12, true)]).toEqual([0, 33]);
  }
});
