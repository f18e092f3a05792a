import { checkInstanceWith, isClean, newKnown } from '@silhouette/core/check';
import { cleanInstanceWith, type CleanJob } from '@silhouette/core/deid';
import { bytesSource, find, joinChunks, readInstance, readStrings, writeInstance, type Element, type Instance } from '@silhouette/core/dicom';
import { findBurntIn } from '@silhouette/core/find';
import { withElements } from '@silhouette/core/fix';
import { openFrames, readPixelDescription, storedValues, type DecodeFrame, type FrameValues } from '@silhouette/core/image';
import type { Box, Finding } from '@silhouette/core/model';
import { ALL_CHANNELS, resolve, TEACHING, type Decision } from '@silhouette/core/policy';
import { tagOf } from '@silhouette/core/standard';
import { contributionKey } from '@silhouette/core/uid';
import { lettersAt, makeBurnedIn, makeSeries, type Burn } from '@silhouette/testkit';
import { expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from '../codecs/index.ts';
import { findText, findTextAgain } from './index.ts';

const finders = { decode: decodeFrame, first: findText, second: findTextAgain };
const engines = { decode: decodeFrame, encode: encodeFrame, text: { first: findText, second: findTextAgain } };
const policy = (() => {
  const resolved = resolve(TEACHING);
  if (!resolved.ok) throw new Error('policy');
  return resolved.value;
})();
const key = contributionKey(new Uint8Array(32).fill(7));
const job = (decisions: readonly Decision[] = []): CleanJob => ({
  policy,
  key,
  channels: ALL_CHANNELS,
  known: newKnown(),
  decode: (label, bytes) => new TextDecoder(label).decode(bytes),
  boxes: [],
  decisions,
  fileName: null,
});

const NAME: Burn = { words: 'DOE JANE 1977-07-07', left: 12, top: 10, scale: 2 };
const SMALL: Burn = { words: 'MRN 0047431', left: 120, top: 200, scale: 1 };

function instanceOf(bytes: Uint8Array): Instance {
  const read = readInstance(bytesSource(bytes));
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

async function look(bytes: Uint8Array, decode: DecodeFrame = decodeFrame): Promise<readonly Finding[]> {
  const instance = instanceOf(bytes);
  const description = readPixelDescription(instance);
  if (!description.ok) throw new Error(description.refusal.code);
  return findBurntIn(instance, description.value, 'both', { ...finders, decode });
}

function values(bytes: Uint8Array, frame = 0): FrameValues {
  const instance = instanceOf(bytes);
  const description = readPixelDescription(instance);
  const frames = description.ok ? openFrames(instance, description.value) : description;
  const read = frames.ok ? frames.value.read(frame) : null;
  if (!description.ok || read === null) throw new Error('no frame');
  const stored = storedValues(read.bytes, description.value, read.bit);
  if (!stored.ok) throw new Error(stored.refusal);
  return stored.value;
}

/** The share of a text's dots that boxes of a frame cover. */
function covered(burn: Burn, boxes: readonly Box[]): number {
  const { dots } = lettersAt(burn);
  return dots.filter(([x, y]) => boxes.some(([l, t, r, b]) => x >= l && x < r && y >= t && y < b)).length / dots.length;
}

const boxesOf = (findings: readonly Finding[], frame = 0): readonly Box[] =>
  findings.flatMap((finding) => (finding.kind === 'pixel' && finding.frame === frame ? [finding.box] : []));

async function cleaned(bytes: Uint8Array, decisions: readonly Decision[] = []) {
  const answer = await cleanInstanceWith(bytesSource(bytes), job(decisions), engines);
  if (!answer.ok || answer.value.chunks === null) throw new Error(answer.ok ? JSON.stringify(answer.value.refusals) : answer.refusal.code);
  return { ...answer.value, bytes: joinChunks(answer.value.chunks, answer.value.source) };
}

test.each(['US', 'CR', 'CT'] as const)('[P70] text burnt into %s is found and black in what is written; all else is as it was', async (modality) => {
  const { bytes } = makeBurnedIn({ seed: 3, modality, rows: 256, columns: 256 }, [NAME, SMALL]);
  const found = boxesOf(await look(bytes));
  expect(covered(NAME, found)).toBe(1);
  expect(covered(SMALL, found)).toBe(1);
  const out = await cleaned(bytes);
  const boxes = out.fixes.flatMap((fix) => (fix.kind === 'blackout' ? [fix.box] : []));
  const [before, after] = [values(bytes), values(out.bytes)];
  const inside = (n: number): boolean =>
    boxes.some(([l, t, r, b]) => n % 256 >= l && n % 256 < r && Math.floor(n / 256) >= t && Math.floor(n / 256) < b);
  const wrong = [...after.values].filter((value, n) => (inside(n) ? value !== after.values[boxStart(boxes)] : value !== before.values[n]));
  expect(wrong).toEqual([]);
  expect(covered(NAME, boxes)).toBe(1);
  const looked = await checkInstanceWith(bytesSource(out.bytes), { ...job(), publicId: key.publicId }, finders);
  expect(looked.ok && isClean(looked.value)).toBe(true);
  expect(readStrings(find(instanceOf(out.bytes).data, tagOf('BurnedInAnnotation')))).toEqual(['NO']);
});

const boxStart = ([first]: readonly Box[]): number => (first === undefined ? 0 : first[1] * 256 + first[0]);

test('[P71] text that no window shows is found in the stored values', async () => {
  const faint = { ...NAME, stored: 3 };
  const { bytes } = makeBurnedIn({ seed: 3, modality: 'US', rows: 256, columns: 256 }, [faint]);
  const flat = flattened(bytes, faint);
  expect(covered(faint, boxesOf(await look(flat)))).toBeGreaterThan(0.95);
});

/** The picture with nothing in it but the dots of a text. */
function flattened(bytes: Uint8Array, burn: Burn): Uint8Array {
  const instance = instanceOf(bytes);
  const { columns, rows, values: stored } = values(bytes);
  const wide = stored.BYTES_PER_ELEMENT;
  const pixels = new Uint8Array(rows * columns * wide);
  for (const [x, y] of lettersAt(burn).dots) pixels[(y * columns + x) * wide] = burn.stored ?? 1;
  const element: Element = { tag: tagOf('PixelData'), vr: wide === 1 ? 'OB' : 'OW', bytes: pixels };
  return joinChunks(writeInstance({ ...instance, data: withElements(instance.data, [element]) }), instance.source);
}

test('[P72] Node and browsers give the same boxes', async () => {
  const { bytes } = makeBurnedIn({ seed: 3, modality: 'US', rows: 256, columns: 256 }, [NAME]);
  expect(boxesOf(await look(flattened(bytes, { ...NAME, stored: 200 })))).toEqual(BOXES);
});
const BOXES: readonly Box[] = [
  [8, 4, 52, 32],
  [52, 4, 112, 28],
  [116, 4, 244, 28],
  [9, 7, 241, 31],
];

test('[P73] what cannot be decoded is a gap, never a pass', async () => {
  const { bytes } = makeBurnedIn({ seed: 3, modality: 'US', rows: 64, columns: 64 }, []);
  const encapsulated = instanceOf(bytes);
  const description = readPixelDescription(encapsulated);
  if (!description.ok) throw new Error('no description');
  const element: Element = { tag: tagOf('PixelData'), vr: 'OB', fragments: [new Uint8Array(0), Uint8Array.of(1, 2, 3, 4)] };
  const broken: Instance = {
    ...encapsulated,
    encoding: { ...encapsulated.encoding, uid: '1.2.840.10008.1.2.4.90', encapsulated: true },
    data: withElements(encapsulated.data, [element]),
  };
  expect(await findBurntIn(broken, description.value, 'both', finders)).toEqual([{ kind: 'gap', check: 'pixels', because: 'unreadable' }]);
});

test('[P74] a box of which a person said that it shows no text stays as it is', async () => {
  const { bytes } = makeBurnedIn({ seed: 3, modality: 'US', rows: 256, columns: 256 }, [NAME]);
  const findings = await look(bytes);
  const decisions = findings.map((finding): Decision => ({ finding, answer: 'clear', because: 'names-nobody' }));
  const out = await cleaned(bytes, decisions);
  expect(out.fixes.filter(({ kind }) => kind === 'blackout')).toEqual([]);
  expect([...values(out.bytes).values]).toEqual([...values(bytes).values]);
});

test('[P75] text that stands still is found in every frame of a cine, also where it is hard to see', async () => {
  const frames = 6;
  const [one] = makeSeries({ seed: 9, modality: 'US', rows: 128, columns: 192 });
  if (one === undefined) throw new Error('no series');
  const instance = instanceOf(one.bytes);
  const still = values(one.bytes);
  const { dots } = lettersAt({ ...NAME, left: 20, top: 100, scale: 1 });
  const pixels = new Uint8Array(frames * still.values.length);
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame * still.values.length;
    for (let n = 0; n < still.values.length; n += 1)
      pixels[at + n] = (Number(still.values[(n + frame * 7) % still.values.length]) / 2 ** Math.max(0, still.bitsStored - 8)) & 127;
    for (const [x, y] of dots) pixels[at + y * still.columns + x] = frame === 4 ? 250 : 140;
  }
  const number = (keyword: 'BitsAllocated' | 'BitsStored' | 'HighBit', value: number): Element => ({
    tag: tagOf(keyword),
    vr: 'US',
    bytes: Uint8Array.of(value, 0),
  });
  const data = withElements(instance.data, [
    number('BitsAllocated', 8),
    number('BitsStored', 8),
    number('HighBit', 7),
    { tag: tagOf('NumberOfFrames'), vr: 'IS', bytes: Uint8Array.of(0x36, 0x20) },
    { tag: tagOf('PixelData'), vr: 'OB', bytes: pixels },
  ]);
  const findings = await look(joinChunks(writeInstance({ ...instance, data }), instance.source));
  const burn = { ...NAME, left: 20, top: 100, scale: 1 };
  expect(Array.from({ length: frames }, (_, frame) => covered(burn, boxesOf(findings, frame)) > 0.95)).toEqual(
    Array.from({ length: frames }, () => true),
  );
});

test('[P76] a small picture of a body is not taken for a letter', async () => {
  for (const { bytes } of makeSeries({ seed: 12, slices: 2, rows: 64, columns: 64, sliceMm: 5, lesion: true })) {
    const bright = flooded(bytes);
    const out = await cleaned(bright);
    expect(out.fixes.filter(({ kind }) => kind === 'blackout')).toEqual([]);
  }
});

/** The picture with two bright squares in its corners, as a pair of markers may stand. */
function flooded(bytes: Uint8Array): Uint8Array {
  const instance = instanceOf(bytes);
  const { columns, rows, values: stored } = values(bytes);
  const pixels = new Uint8Array(rows * columns * 2);
  const view = new DataView(pixels.buffer);
  for (let n = 0; n < rows * columns; n += 1) {
    const [x, y] = [n % columns, Math.floor(n / columns)];
    const isMark = [
      [4, 4],
      [59, 58],
    ].some(([u = 0, v = 0]) => Math.abs(x - u) < 4 && Math.abs(y - v) < 4);
    view.setUint16(n * 2, isMark ? 4000 : (stored[n] ?? 0), true);
  }
  const element: Element = { tag: tagOf('PixelData'), vr: 'OW', bytes: pixels };
  return joinChunks(writeInstance({ ...instance, data: withElements(instance.data, [element]) }), instance.source);
}
