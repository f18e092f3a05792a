import { bytesSource } from '@silhouette/core/dicom';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { inflateEntry, isStored, isZip, packedRange, zipEntries } from './zip.ts';

const bytes = Uint8Array.from({ length: 3_000 }, (_, n) => n % 7);
const made = zipSync({ 'a/one.dcm': [bytes, { level: 6 }], 'a/two.dcm': [bytes, { level: 0 }], 'empty/': new Uint8Array(0) });

test('[F1] lists the files of an archive and gives their bytes back, packed or stored', () => {
  const source = bytesSource(made);
  const listed = zipEntries(source);
  expect(isZip(made)).toBe(true);
  expect(listed.ok && listed.value.map(({ name }) => name)).toEqual(['a/one.dcm', 'a/two.dcm']);
  for (const entry of listed.ok ? listed.value : []) {
    const range = packedRange(source, entry);
    if (!range.ok) throw new Error('no range');
    const packed = source.read(...range.value);
    const opened = isStored(entry) ? packed : inflateEntry(packed, entry);
    expect(opened instanceof Uint8Array ? opened : opened.ok && opened.value).toEqual(bytes);
  }
});

test('[F1] an archive that promises less than it holds gets no more memory than it promised', () => {
  const [entry] = (() => {
    const listed = zipEntries(bytesSource(made));
    return listed.ok ? listed.value : [];
  })();
  if (entry === undefined) throw new Error('no entry');
  const range = packedRange(bytesSource(made), entry);
  if (!range.ok) throw new Error('no range');
  expect(inflateEntry(made.subarray(...range.value), { ...entry, size: 10 }).ok).toBe(false);
});

test('[F1] any bytes give an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(made.length - 1), fc.nat(255), (noise, at, value) => {
      const changed = made.slice();
      changed[at] = value;
      for (const some of [noise, changed]) {
        const listed = zipEntries(bytesSource(some));
        for (const entry of listed.ok ? listed.value : []) {
          const range = packedRange(bytesSource(some), entry);
          if (range.ok && entry.size < 100_000) inflateEntry(some.subarray(...range.value), entry);
        }
      }
    }),
    { seed: 61, numRuns: 300 },
  );
});
