import type { Box } from '../model/index.ts';
import { no, type Result, yes } from '../model/index.ts';
import { strippedCodestream } from './codestream.ts';
import { type JpegBlocks, makeBlocks } from './jpeg-blocks.ts';
import { readCoefficients } from './jpeg-coefficients.ts';
import { type JpegHead, readJpegHead } from './jpeg-head.ts';
import { readSamples, writeSamples } from './jpeg-samples.ts';
import { writeBlocks } from './jpeg-write.ts';

/** Why a JPEG cannot be redacted in place: how it is coded, or that its bytes are not sound or too many. */
export type JpegRefusal = 'arithmetic' | 'hierarchical' | 'unsupported' | 'damaged';

/** A JPEG with boxes made black. */
export interface RedactedJpeg {
  /** The codestream: no application segments but JFIF's and Adobe's colour marks, no comments, nothing behind its end. */
  readonly bytes: Uint8Array;
  /** For each box that lies in the picture, what every decoder shows in one colour: at least the box. */
  readonly black: readonly Box[];
  /** For each, outside what no pixel differs: up to the bounds of its MCUs, and as far as decoders smooth shared chroma over them. */
  readonly changed: readonly Box[];
}

/**
 * Makes boxes of a JPEG black and leaves all else as it was: of DCT codestreams (baseline, extended, progressive) the quantized
 * coefficients of every MCU that no box touches, of lossless ones the samples outside the boxes. `black` gives the sample of each
 * component as the codestream has it.
 *
 * @see ITU-T T.81
 */
export function redactJpeg(bytes: Uint8Array, boxes: readonly Box[], black: readonly number[]): Result<RedactedJpeg, JpegRefusal> {
  const clean = strippedCodestream(bytes);
  const head = clean === null ? null : readJpegHead(clean);
  if (clean === null || head === null) return no('damaged');
  const refusal = refusalOf(clean, head);
  if (refusal !== null) return no(refusal);
  const inside = boxes.flatMap((box) => clipped(box, head));
  return head.frame === 0xc3 ? redactSamples(clean, inside, { head, black }) : redactBlocks(clean, inside, { head, black });
}

interface About {
  readonly head: JpegHead;
  readonly black: readonly number[];
}

/** The part of a box in the picture. */
function clipped([left, top, right, bottom]: Box, { height, width }: JpegHead): readonly Box[] {
  const box: Box = [
    Math.max(0, Math.floor(left)),
    Math.max(0, Math.floor(top)),
    Math.min(width, Math.ceil(right)),
    Math.min(height, Math.ceil(bottom)),
  ];
  return box[0] < box[2] && box[1] < box[3] ? [box] : [];
}

function refusalOf(bytes: Uint8Array, { components, frame, height, precision, width }: JpegHead): JpegRefusal | null {
  if (frame >= 0xc9 && frame <= 0xcb) return 'arithmetic';
  if (frame >= 0xc5 && frame <= 0xcf) return 'hierarchical';
  if (frame > 0xc3 || width === 0 || height === 0 || components.length > 4) return 'unsupported';
  const isSubsampled = components.length > 1 && components.some(({ horizontal, vertical }) => horizontal !== 1 || vertical !== 1);
  if (frame === 0xc3) return isSubsampled ? 'unsupported' : null;
  return precision === 8 || precision === 12 ? null : 'unsupported';
}

function redactSamples(bytes: Uint8Array, boxes: readonly Box[], { black, head }: About): Result<RedactedJpeg, JpegRefusal> {
  const samples = readSamples(bytes, head);
  if (samples === null) return no('damaged');
  for (const { components, shift } of samples.scans) {
    for (const index of components) {
      const value = sampleOf(black[index], head) >> shift;
      for (const [left, top, right, bottom] of boxes) {
        for (let row = top; row < bottom; row++) samples.planes[index]?.fill(value, row * head.width + left, row * head.width + right);
      }
    }
  }
  return yes({ bytes: assembled(bytes, head, writeSamples(head, samples)), black: boxes, changed: boxes });
}

const sampleOf = (value: number | undefined, { precision }: JpegHead): number => Math.max(0, Math.min(2 ** precision - 1, Math.floor(value ?? 0)));

function redactBlocks(bytes: Uint8Array, boxes: readonly Box[], { black, head }: About): Result<RedactedJpeg, JpegRefusal> {
  const blocks = makeBlocks(head, bytes.length);
  const scans = blocks === null ? null : readCoefficients(bytes, head, blocks);
  if (blocks === null || scans === null) return no('damaged');
  const direct = scans.quantization.map((table, index) => directOf(sampleOf(black[index], head), head.precision, table[0] ?? 0));
  const reach = reachOf(blocks);
  const areas = boxes.map((box) => areaOf(box, blocks, reach));
  for (const area of areas) blank(blocks, area, direct);
  const edge = (area: Box, by: number): Box => pixelsOf(area, blocks, { head, reach: reach.map((pixels) => pixels * by) });
  return yes({
    bytes: assembled(bytes, head, writeBlocks(head, blocks, scans)),
    black: areas.map((area) => edge(area, -1)),
    changed: areas.map((area) => edge(area, 1)),
  });
}

/** How far, across and down, decoders may smooth chroma of its own scale over the bounds of an MCU, in pixels. */
function reachOf({ planes }: JpegBlocks): readonly number[] {
  const reach = (factors: readonly number[]): number => {
    const scale = Math.max(...factors) / Math.min(...factors);
    return scale === 1 ? 0 : Math.ceil(scale / 2);
  };
  return [reach(planes.map(({ horizontal }) => horizontal)), reach(planes.map(({ vertical }) => vertical))];
}

/** The MCUs to blank for a box, right and bottom exclusive: those it touches, and those whose chroma reaches into it. */
function areaOf([left, top, right, bottom]: Box, { across, down, height, width }: JpegBlocks, [x = 0, y = 0]: readonly number[]): Box {
  return [
    Math.max(0, Math.floor((left - x) / width)),
    Math.max(0, Math.floor((top - y) / height)),
    Math.min(across, Math.ceil((right + x) / width)),
    Math.min(down, Math.ceil((bottom + y) / height)),
  ];
}

/** An area of MCUs in pixels, moved outwards by `reach` except at the edges of the picture. */
function pixelsOf(
  [left, top, right, bottom]: Box,
  blocks: JpegBlocks,
  { head, reach }: { readonly head: JpegHead; readonly reach: readonly number[] },
): Box {
  const [x = 0, y = 0] = reach;
  return [
    left === 0 ? 0 : left * blocks.width - x,
    top === 0 ? 0 : top * blocks.height - y,
    right >= blocks.across ? head.width : Math.min(head.width, right * blocks.width + x),
    bottom >= blocks.down ? head.height : Math.min(head.height, bottom * blocks.height + y),
  ];
}

/**
 * The quantized direct current of a block in one sample value (ITU-T T.81 section A.3.3: eight times the sample). The ends of the
 * range are rounded outwards, so that decoders clamp to them, unless that would be further out than they can follow.
 */
function directOf(sample: number, precision: number, step: number): number {
  if (step === 0) return 0;
  const wanted = (sample - 2 ** (precision - 1)) * 8;
  const outwards = sample === 0 ? Math.floor(wanted / step) : sample === 2 ** precision - 1 ? Math.ceil(wanted / step) : Math.round(wanted / step);
  return Math.abs(outwards * step - wanted) > 2 ** (precision + 2) ? Math.round(wanted / step) : outwards;
}

function blank({ planes }: JpegBlocks, [left, top, right, bottom]: Box, direct: readonly number[]): void {
  planes.forEach(({ across, coefficients, horizontal, vertical }, index) => {
    for (let row = top * vertical; row < bottom * vertical; row++) {
      const from = (row * across + left * horizontal) * 64;
      const to = (row * across + right * horizontal) * 64;
      coefficients.fill(0, from, to);
      for (let at = from; at < to; at += 64) coefficients[at] = direct[index] ?? 0;
    }
  });
}

/** The codestream with its colour marks, the written segments, and its end. */
function assembled(bytes: Uint8Array, { segments }: JpegHead, parts: readonly Uint8Array[]): Uint8Array {
  const marks = segments.filter(({ marker }) => marker >= 0xe0 && marker <= 0xef).map(({ end, start }) => bytes.subarray(start - 4, end));
  const all = [Uint8Array.of(0xff, 0xd8), ...marks, ...parts, Uint8Array.of(0xff, 0xd9)];
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
