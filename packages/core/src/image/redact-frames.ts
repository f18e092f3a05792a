import type { Instance } from '../dicom/index.ts';
import type { Box } from '../model/index.ts';
import { blackOf, blackoutValues, coveredBox, isConstant, type Redaction } from './blackout.ts';
import { strippedCodestream } from './codestream.ts';
import { readPixelDescription } from './describe.ts';
import { openFrames, type FrameReader } from './frames.ts';
import { readJpegHead, saysRgb } from './jpeg-head.ts';
import { redactJpeg } from './jpeg-redact.ts';
import { nativeDescription } from './stored.ts';
import type { DecodeFrame, EncodeFrame, FrameValues, PixelDescription } from './types.ts';

/** Encapsulated frames with boxes made black, still compressed. */
export interface RedactedFrames {
  /** What the header must say now. */
  readonly description: PixelDescription;
  /** The transfer syntax to write. */
  readonly syntax: string;
  /** True where frames were decoded and encoded again without loss; false where all blocks that no box touches are as they were. */
  readonly reEncoded: boolean;
  readonly frames: readonly RedactedFrame[];
}

/** A frame of an even number of bytes, and what became of it. */
export interface RedactedFrame {
  readonly bytes: Uint8Array;
  /** What is of one colour now: at least the boxes. */
  readonly black: readonly Box[];
  /** Outside these no pixel differs. */
  readonly changed: readonly Box[];
}

/** The engines that redacting needs; without an encoder only JPEG stays compressed. */
export interface FrameCodecs {
  readonly decode: DecodeFrame;
  readonly encode: EncodeFrame | null;
}

const jpegSyntaxes: ReadonlySet<string> = new Set(['50', '51', '53', '55', '57', '70'].map((end) => `1.2.840.10008.1.2.4.${end}`));

const jpegLs = '1.2.840.10008.1.2.4.80';
const jpeg2000 = '1.2.840.10008.1.2.4.90';
const htj2k = '1.2.840.10008.1.2.4.201';

/** Lossless syntaxes to write in for one that was read: its own or its lossless sibling first. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  '1.2.840.10008.1.2.5': ['1.2.840.10008.1.2.5'],
  '1.2.840.10008.1.2.4.80': [jpegLs],
  '1.2.840.10008.1.2.4.81': [jpegLs],
  '1.2.840.10008.1.2.4.90': [jpeg2000, jpegLs],
  '1.2.840.10008.1.2.4.91': [jpeg2000, jpegLs],
  '1.2.840.10008.1.2.4.201': [htj2k, jpeg2000, jpegLs],
  '1.2.840.10008.1.2.4.202': [htj2k, jpeg2000, jpegLs],
  '1.2.840.10008.1.2.4.203': [htj2k, jpeg2000, jpegLs],
};

/**
 * Blacks out boxes in encapsulated frames so that they stay compressed: JPEG block by block, RLE, JPEG-LS and JPEG 2000 of both kinds
 * by lossless encoding in the same syntax, or the lossless sibling of a lossy one. Null where that cannot be done for every frame:
 * `blackoutInstance` then decodes them all, and says what is wrong with those that cannot be. All frames are held in memory, encoded.
 */
export async function redactFrames(instance: Instance, redactions: readonly Redaction[], codecs: FrameCodecs): Promise<RedactedFrames | null> {
  const read = readPixelDescription(instance);
  if (!read.ok || !instance.encoding.encapsulated) return null;
  const description = read.value;
  const isThere = ({ box, frames }: Redaction): boolean =>
    coveredBox(box, description) !== null && (frames === 'all' || frames.every((frame) => frame < description.frames));
  const opened = openFrames(instance, description);
  if (!opened.ok || !redactions.every(isThere)) return null;
  const job: Job = { reader: opened.value, description, redactions, syntax: instance.encoding.uid };
  if (jpegSyntaxes.has(job.syntax)) return jpegFrames(job, codecs.decode);
  for (const target of siblings[job.syntax] ?? []) {
    const done = await encodedFrames(job, target, codecs);
    if (done !== null) return done;
  }
  return null;
}

interface Job {
  readonly reader: FrameReader;
  readonly description: PixelDescription;
  readonly redactions: readonly Redaction[];
  readonly syntax: string;
}

const boxesOf = ({ redactions }: Job, frame: number): readonly Box[] =>
  redactions.filter(({ frames }) => frames === 'all' || frames.includes(frame)).map(({ box }) => box);

/** Where a codestream is odd, a zero behind its end is a pad byte (PS3.5 section A.4). */
function even(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  return padded;
}

async function jpegFrames(job: Job, decode: DecodeFrame): Promise<RedactedFrames | null> {
  const { description, reader, syntax } = job;
  const frames: RedactedFrame[] = [];
  for (let frame = 0; frame < description.frames; frame++) {
    const bytes = reader.read(frame)?.bytes;
    const boxes = boxesOf(job, frame);
    const done = bytes === undefined ? null : boxes.length === 0 ? untouched(bytes) : redactedJpeg(bytes, boxes, description);
    if (done === null || (boxes.length > 0 && !(await isBlack(done, job, decode)))) return null;
    frames.push(done);
  }
  return { description, syntax, reEncoded: false, frames };
}

function untouched(bytes: Uint8Array): RedactedFrame | null {
  const stripped = strippedCodestream(bytes);
  return stripped === null ? null : { bytes: even(stripped), black: [], changed: [] };
}

function redactedJpeg(bytes: Uint8Array, boxes: readonly Box[], description: PixelDescription): RedactedFrame | null {
  const black = jpegBlack(bytes, description);
  const done = black === null ? null : redactJpeg(bytes, boxes, black);
  return done?.ok === true ? { ...done.value, bytes: even(done.value.bytes) } : null;
}

/** Looks at the result as a decoder shows it: boxes are of one colour. What no decoder here knows is left to the look at the whole file. */
async function isBlack({ black, bytes }: RedactedFrame, { description, syntax }: Job, decode: DecodeFrame): Promise<boolean> {
  const decoded = await decode({ syntax, bytes, description });
  return decoded.ok ? black.every((box) => isConstant(decoded.value, box)) : decoded.refusal === 'no-decoder';
}

/** What shows black, as samples of the codestream; null where the codestream is unlike its header. */
export function jpegBlack(bytes: Uint8Array, description: PixelDescription): readonly number[] | null {
  const head = readJpegHead(bytes);
  const { bitsStored, columns, highBit, photometric, rows, samples } = description;
  if (head === null || head.width !== columns || head.height !== rows || head.components.length !== samples) return null;
  const { frame, precision } = head;
  const middle = 2 ** (precision - 1);
  // Three components of eight bits with loss are what the codestream says; all others are what the header says.
  if (samples === 3 && frame !== 0xc3 && precision === 8) return (saysRgb(head) ?? photometric === 'RGB') ? [0, 0, 0] : [0, middle, middle];
  const low = precision > bitsStored ? 2 ** Math.max(0, Math.min(highBit, precision - 1) + 1 - bitsStored) : 1;
  const isChroma = samples === 3 && photometric.startsWith('YBR');
  return blackOf(description).map((value, n) => {
    if (isChroma && n > 0) return middle;
    const cell = value * low;
    return cell < 0 ? Math.max(middle, cell + 2 ** precision) : Math.min(2 ** precision - 1, cell);
  });
}

async function encodedFrames(job: Job, target: string, { decode, encode }: FrameCodecs): Promise<RedactedFrames | null> {
  if (encode === null) return null;
  const { description, reader, syntax } = job;
  const frames: RedactedFrame[] = [];
  const native = (frame: FrameValues): PixelDescription => nativeDescription(frame, description);
  let first: FrameValues | null = null;
  for (let frame = 0; frame < description.frames; frame++) {
    const bytes = reader.read(frame)?.bytes;
    const decoded = bytes === undefined ? null : await decode({ syntax, bytes, description });
    if (decoded?.ok !== true || !canLabel(decoded.value, target)) return null;
    first ??= decoded.value;
    if (decoded.value.photometric !== first.photometric) return null;
    const boxes = boxesOf(job, frame);
    const black = blackOf(native(decoded.value));
    const encoded = await encode(boxes.length === 0 ? decoded.value : blackoutValues(decoded.value, boxes, black), target);
    const stripped = !encoded.ok ? null : target === '1.2.840.10008.1.2.5' ? encoded.value : strippedCodestream(encoded.value);
    if (stripped === null) return null;
    const covered = boxes.map((box) => coveredBox(box, native(decoded.value))).filter((box) => box !== null);
    frames.push({ bytes: even(stripped), black: covered, changed: covered });
  }
  if (first === null) return null;
  const whole = native(first);
  const isTransformed = whole.samples === 3 && (target === jpeg2000 || target === htj2k);
  return { description: isTransformed ? { ...whole, photometric: 'YBR_RCT' } : whole, syntax: target, reEncoded: true, frames };
}

/** JPEG 2000 encoders transform three samples, and that has a name for red, green and blue only (PS3.5 section 8.2.4). */
function canLabel({ photometric, samples }: FrameValues, target: string): boolean {
  return target === jpegLs || target === '1.2.840.10008.1.2.5' || samples === 1 || photometric === 'RGB';
}
