import { undefinedLength } from './run.ts';
import { traverse } from './traverse.ts';
import type { ByteRange, DataSet, Element } from './types.ts';
import { impliedVr, vrForm } from './vr.ts';

/** Lengths of a data set as it will be written. */
export interface Measure {
  /** Of every sequence and item in the order in which they begin; `undefinedLength` where 32 bits are too few. */
  readonly lengths: readonly number[];
  /** All bytes, and those of them that come from memory and not from the source. */
  readonly total: number;
  readonly held: number;
}

const longestLength = 0xfffffffe;

/** The bytes of an item header or a delimiter. */
export const markBytes = 8;

/** The next even number: values are padded (PS3.5 section 6.2). */
export function evenLength(length: number): number {
  return length + (length % 2);
}

/** The number of bytes in a view or range. */
export function sizeOf(bytes: Uint8Array | ByteRange): number {
  return 'start' in bytes ? bytes.end - bytes.start : bytes.length;
}

/** The bytes of an element without items or fragments. */
export function valueOf(element: Element): Uint8Array | ByteRange | null {
  if ('bytes' in element) return element.bytes;
  return 'at' in element ? element.at : null;
}

/** Whether an element has the long header; one whose value is too long for 16 bits has it as UN (PS3.5 section 6.2.2). */
export function isLong(element: Element): boolean {
  const value = valueOf(element);
  return vrForm(element.vr).long || (value !== null && evenLength(sizeOf(value)) > 0xffff);
}

/** Without VRs, only an undefined length tells a reader that an element it does not know is a sequence (PS3.5 section 6.2.2). */
function mustBeUndefined(element: Element, explicitVr: boolean): boolean {
  return !explicitVr && impliedVr(element.tag, false) !== 'SQ';
}

/** Measures a data set, so that sequences and items can be written with their lengths. */
export function measure(data: DataSet, explicitVr: boolean): Measure {
  const lengths: number[] = [];
  const open: number[] = [];
  let total = 0;
  let left = 0;
  const headBytes = (element: Element): number => (explicitVr && isLong(element) ? 12 : 8);
  const addPart = (part: Uint8Array | ByteRange): void => {
    total += evenLength(sizeOf(part));
    if ('start' in part) left += sizeOf(part);
  };
  const begin = (bytes: number): void => {
    total += bytes;
    open.push(lengths.length, total);
    lengths.push(0);
  };
  const end = (isUndefined = false): void => {
    const from = open.pop() ?? 0;
    const slot = open.pop() ?? 0;
    const length = total - from;
    const needsMark = isUndefined || length > longestLength;
    lengths[slot] = needsMark ? undefinedLength : length;
    if (needsMark) total += markBytes;
  };
  traverse(data, {
    leaf: (element) => {
      total += headBytes(element);
      const value = valueOf(element);
      if (value !== null) addPart(value);
      if (!('fragments' in element)) return;
      for (const fragment of element.fragments) addPart(fragment);
      total += markBytes * (element.fragments.length + 1);
    },
    enterSequence: (element) => begin(headBytes(element)),
    enterItem: () => begin(markBytes),
    leaveItem: () => end(),
    leaveSequence: (element) => end(mustBeUndefined(element, explicitVr)),
  });
  return { lengths, total, held: total - left };
}
