import { findElement, findTransferSyntax, tagOf, vrFact, isVr, type Keyword } from '@silhouette/core/standard';
import { concat, even, latin1 } from './bytes.ts';
import { deflate } from './inflate.ts';
import { encodeParts, type Part } from './encode.ts';

/** The transfer syntaxes that testkit writes by name. */
export const SYNTAX = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  bigEndian: '1.2.840.10008.1.2.2',
  jpeg: '1.2.840.10008.1.2.4.50',
  jpegLs: '1.2.840.10008.1.2.4.80',
  jpeg2000: '1.2.840.10008.1.2.4.90',
  rle: '1.2.840.10008.1.2.5',
} as const;

/** A value of any VR, as bytes: padded to an even length as the VR wants, otherwise as given. */
export function value(tag: number, vr: string, bytes: Uint8Array): Part {
  const pad = isVr(vr) ? (vrFact(vr).pad ?? 0) : 0;
  return { kind: 'value', tag, vr, bytes: even(bytes, pad) };
}

/** The same, with no padding at all. */
export function bare(tag: number, vr: string, bytes: Uint8Array): Part {
  return { kind: 'value', tag, vr, bytes };
}

/** A text element; several values are joined by backslashes. ISO 8859-1. */
export function text(keyword: Keyword, ...values: readonly (string | number)[]): Part {
  const tag = tagOf(keyword);
  return value(tag, findElement(tag)?.vr ?? 'UN', latin1(values.join('\\')));
}

/** A text element by its tag, for private and unknown ones. */
export function textAt(tag: number, vr: string, words: string): Part {
  return value(tag, vr, latin1(words));
}

/** Numbers as the bytes of a binary VR, little endian. */
export function numberBytes(vr: string, values: readonly number[]): Uint8Array {
  const size = vr === 'FD' ? 8 : vr === 'US' || vr === 'SS' || vr === 'OW' ? 2 : 4;
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  values.forEach((number, i) => {
    const at = i * size;
    if (size === 8) view.setFloat64(at, number, true);
    else if (size === 2) view.setUint16(at, number & 0xffff, true);
    else if (vr === 'FL' || vr === 'OF') view.setFloat32(at, number, true);
    else view.setUint32(at, number >>> 0, true);
  });
  return bytes;
}

/** An element of a binary VR. */
export function numbers(keyword: Keyword, ...values: readonly number[]): Part {
  const tag = tagOf(keyword);
  const vr = findElement(tag)?.vr ?? 'US';
  return { kind: 'value', tag, vr, bytes: numberBytes(vr, values) };
}

/** A sequence with defined lengths. */
export function sequence(keyword: Keyword, ...items: readonly (readonly Part[])[]): Part {
  return { kind: 'sequence', tag: tagOf(keyword), vr: 'SQ', items: items.map(sorted), open: false };
}

/** The same with undefined lengths. */
export function openSequence(keyword: Keyword, ...items: readonly (readonly Part[])[]): Part {
  return { kind: 'sequence', tag: tagOf(keyword), vr: 'SQ', items: items.map(sorted), open: true };
}

/** A code sequence of one item. */
export function code(keyword: Keyword, scheme: string, codeValue: string, meaning: string): Part {
  return sequence(keyword, [text('CodeValue', codeValue), text('CodingSchemeDesignator', scheme), text('CodeMeaning', meaning)]);
}

/** Parts in order of tag; the last of two with the same tag wins. */
export function sorted(parts: readonly Part[]): readonly Part[] {
  const byTag = new Map(parts.map((part) => [part.tag, part]));
  return [...byTag.values()].toSorted((a, b) => a.tag - b.tag);
}

/** A file to be written. */
export interface FileParts {
  readonly sopClass: string;
  readonly sopInstance: string;
  readonly syntax: string;
  readonly preamble?: Uint8Array;
  /** File meta elements beside the required ones. */
  readonly meta?: readonly Part[];
  /** The data set, written in this order. */
  readonly data: readonly Part[];
  /** Bytes behind the data set. */
  readonly tail?: Uint8Array;
}

/** Writes a Part 10 file. */
export function writeFile(file: FileParts): Uint8Array {
  const syntax = findTransferSyntax(file.syntax);
  const meta = sorted([
    value(0x00020001, 'OB', Uint8Array.of(0, 1)),
    textAt(0x00020002, 'UI', file.sopClass),
    textAt(0x00020003, 'UI', file.sopInstance),
    textAt(0x00020010, 'UI', file.syntax),
    textAt(0x00020012, 'UI', '1.2.826.0.1.3680043.8.498.7'),
    textAt(0x00020013, 'SH', 'TESTKIT'),
    ...(file.meta ?? []),
  ]);
  const metaWay = { explicitVr: true, bigEndian: false };
  const metaBytes = encodeParts(meta, metaWay);
  const length = encodeParts([bare(0x00020000, 'UL', numberBytes('UL', [metaBytes.length]))], metaWay);
  const data = encodeParts(file.data, { explicitVr: syntax?.explicitVr ?? true, bigEndian: syntax?.bigEndian ?? false });
  return concat(
    file.preamble ?? new Uint8Array(128),
    latin1('DICM'),
    length,
    metaBytes,
    syntax?.deflated === true ? even(deflate(data), 0) : data,
    file.tail ?? new Uint8Array(0),
  );
}
