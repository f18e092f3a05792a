import type { FileRefusalCode } from '../model/index.ts';
import type { DataSet, Element } from './types.ts';
import type { Window } from './window.ts';

/** What bounds a reading; each has a default (`defaultLimits`). */
export interface ReadLimits {
  /** Sequences within sequences before the refusal `too-deep`. */
  readonly depth: number;
  /** Elements, items and fragments before the refusal `too-many`. */
  readonly parts: number;
  /** Bytes that a deflated data set may take, packed or unpacked, before the refusal `too-large`. */
  readonly inflatedBytes: number;
}

/** 1,000 levels, 2,000,000 parts, 256 MB of inflated data set. */
export const defaultLimits: ReadLimits = { depth: 1000, parts: 2_000_000, inflatedBytes: 256 * 1024 * 1024 };

/** Values longer than this stay in the source. */
export const heldBytes = 65_536;

/** The length field that says: up to a delimiter (PS3.5 section 7.5). */
export const undefinedLength = 0xffffffff;

export const itemTag = 0xfffee000;
export const itemEndTag = 0xfffee00d;
export const sequenceEndTag = 0xfffee0dd;
export const pixelDataTag = 0x7fe00010;
const pixelRepresentationTag = 0x00280103;

/** What a stretch of the input is. */
export type PartKind = 'preamble' | 'magic' | 'head' | 'value' | 'item' | 'delimiter' | 'trailing';
export type Trace = (kind: PartKind, start: number, end: number) => void;

/** A sequence that is being read, or the data set itself at the bottom; `elements` is null between items. */
export interface Level {
  readonly tag: number;
  readonly items: DataSet[];
  /** Where a sequence of defined length ends, or -1. */
  readonly end: number;
  /** Where the bytes end that this sequence may use. */
  readonly bound: number;
  explicit: boolean;
  readonly little: boolean;
  elements: Element[] | null;
  /** Where an item of defined length ends, or -1. */
  itemEnd: number;
  /** Where the bytes end that the present item may use. */
  limit: number;
}

/** The state of one reading. */
export interface Run {
  readonly window: Window;
  readonly limits: ReadLimits;
  /** Where the bytes end in which the data set stands. */
  readonly end: number;
  readonly bigEndian: boolean;
  /** Stops before the first element of another group (the file meta header). */
  readonly onlyMeta: boolean;
  readonly trace: Trace | undefined;
  readonly stack: Level[];
  readonly header: Header;
  parts: number;
  signed: boolean;
  failure: FileRefusalCode | null;
}

/** The header of the element that is being read; one object for all of them. */
export interface Header {
  tag: number;
  length: number;
  valueAt: number;
  /** The VR field says UN: what is inside has no VRs and is little endian (PS3.5 section 6.2.2). */
  unknown: boolean;
}

/** Notes a refusal and gives -1, the offset that stops the reading. */
export function fail(run: Run, code: FileRefusalCode): -1 {
  run.failure = code;
  return -1;
}

/** What it means that something ends behind `limit`: the file was cut short, or a length lies. */
export function overrun(run: Run, limit: number): -1 {
  return fail(run, limit === run.end ? 'truncated' : 'bad-length');
}

/** Counts a part against the limit. */
export function isOverCount(run: Run): boolean {
  run.parts += 1;
  return run.parts > run.limits.parts;
}

/** Reads a tag; little says in which byte order. The window must hold its four bytes. */
export function tagAt(window: Window, at: number, little: boolean): number {
  const place = at - window.base;
  return window.view.getUint16(place, little) * 0x10000 + window.view.getUint16(place + 2, little);
}

/** Remembers (0028,0103), which decides between US and SS where no VR is written. */
export function noteSign(run: Run, element: Element, little: boolean): void {
  if (element.tag !== pixelRepresentationTag || !('bytes' in element) || element.bytes.length < 2) return;
  run.signed = element.bytes[little ? 0 : 1] === 1;
}
