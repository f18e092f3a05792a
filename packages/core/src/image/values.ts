import {
  bytesOf as elementBytes,
  type DataSet,
  type Element,
  find,
  type Instance,
  itemsOf as sequenceItems,
  readNumbers,
  readStrings,
} from '../dicom/index.ts';
import { findKeyword, type Keyword, tagOf } from '../standard/index.ts';

/** A data set of an instance with what its bytes need to be understood. */
export interface Reading {
  readonly data: DataSet;
  readonly source: Instance['source'];
  readonly bigEndian: boolean;
}

/** The top data set of an instance. */
export function readingOf({ data, encoding, source }: Instance): Reading {
  return { data, source, bigEndian: encoding.bigEndian };
}

/** An element's bytes, or undefined where it is absent, a sequence or encapsulated. */
export function bytesOf({ data, source }: Reading, keyword: Keyword): Uint8Array | undefined {
  const element = find(data, tagOf(keyword));
  return element === undefined ? undefined : (elementBytes(element, source) ?? undefined);
}

/** Items of a sequence as readings; none where it is absent. */
export function itemsOf(reading: Reading, keyword: Keyword): readonly Reading[] {
  return sequenceItems(reading.data, tagOf(keyword)).map((data) => ({ ...reading, data }));
}

/** The first text value; undefined where absent or empty. */
export function textOf({ data }: Reading, keyword: Keyword): string | undefined {
  const text = readStrings(find(data, tagOf(keyword)))[0];
  return text === '' ? undefined : text;
}

/** The numbers of a value; undefined where it is absent, empty or has something that is no finite number. */
export function numbersOf({ bigEndian, data }: Reading, keyword: Keyword): readonly number[] | undefined {
  const element = find(data, tagOf(keyword));
  const numbers = readNumbers(element === undefined ? undefined : withVr(element, keyword), bigEndian);
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : undefined;
}

/** Writers without the dictionary call elements UN; the dictionary knows better (PS3.5 section 6.2.2). */
function withVr(element: Element, keyword: Keyword): Element {
  const vr = findKeyword(keyword)?.vr ?? 'UN';
  return element.vr === 'UN' && 'bytes' in element && vr !== 'SQ' ? { ...element, vr } : element;
}

/** The first number of a value. */
export function numberOf(reading: Reading, keyword: Keyword): number | undefined {
  return numbersOf(reading, keyword)?.[0];
}

/**
 * Where an attribute of a frame may stand, nearest first: the frame's own functional group, the shared one, the top data set.
 *
 * @see PS3.3 section C.7.6.16
 */
export function frameReadings(reading: Reading, frame: number, group: Keyword): readonly Reading[] {
  const own = itemsOf(reading, 'PerFrameFunctionalGroupsSequence')[frame];
  const shared = itemsOf(reading, 'SharedFunctionalGroupsSequence')[0];
  return [...(own === undefined ? [] : itemsOf(own, group)), ...(shared === undefined ? [] : itemsOf(shared, group)), reading];
}

/** The numbers of the first reading that has them. */
export function firstNumbers(readings: readonly Reading[], keyword: Keyword): readonly number[] | undefined {
  for (const reading of readings) {
    const numbers = numbersOf(reading, keyword);
    if (numbers !== undefined) return numbers;
  }
  return undefined;
}
