import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascii, element, fileBytes, start, syntaxes, u32 } from './fixtures.ts';
import {
  bytesSource,
  encodingOf,
  find,
  frameCount,
  implementationClassUid,
  joinChunks,
  metaOf,
  readInstance,
  textOf,
  walk,
  writeInstance,
} from './index.ts';
import type { ByteRange, DataSet, Element, Encoding, Instance, Vr } from './index.ts';

const empty = bytesSource(new Uint8Array(0));

function encodingFor(uid: string): Encoding {
  const encoding = encodingOf(uid);
  if (encoding === undefined) throw new Error('not in the table');
  return encoding;
}

function instanceOf(data: DataSet, uid: string, meta: DataSet = []): Instance {
  return { preamble: null, meta, encoding: encodingFor(uid), data, trailing: null, source: empty };
}

function write(instance: Instance): Uint8Array {
  return joinChunks(writeInstance(instance), instance.source);
}

function readBack(bytes: Uint8Array): Instance {
  const answer = readInstance(bytesSource(bytes));
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code} at ${answer.refusal.at}`);
  return answer.value;
}

/** A data set with all ranges read, so that two can be compared. */
function held(data: DataSet, instance: Instance): unknown[] {
  const bytes = (part: Uint8Array | ByteRange): number[] => Array.from('start' in part ? instance.source.read(part.start, part.end) : part);
  return data.map((found): unknown => {
    if ('items' in found) return [found.tag, found.vr, found.items.map((item) => held(item, instance))];
    if ('fragments' in found) return [found.tag, found.vr, found.fragments.map(bytes)];
    return [found.tag, found.vr, bytes('at' in found ? found.at : found.bytes)];
  });
}

const shortText: readonly Exclude<Vr, 'SQ'>[] = ['AE', 'CS', 'LO', 'SH', 'PN', 'ST', 'UI', 'DA', 'TM'];
const others: readonly Exclude<Vr, 'SQ'>[] = ['OB', 'UN', 'UT', 'UC', 'US', 'SL', 'FD', 'AT', 'OW', 'SV'];
const evenBytes = fc.uint8Array({ maxLength: 24 }).map((bytes) => bytes.subarray(0, bytes.length - (bytes.length % 8)));
/** Private elements from 1000 on: no dictionary says what they are. */
const tagIn = (group: number): fc.Arbitrary<number> => fc.integer({ min: 0x1000, max: 0x1fff }).map((number) => group * 0x10000 + number);

function dataSets(): fc.Arbitrary<DataSet> {
  const { set } = fc.letrec<{ set: DataSet; element: Element }>((tie) => ({
    set: fc
      .array(tie('element'), { maxLength: 6 })
      .map((elements) => [...new Map(elements.map((one) => [one.tag, one])).values()].toSorted((a, b) => a.tag - b.tag)),
    element: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ tag: tagIn(0x0011), vr: fc.constantFrom(...shortText, ...others), bytes: evenBytes }),
      fc.record({ tag: tagIn(0x0013), vr: fc.constant('SQ' as const), items: fc.array(tie('set'), { maxLength: 3 }) }),
    ),
  }));
  return set;
}

const first: Element = { tag: 0x00080016, vr: 'UI', bytes: Uint8Array.from(ascii('1.2.840.10008.5.1.4.1.1.7\0')) };

test.each([syntaxes.explicit, syntaxes.bigEndian, syntaxes.deflated])('[D29] reading what was written gives the same elements: %s', (uid) => {
  fc.assert(
    fc.property(dataSets(), (data) => {
      const instance = instanceOf([first, ...data], uid);
      const bytes = write(instance);
      const again = readBack(bytes);
      expect(again.encoding).toEqual(instance.encoding);
      expect(held(again.data, again)).toEqual(held(instance.data, instance));
      expect(again.trailing).toBeNull();
      expect(write(again)).toEqual(bytes);
    }),
    { seed: 6, numRuns: 150 },
  );
});

test('[D29] without VRs the values are the same, and sequences stay sequences', () => {
  fc.assert(
    fc.property(dataSets(), (data) => {
      const instance = instanceOf([first, ...data], syntaxes.implicit);
      const again = readBack(write(instance));
      const withoutVr = (value: unknown): string => JSON.stringify(value).replaceAll(/"[A-Z]{2}"/gu, '""');
      expect(withoutVr(held(again.data, again))).toBe(withoutVr(held(instance.data, instance)));
    }),
    { seed: 7, numRuns: 150 },
  );
});

test('[D29] large values and fragments are written as ranges of the source, unchanged', () => {
  const pixels = Uint8Array.from({ length: 70_001 }, (_, index) => index % 251);
  const source = bytesSource(pixels);
  const left: Element = { tag: 0x7fe00010, vr: 'OB', at: { start: 0, end: pixels.length } };
  const chunks = writeInstance({ ...instanceOf([first, left], syntaxes.explicit), source });
  expect(chunks.filter((chunk) => 'start' in chunk)).toEqual([{ start: 0, end: pixels.length }]);
  const again = readBack(joinChunks(chunks, source));
  const found = find(again.data, 0x7fe00010);
  expect(found !== undefined && 'at' in found ? Array.from(again.source.read(found.at.start, found.at.end)) : []).toEqual([...pixels, 0]);
  const parts: Element = { tag: 0x7fe00010, vr: 'OB', fragments: [new Uint8Array(0), { start: 0, end: 5 }, pixels.subarray(5, 9)] };
  const packed = { ...instanceOf([first, parts], syntaxes.jpegBaseline), source };
  const reread = readBack(write(packed));
  expect(held(reread.data, reread).at(-1)).toEqual([0x7fe00010, 'OB', [[], [0, 1, 2, 3, 4, 0], [5, 6, 7, 8]]]);
});

test('[D30] tags ascend, odd values are padded by VR, group lengths and bytes behind the data set are not written', () => {
  const data: DataSet = [
    { tag: 0x00100010, vr: 'PN', bytes: Uint8Array.from(ascii('Odd')) },
    { tag: 0x00080000, vr: 'UL', bytes: Uint8Array.from(u32(7)) },
    { tag: 0x00080016, vr: 'UI', bytes: Uint8Array.from(ascii('1.2')) },
    { tag: 0x00091001, vr: 'OB', bytes: Uint8Array.of(9) },
  ];
  const bytes = write(instanceOf(data, syntaxes.explicit));
  const again = readBack(bytes);
  expect(held(again.data, again)).toEqual([
    [0x00080016, 'UI', [...ascii('1.2'), 0]],
    [0x00091001, 'OB', [9, 0]],
    [0x00100010, 'PN', ascii('Odd ')],
  ]);
  const tailed = readBack(fileBytes(syntaxes.explicit, [...start(), ...element(0x7fe00010, 'OB', [1, 2]), ...ascii('JANE DOE')]));
  expect(Array.from(write(tailed).subarray(-2))).toEqual([1, 2]);
});

test('[D30] the meta header has its group length, what is required, and the transfer syntax of the encoding', () => {
  const data: DataSet = [first, { tag: 0x00080018, vr: 'UI', bytes: Uint8Array.from(ascii('2.25.1')) }];
  const wrong: Element = { tag: 0x00020010, vr: 'UI', bytes: Uint8Array.from(ascii(`${syntaxes.implicit}\0`)) };
  const instance = instanceOf(data, syntaxes.explicit, [wrong]);
  const bytes = write(instance);
  const { meta } = readBack(bytes);
  expect(meta.map(({ tag }) => tag)).toEqual([0x00020000, 0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00020012]);
  expect(textOf(find(meta, 0x00020010))).toBe(syntaxes.explicit);
  expect(textOf(find(meta, 0x00020012))).toBe(implementationClassUid);
  const length = new DataView(bytes.buffer).getUint32(140, true);
  expect(bytes.length).toBe(144 + length + 8 + 26 + 8 + 6);
  expect(metaOf(instance).length).toBe(5);
});

test('[D30] a value too long for the length of its VR is written as UN', () => {
  const long: Element = { tag: 0x00091001, vr: 'LO', bytes: new Uint8Array(70_000).fill(0x41) };
  const again = readBack(write(instanceOf([first, long], syntaxes.explicit)));
  const found = find(again.data, 0x00091001);
  expect(found?.vr).toBe('UN');
});

test('[D24] writes and walks a thousand levels without recursion', () => {
  let data: DataSet = [{ tag: 0x00100010, vr: 'PN', bytes: Uint8Array.from(ascii('In')) }];
  for (let level = 0; level < 1000; level += 1) data = [{ tag: 0x00081140, vr: 'SQ', items: [data] }];
  const again = readBack(write(instanceOf([first, ...data], syntaxes.explicit)));
  let deepest = 0;
  walk(again.data, (_, steps) => {
    deepest = Math.max(deepest, steps.length);
  });
  expect(deepest).toBe(1001);
});

test('[D38] a walk names every element by its steps, in file order, and leaves out what it is told to', () => {
  const inner: DataSet = [{ tag: 0x00080060, vr: 'CS', bytes: Uint8Array.from(ascii('CT')) }];
  const data: DataSet = [
    first,
    { tag: 0x00081140, vr: 'SQ', items: [inner, [], [...inner, { tag: 0x00400275, vr: 'SQ', items: [inner] }]] },
    { tag: 0x00280008, vr: 'IS', bytes: Uint8Array.from(ascii('3 ')) },
  ];
  const seen: string[] = [];
  walk(data, (_, steps) => {
    seen.push(steps.map(({ tag, item }) => tag.toString(16) + (item === undefined ? '' : `[${item}]`)).join('/'));
  });
  expect(seen).toEqual(['80016', '81140', '81140[0]/80060', '81140[2]/80060', '81140[2]/400275', '81140[2]/400275[0]/80060', '280008']);
  let count = 0;
  walk(data, () => {
    count += 1;
    return 'skip';
  });
  expect(count).toBe(3);
  expect(frameCount(data)).toBe(3);
});
