import { checkInstanceWith, isClean } from '@silhouette/core/check';
import { newKnown } from '@silhouette/core/deid';
import { bytesSource } from '@silhouette/core/dicom';
import { decodeFrame } from '@silhouette/engines/codecs';
import { findText, findTextAgain } from '@silhouette/engines/text';
import { ALL_CHANNELS, resolve, TEACHING } from '@silhouette/core/policy';
import { digestOf, publicIdOf } from '@silhouette/core/uid';
import { makeStudyFolder, survivors } from '@silhouette/testkit';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { PROVISIONAL } from './clean.ts';
import { startPool } from './start.ts';
import type { Original } from './wire.ts';

const secret = new Uint8Array(32).fill(9);

test('[F3] in a real worker: a zip of a study becomes clean objects under their digests, and nothing planted in it survives', async () => {
  const folder = makeStudyFolder(40, [{ slices: 2 }, { modality: 'CR' }]);
  const zip = zipSync(Object.fromEntries(folder.files.map(({ bytes, path }) => [path, bytes])));
  const file = new Blob([new Uint8Array(zip)]);
  const pool = startPool(TEACHING, secret);
  try {
    const listed = await pool.list(file);
    const originals = (listed.ok ? listed.value : []).map((entry): Original => ({ file, entry, name: entry.name }));
    expect(originals).toHaveLength(folder.files.length);
    const known = newKnown();
    const pictures: Original[] = [];
    for (const original of originals) {
      const looked = await pool.look(original);
      for (const word of looked.known.words) known.words.add(word);
      for (const uid of looked.known.uids) known.uids.add(uid);
      if (looked.seen.ok && looked.seen.value.refusal === null) pictures.push(original);
    }
    pool.know(known);
    expect(pictures).toHaveLength(3);
    const policy = resolve(TEACHING);
    for (const original of pictures) {
      const cleaned = await pool.clean({ original, boxes: [{ frames: 'all', box: [0, 0, 8, 8] }] });
      if (!cleaned.ok || !policy.ok) throw new Error('not cleaned');
      const bytes = new Uint8Array(await cleaned.value.blob.arrayBuffer());
      expect(cleaned.value.object).toBe(digestOf(bytes));
      expect(survivors(bytes, folder.canaries)).toEqual([]);
      const look = { policy: policy.value, channels: ALL_CHANNELS, publicId: publicIdOf(secret), decisions: PROVISIONAL, known };
      const looked = await checkInstanceWith(bytesSource(bytes), look, { decode: decodeFrame, first: findText, second: findTextAgain });
      expect(looked.ok && isClean(looked.value)).toBe(true);
    }
    const [first] = pictures;
    if (first === undefined) throw new Error('no picture');
    expect((await pool.changes({ original: first, boxes: [] })).length).toBeGreaterThan(20);
  } finally {
    pool.close();
  }
});
