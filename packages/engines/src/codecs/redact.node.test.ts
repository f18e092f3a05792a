import { cleanInstanceWith, newKnown } from '@silhouette/core/deid';
import { bytesSource, encodeAscii, encodingOf, type Element, type Instance, joinChunks, readInstance, writeInstance } from '@silhouette/core/dicom';
import {
  type FrameValues,
  isConstant,
  openFrames,
  type PixelDescription,
  readPixelDescription,
  redactFrames,
  storedValues,
} from '@silhouette/core/image';
import type { Box } from '@silhouette/core/model';
import { resolve, TEACHING } from '@silhouette/core/policy';
import { findElement, type Keyword, sopClassOf, tagOf } from '@silhouette/core/standard';
import { contributionKey } from '@silhouette/core/uid';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from './index.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/dicom', import.meta.url));

function isInstalled(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canRun = ['dcmcjpeg', 'dcmdjpeg', 'dcmcjpls', 'dcmdjpls', 'dcmcrle', 'dcmdrle'].every(isInstalled);

interface Kind {
  readonly samples: number;
  readonly bitsStored: number;
  readonly signed: boolean;
}

const grey8: Kind = { samples: 1, bitsStored: 8, signed: false };
const grey12: Kind = { samples: 1, bitsStored: 12, signed: false };
const grey16: Kind = { samples: 1, bitsStored: 16, signed: false };
const signed16: Kind = { samples: 1, bitsStored: 16, signed: true };
const colour: Kind = { samples: 3, bitsStored: 8, signed: false };

const rows = 75;
const columns = 101;
const frames = 2;
const box: Box = [33, 20, 61, 42];

const us = (keyword: Keyword, value: number): Element => ({ tag: tagOf(keyword), vr: 'US', bytes: Uint8Array.of(value & 255, value >> 8) });

function text(keyword: Keyword, value: string): Element {
  const vr = findElement(tagOf(keyword))?.vr ?? 'LO';
  if (vr === 'SQ') throw new Error('a sequence has no text');
  return { tag: tagOf(keyword), vr, bytes: encodeAscii(value) };
}

/** Waves, edges and noise that no chance decides. */
function pictureBytes({ bitsStored, samples }: Kind): Uint8Array {
  const width = bitsStored > 8 ? 2 : 1;
  const bytes = new Uint8Array(rows * columns * samples * frames * width);
  const span = 2 ** bitsStored;
  let noise = 1;
  for (let n = 0; n < bytes.length / width; n++) {
    noise = (noise * 48_271) % 2_147_483_647;
    const pixel = Math.floor(n / samples);
    const [x, y] = [pixel % columns, Math.floor(pixel / columns)];
    const raw = Math.floor(((x * 3 + y * 5 * (1 + (n % samples))) / 700) * span + (noise % (span / 16)) + (x % 23 > 17 ? span / 3 : 0)) % span;
    bytes[n * width] = raw & 255;
    if (width === 2) bytes[n * 2 + 1] = raw >> 8;
  }
  return bytes;
}

function nativeFile(kind: Kind): Uint8Array {
  const { bitsStored, samples, signed } = kind;
  const data: readonly Element[] = [
    text('SOPClassUID', sopClassOf('CTImageStorage')),
    text('ImageType', 'ORIGINAL\\PRIMARY\\AXIAL'),
    text('SOPInstanceUID', '1.2.3.4.5.6'),
    text('StudyInstanceUID', '1.2.3.4'),
    text('SeriesInstanceUID', '1.2.3.4.5'),
    text('Modality', 'CT'),
    text('PatientName', 'Mustermann^Erika'),
    text('PatientID', 'MRN-4711-0815'),
    us('SamplesPerPixel', samples),
    text('PhotometricInterpretation', samples === 3 ? 'RGB' : 'MONOCHROME2'),
    ...(samples === 3 ? [us('PlanarConfiguration', 0)] : []),
    text('NumberOfFrames', String(frames)),
    us('Rows', rows),
    us('Columns', columns),
    us('BitsAllocated', bitsStored > 8 ? 16 : 8),
    us('BitsStored', bitsStored),
    us('HighBit', bitsStored - 1),
    us('PixelRepresentation', signed ? 1 : 0),
    { tag: tagOf('PixelData'), vr: bitsStored > 8 ? 'OW' : 'OB', bytes: pictureBytes(kind) },
  ];
  return fileOf(data, '1.2.840.10008.1.2.1');
}

function fileOf(data: readonly Element[], syntax: string): Uint8Array {
  const encoding = encodingOf(syntax);
  if (encoding === undefined) throw new Error('no such syntax');
  const source = bytesSource(new Uint8Array(0));
  const sorted = data.toSorted((a, b) => a.tag - b.tag);
  return joinChunks(writeInstance({ preamble: null, meta: [], encoding, data: sorted, trailing: null, source }), source);
}

/** What a program of dcmtk makes of a file. */
function run(tool: string, options: readonly string[], bytes: Uint8Array): Uint8Array {
  const place = mkdtempSync(join(tmpdir(), 'silhouette-redact-'));
  try {
    writeFileSync(join(place, 'in'), bytes);
    execFileSync(tool, [...options, join(place, 'in'), join(place, 'out')], { stdio: 'ignore' });
    return new Uint8Array(readFileSync(join(place, 'out')));
  } finally {
    rmSync(place, { recursive: true });
  }
}

interface Opened {
  readonly instance: Instance;
  readonly description: PixelDescription;
}

function open(bytes: Uint8Array): Opened {
  const instance = readInstance(bytesSource(bytes));
  const description = instance.ok ? readPixelDescription(instance.value) : null;
  if (!instance.ok || description?.ok !== true) throw new Error('cannot be opened');
  return { instance: instance.value, description: description.value };
}

async function framesOf(bytes: Uint8Array): Promise<readonly FrameValues[]> {
  const { description, instance } = open(bytes);
  const reader = openFrames(instance, description);
  const values: FrameValues[] = [];
  for (let frame = 0; frame < description.frames; frame++) {
    const data = reader.ok ? reader.value.read(frame) : null;
    if (data === null) throw new Error('no such frame');
    const { encapsulated, uid } = instance.encoding;
    const read = encapsulated ? await decodeFrame({ syntax: uid, bytes: data.bytes, description }) : storedValues(data.bytes, description, data.bit);
    if (!read.ok) throw new Error(read.refusal);
    values.push(read.value);
  }
  return values;
}

const policy = resolve(TEACHING);

/** Cleans a file with a box: it has been looked at again when it is given. */
async function cleanedWith(bytes: Uint8Array, frame: number): Promise<{ readonly bytes: Uint8Array; readonly syntaxes: readonly string[] }> {
  if (!policy.ok) throw new Error('the policy is not understood');
  const answer = await cleanInstanceWith(
    bytesSource(bytes),
    {
      policy: policy.value,
      key: contributionKey(Uint8Array.from({ length: 32 }, (_, n) => n + 1)),
      channels: ['header'],
      known: newKnown(),
      decode: (_label, text8) => String.fromCharCode(...text8),
      boxes: [{ frames: [frame], box }],
      decisions: [],
      fileName: null,
    },
    { decode: decodeFrame, encode: encodeFrame, text: null },
  );
  if (!answer.ok || answer.value.chunks === null) throw new Error(answer.ok ? 'not written' : answer.refusal.code);
  const syntaxes = answer.value.fixes.flatMap((fix) => (fix.kind === 're-encode' ? [fix.to] : []));
  return { bytes: joinChunks(answer.value.chunks, answer.value.source), syntaxes };
}

interface Areas {
  readonly black: readonly Box[];
  readonly changed: readonly Box[];
}

function expectOnlyThere(before: FrameValues | undefined, after: FrameValues | undefined, { black, changed }: Areas): void {
  if (before === undefined || after === undefined) throw new Error('a frame is missing');
  let differing = 0;
  for (let n = 0; n < before.values.length; n++) {
    if (before.values[n] === after.values[n]) continue;
    const pixel = Math.floor(n / before.samples);
    const [x, y] = [pixel % before.columns, Math.floor(pixel / before.columns)];
    if (!changed.some(([left, top, right, bottom]) => x >= left && x < right && y >= top && y < bottom)) differing++;
  }
  expect([differing, before.values.length === after.values.length]).toEqual([0, true]);
  for (const area of black) expect(isConstant(after, area)).toBe(true);
}

/** Redacts the second frame: outside the box nothing differs as `decode` shows it before and after; the first frame is equal. */
async function expectExact(bytes: Uint8Array, target: string, decode: (file: Uint8Array) => Uint8Array): Promise<void> {
  const { instance } = open(bytes);
  const done = await redactFrames(instance, [{ frames: [1], box }], { decode: decodeFrame, encode: encodeFrame });
  if (done === null) throw new Error('became native');
  const clean = await cleanedWith(bytes, 1);
  expect(open(clean.bytes).instance.encoding.uid).toBe(target);
  expect(clean.syntaxes).toEqual(done.reEncoded ? [target] : []);
  const [before, after] = [await framesOf(decode(bytes)), await framesOf(decode(clean.bytes))];
  expectOnlyThere(before[0], after[0], { black: [], changed: [] });
  const { black, changed } = done.frames[1] ?? { black: [], changed: [] };
  expect(black).toHaveLength(1);
  expectOnlyThere(before[1], after[1], { black: [...black, box], changed });
}

const byDcmdjpeg = (bytes: Uint8Array): Uint8Array => run('dcmdjpeg', [], bytes);
const byDcmdjpls = (bytes: Uint8Array): Uint8Array => run('dcmdjpls', [], bytes);
const byDcmdrle = (bytes: Uint8Array): Uint8Array => run('dcmdrle', [], bytes);
const asItIs = (bytes: Uint8Array): Uint8Array => bytes;

test.skipIf(!canRun).each<[string, string, readonly string[], Kind]>([
  ['baseline, grey', '50', ['+eb'], grey8],
  ['baseline, standard tables', '50', ['+eb', '-ho', '+q', '60'], grey8],
  ['baseline, 4:2:2', '50', ['+eb'], colour],
  ['baseline, 4:4:4', '50', ['+eb', '+s4', '+q', '98'], colour],
  ['baseline, 4:1:1', '50', ['+eb', '+np', '+q', '40'], colour],
  ['baseline, red, green and blue', '50', ['+eb', '+cr'], colour],
  ['extended, 8 bits', '51', ['+ee', '+be'], colour],
  ['extended, 12 bits', '51', ['+ee', '+bt'], grey12],
  ['spectral selection', '53', ['+es', '+be'], colour],
  ['progressive, grey', '55', ['+ep', '+be'], grey8],
  ['progressive, 4:2:2', '55', ['+ep', '+be'], colour],
  ['progressive, 4:1:1', '55', ['+ep', '+be', '+np', '+q', '99'], colour],
  ['progressive, 12 bits', '55', ['+ep', '+bt'], grey12],
  ['lossless, first predictor', '70', ['+e1'], grey16],
  ['lossless, first predictor, signed', '70', ['+e1'], signed16],
  ['lossless, colour', '70', ['+e1'], colour],
  ['lossless, predictor 6', '57', ['+el', '+sv', '6'], grey12],
  ['lossless, predictor 7, point transform', '57', ['+el', '+sv', '7', '+pt', '2'], grey8],
])('[P65] JPEG stays in its syntax and is exact outside the blocks of a box: %s', async (_name, syntax, options, kind) => {
  await expectExact(run('dcmcjpeg', options, nativeFile(kind)), `1.2.840.10008.1.2.4.${syntax}`, byDcmdjpeg);
});

test.skipIf(!canRun).each<[string, readonly string[], Kind]>([
  ['grey', ['+el'], grey8],
  ['12 bits', ['+el'], grey12],
  ['signed', ['+el'], signed16],
  ['colour', ['+el'], colour],
  ['near lossless', ['+en', '+md', '3'], grey12],
])('[P66] JPEG-LS becomes lossless JPEG-LS, exact outside the box: %s', async (_name, options, kind) => {
  await expectExact(run('dcmcjpls', options, nativeFile(kind)), '1.2.840.10008.1.2.4.80', byDcmdjpls);
});

test.skipIf(!canRun).each([grey8, grey12, signed16, colour])('[P66] RLE stays RLE, exact outside the box: $samples x $bitsStored', async (kind) => {
  await expectExact(run('dcmcrle', [], nativeFile(kind)), '1.2.840.10008.1.2.5', byDcmdrle);
});

async function encodedFile(kind: Kind, syntax: string, said = syntax): Promise<Uint8Array> {
  const { instance } = open(nativeFile(kind));
  const fragments: Uint8Array[] = [new Uint8Array(0)];
  for (const frame of await framesOf(nativeFile(kind))) {
    const encoded = await encodeFrame(frame, syntax);
    if (!encoded.ok) throw new Error(encoded.refusal);
    fragments.push(encoded.value);
  }
  const kept = instance.data.filter(({ tag }) => tag !== tagOf('PixelData') && tag !== tagOf('PhotometricInterpretation'));
  const photometric = kind.samples === 3 ? 'YBR_RCT' : 'MONOCHROME2';
  return fileOf([...kept, text('PhotometricInterpretation', photometric), { tag: tagOf('PixelData'), vr: 'OB', fragments }], said);
}

test.each<[string, string, string, string, Kind]>([
  ['lossless', '90', '90', '90', grey12],
  ['lossless, signed', '90', '90', '90', signed16],
  ['lossless, colour', '90', '90', '90', colour],
  ['with loss', '90', '91', '90', grey8],
  ['high throughput', '201', '201', '201', grey16],
  ['high throughput, colour', '201', '201', '201', colour],
  ['high throughput, resolutions first', '201', '202', '201', grey8],
  ['high throughput, with loss', '201', '203', '201', signed16],
])('[P66] JPEG 2000 becomes the lossless kind of itself, exact outside the box: %s', async (_name, made, said, target, kind) => {
  const uid = (end: string): string => `1.2.840.10008.1.2.4.${end}`;
  await expectExact(await encodedFile(kind, uid(made), uid(said)), uid(target), asItIs);
});

test('[P67] that pixels may have lost something stays written when their syntax no longer says it', async () => {
  const clean = await cleanedWith(await encodedFile(grey8, '1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91'), 1);
  const found = open(clean.bytes).instance.data.find(({ tag }) => tag === tagOf('LossyImageCompression'));
  expect(found).toMatchObject({ bytes: encodeAscii('01') });
});

const real = ['50', '51', '53', '55', '57', '70'].map((end) => `1.2.840.10008.1.2.4.${end}`);

function filesOf(syntax: string): readonly Uint8Array[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => new Uint8Array(readFileSync(join(entry.parentPath, entry.name))))
    .filter((bytes) => {
      const instance = readInstance(bytesSource(bytes));
      return instance.ok && instance.value.encoding.uid === syntax && readPixelDescription(instance.value).ok;
    });
}

test.skipIf(!canRun || !existsSync(folder))('[P65] every real JPEG is exact outside the blocks of a box, before and after by dcmdjpeg', async () => {
  let compared = 0;
  for (const bytes of real.flatMap(filesOf)) {
    const { description, instance } = open(bytes);
    const wanted: Box = [3, 5, Math.min(description.columns, 60), Math.min(description.rows, 30)];
    const done = await redactFrames(instance, [{ frames: [0], box: wanted }], { decode: decodeFrame, encode: null });
    if (done === null) continue;
    const fragments = [new Uint8Array(0), ...done.frames.map((frame) => frame.bytes)];
    const data = instance.data.map((element): Element => (element.tag === tagOf('PixelData') ? { tag: element.tag, vr: 'OB', fragments } : element));
    const redacted = joinChunks(writeInstance({ ...instance, data }), instance.source);
    const [before, after] = [bytes, redacted].map((file) => {
      try {
        return byDcmdjpeg(file);
      } catch {
        return null;
      }
    });
    if (before === null || before === undefined) continue;
    if (after === null || after === undefined) throw new Error(`file ${compared} no longer decodes`);
    const [then, now] = [await framesOf(before), await framesOf(after)];
    then.forEach((frame, n) => expectOnlyThere(frame, now[n], done.frames[n] ?? { black: [], changed: [] }));
    compared++;
  }
  expect(compared).toBeGreaterThan(5);
});
