import { deflateSync } from 'fflate';
import { expect, test } from 'vitest';
import {
  ascii,
  element,
  explicitBig,
  explicitLittle,
  fileBytes,
  imageStart,
  implicitLittle,
  item,
  metaBytes,
  openElement,
  openItem,
  sequenceEnd,
  start,
  syntaxes,
  u16,
  u32,
  uid,
} from './fixtures.ts';
import type { Way } from './fixtures.ts';
import { accountFor, bytesSource, find, itemsOf, numberOf, readInstance, stringOf, textOf } from './index.ts';
import type { Account, ByteSource, Instance, Part } from './index.ts';

const patientName = 0x00100010;
const sequenceTag = 0x00081140;
const rows = 0x00280010;

function read(bytes: Uint8Array): Instance {
  const answer = readInstance(bytesSource(bytes));
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code} at ${answer.refusal.at}`);
  return answer.value;
}

function refusalOf(bytes: Uint8Array): string {
  const answer = readInstance(bytesSource(bytes));
  return answer.ok ? 'read' : `${answer.refusal.code} ${answer.refusal.at}`;
}

function isWhole(parts: readonly Part[], size: number): boolean {
  let at = 0;
  for (const part of parts) {
    if (part.at.start !== at || part.at.end < at) return false;
    at = part.at.end;
  }
  return at === size;
}

function accountOf(bytes: Uint8Array): Account {
  const account = accountFor(bytesSource(bytes));
  if (!account.ok) throw new Error('refused');
  return account.value;
}

const plain: readonly (readonly [string, Way, string])[] = [
  ['implicit little endian', implicitLittle, syntaxes.implicit],
  ['explicit little endian', explicitLittle, syntaxes.explicit],
  ['explicit big endian', explicitBig, syntaxes.bigEndian],
];

function sample(way: Way): number[] {
  const inside = element(0x00081155, 'UI', uid('1.2.3'), way);
  return [
    ...start(way),
    ...element(sequenceTag, 'SQ', [...item(inside, way.big), ...openItem(inside, way.big)], way),
    ...openElement(0x00400275, 'SQ', [...openItem([], way.big), ...item(inside, way.big)], way),
    ...element(patientName, 'PN', ascii('Any^One '), way),
    ...element(rows, 'US', u16(513, way.big), way),
    ...element(0x7fe00010, 'OW', [1, 2, 3, 4], way),
  ];
}

test.each(plain)('[D22] reads %s, with and without preamble, marker, meta header', (_name, way, syntax) => {
  const data = sample(way);
  const files = [
    fileBytes(syntax, data),
    Uint8Array.from([...ascii('DICM'), ...metaBytes(syntax), ...data]),
    Uint8Array.from([...metaBytes(syntax), ...data]),
    Uint8Array.from(data),
  ];
  for (const file of files) {
    const instance = read(file);
    expect(instance.encoding).toEqual({ uid: syntax, explicitVr: way.explicit, bigEndian: way.big, deflated: false, encapsulated: false });
    expect(textOf(find(instance.data, patientName))).toBe('Any^One');
    expect(numberOf(instance.data, rows, way.big)).toBe(513);
    expect(itemsOf(instance.data, sequenceTag).map((data_) => stringOf(data_, 0x00081155))).toEqual(['1.2.3', '1.2.3']);
    expect(itemsOf(instance.data, 0x00400275).map((data_) => data_.length)).toEqual([0, 1]);
    expect(instance.trailing).toBeNull();
    expect(isWhole(accountOf(file).file, file.length)).toBe(true);
  }
});

test('[D22] reads a deflated data set, and gives the bytes behind the stream as trailing', () => {
  const data = Uint8Array.from(sample(explicitLittle));
  const packed = Array.from(deflateSync(data));
  const instance = read(fileBytes(syntaxes.deflated, packed));
  expect(instance.encoding.deflated).toBe(true);
  expect(textOf(find(instance.data, patientName))).toBe('Any^One');
  expect(instance.source.size).toBe(data.length);
  expect(instance.trailing).toBeNull();
  const more = fileBytes(syntaxes.deflated, [...packed, ...ascii('HIDDEN')]);
  expect(read(more).trailing).toEqual({ start: data.length, end: data.length + 6 });
  expect(isWhole(accountOf(more).inflated?.parts ?? [], data.length + 6)).toBe(true);
});

test('[D22] reads encapsulated Pixel Data as an offset table and fragments that stay in the source', () => {
  const fragments = [...item([]), ...item([1, 2, 3, 4]), ...item([5, 6])];
  const instance = read(fileBytes(syntaxes.jpegBaseline, [...imageStart(), ...openElement(0x7fe00010, 'OB', fragments)]));
  const pixels = find(instance.data, 0x7fe00010);
  if (pixels === undefined || !('fragments' in pixels)) throw new Error('no fragments');
  expect(instance.encoding.encapsulated).toBe(true);
  expect(pixels.fragments.map((part) => ('start' in part ? Array.from(instance.source.read(part.start, part.end)) : Array.from(part)))).toEqual([
    [],
    [1, 2, 3, 4],
    [5, 6],
  ]);
});

test.each([
  ['says explicit, is implicit', syntaxes.explicit, implicitLittle, syntaxes.implicit],
  ['says implicit, is explicit', syntaxes.implicit, explicitLittle, syntaxes.explicit],
  ['says little, is big endian', syntaxes.explicit, explicitBig, syntaxes.bigEndian],
  ['says big, is little endian', syntaxes.bigEndian, explicitLittle, syntaxes.explicit],
  ['says deflated, is not', syntaxes.deflated, explicitLittle, syntaxes.explicit],
] as const)('[D23] where the meta header lies, the bytes decide: %s', (_name, said, way, found) => {
  const instance = read(fileBytes(said, sample(way)));
  expect(instance.encoding.uid).toBe(found);
  expect(textOf(find(instance.data, patientName))).toBe('Any^One');
});

test('[D23] a wrong or missing group length of the meta header is not believed', () => {
  const meta = [...element(0x00020000, 'UL', u32(9999)), ...element(0x00020010, 'UI', uid(syntaxes.explicit))];
  const file = Uint8Array.from([...Array.from({ length: 128 }, () => 0), ...ascii('DICM'), ...meta, ...start()]);
  expect(read(file).meta.length).toBe(2);
  expect(read(file).data.length).toBe(2);
});

test('[D20] counts preamble, elements, delimiters and what is behind the data set', () => {
  const file = fileBytes(syntaxes.explicit, [...sample(explicitLittle), ...ascii('JANE DOE 1970')]);
  const account = accountOf(file);
  expect(isWhole(account.file, file.length)).toBe(true);
  expect(account.file.at(0)).toEqual({ kind: 'preamble', at: { start: 0, end: 128 } });
  expect(account.file.at(-1)).toEqual({ kind: 'trailing', at: { start: file.length - 13, end: file.length } });
});

function nested(depth: number, way: Way, defined: boolean): number[] {
  let content: number[] = element(patientName, 'PN', ascii('Any^One '), way);
  const layers: number[][] = [];
  if (defined) {
    for (let level = 0; level < depth; level += 1) content = element(sequenceTag, 'SQ', item(content, way.big), way);
    return content;
  }
  for (let level = 0; level < depth; level += 1)
    layers.push(element(sequenceTag, 'SQ', [0xfe, 0xff, 0, 0xe0, 0xff, 0xff, 0xff, 0xff], { ...way, length: 0xffffffff }));
  const ends = layers.flatMap(() => [0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, ...sequenceEnd()]);
  return [...layers.flat(), ...content, ...ends];
}

test.each([
  [1000, 'read'],
  [1001, 'too-deep'],
])('[D24] sequences nested %i deep: %s', (depth, expected) => {
  for (const defined of depth > 1000 ? [false] : [false, true]) {
    const answer = readInstance(bytesSource(fileBytes(syntaxes.explicit, [...start(), ...nested(depth, explicitLittle, defined)])));
    expect(answer.ok ? 'read' : answer.refusal.code).toBe(expected);
  }
});

const broken: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(0), 'empty null'],
  ['text', Uint8Array.from(ascii('just some text, and a little more')), 'not-dicom @0'],
  ['no data set', fileBytes(syntaxes.explicit, []), 'empty null'],
  ['an unknown transfer syntax', fileBytes('1.2.3.4', start()), 'unknown-syntax @174'],
  [
    'a cut value',
    fileBytes(syntaxes.explicit, [...start(), ...element(patientName, 'PN', ascii('Any'), { ...explicitLittle, length: 100 })]),
    'truncated 00100010',
  ],
  ['a cut header', fileBytes(syntaxes.explicit, [...start(), 0x10, 0, 0x10, 0]), 'truncated @234'],
  [
    'cut Pixel Data',
    fileBytes(syntaxes.explicit, [...imageStart(), ...element(0x7fe00010, 'OB', [1, 2], { ...explicitLittle, length: 4 })]),
    'truncated 7FE00010',
  ],
  [
    'a sequence longer than the file',
    fileBytes(syntaxes.explicit, [...start(), ...element(sequenceTag, 'SQ', item(start()), { ...explicitLittle, length: 0x7fffffff })]),
    'bad-length 00081140',
  ],
  [
    'an item longer than its sequence',
    fileBytes(syntaxes.explicit, [...start(), ...element(sequenceTag, 'SQ', [0xfe, 0xff, 0, 0xe0, 90, 0, 0, 0]), ...start(), ...start()]),
    'bad-length 00081140[0]',
  ],
  [
    'a value longer than its item',
    fileBytes(syntaxes.explicit, [
      ...start(),
      ...element(sequenceTag, 'SQ', item(element(patientName, 'PN', [], { ...explicitLittle, length: 40 }))),
      ...start(),
      ...start(),
    ]),
    'bad-length 00081140[0]/00100010',
  ],
  ['no item in a sequence', fileBytes(syntaxes.explicit, [...start(), ...element(sequenceTag, 'SQ', start())]), 'bad-item 00081140[0]'],
  [
    'no end of a sequence',
    fileBytes(syntaxes.explicit, [...start(), ...element(sequenceTag, 'SQ', openItem(start()), { ...explicitLittle, length: 0xffffffff })]),
    'truncated 00081140[1]',
  ],
  [
    'an undefined length of text',
    fileBytes(syntaxes.explicit, [...start(), ...element(0x00080119, 'UC', ascii('abcdefgh'), { ...explicitLittle, length: 0xffffffff })]),
    'bad-length 00080119',
  ],
  ['a stray delimiter', fileBytes(syntaxes.explicit, [...start(), ...sequenceEnd()]), 'bad-item FFFEE0DD'],
  ['no deflate stream', fileBytes(syntaxes.deflated, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]), 'deflate-broken @188'],
];

test.each(broken)('[D25] refuses with a code and a place: %s', (_name, bytes, expected) => {
  expect(refusalOf(bytes)).toBe(expected);
});

test('[D25] a deflate bomb is refused at the limit', () => {
  const bomb = fileBytes(syntaxes.deflated, Array.from(deflateSync(new Uint8Array(70 * 1024 * 1024))));
  expect(refusalOf(bomb)).toBe('too-large @188');
});

test('[D25] more parts than allowed are refused', () => {
  const answer = readInstance(bytesSource(fileBytes(syntaxes.explicit, sample(explicitLittle))), { parts: 5 });
  expect(answer.ok ? 'read' : answer.refusal.code).toBe('too-many');
});

/** A source that counts what is asked of it, and makes bytes behind `head` up. */
function countingSource(head: Uint8Array, size: number): ByteSource & { readonly asked: { reads: number; bytes: number } } {
  const asked = { reads: 0, bytes: 0 };
  return {
    size,
    asked,
    read: (from, to) => {
      asked.reads += 1;
      asked.bytes += to - from;
      const bytes = new Uint8Array(to - from);
      bytes.set(head.subarray(from, Math.min(to, head.length)));
      return bytes;
    },
  };
}

test('[D26] values over 64 KB stay in the source: a file of 3 GB costs one read of 64 KB', () => {
  const length = 3_000_000_000;
  const head = fileBytes(syntaxes.explicit, [...imageStart(), ...element(0x7fe00010, 'OW', [], { ...explicitLittle, length })]);
  const source = countingSource(head, head.length + length);
  const answer = readInstance(source);
  if (!answer.ok) throw new Error('refused');
  expect(find(answer.value.data, 0x7fe00010)).toEqual({ tag: 0x7fe00010, vr: 'OW', at: { start: head.length, end: head.length + length } });
  expect(source.asked).toEqual({ reads: 1, bytes: 65_536 });
});

test('[D26] many large values cost a small read each', () => {
  const length = 100_000;
  const head = fileBytes(syntaxes.explicit, start());
  const one = element(0x00091001, 'OB', [], { ...explicitLittle, length });
  const bytes = new Uint8Array(head.length + 50 * (one.length + length));
  bytes.set(head);
  for (let index = 0; index < 50; index += 1) bytes.set(one, head.length + index * (one.length + length));
  const source = countingSource(bytes, bytes.length);
  const answer = readInstance(source);
  expect(answer.ok && answer.value.data.length).toBe(52);
  expect(source.asked.bytes).toBeLessThan(400_000);
});

test('[D27] UN of undefined length is a sequence without VRs, known or not, in both byte orders', () => {
  for (const [way, syntax] of [
    [explicitLittle, syntaxes.explicit],
    [explicitBig, syntaxes.bigEndian],
  ] as const) {
    const inside = [...element(0x00080060, '', ascii('CT'), implicitLittle), ...element(rows, '', u16(7), implicitLittle)];
    for (const tag of [0x00081140, 0x00091010]) {
      const unknown = element(tag, 'UN', [...openItem(inside), ...sequenceEnd()], { ...way, length: 0xffffffff });
      const instance = read(fileBytes(syntax, [...start(way), ...unknown]));
      const [first = []] = itemsOf(instance.data, tag);
      expect(first.map(({ vr }) => vr)).toEqual(['CS', way.big ? 'UN' : 'US']);
      expect(textOf(first[0])).toBe('CT');
    }
  }
});

test('[D27] UN of a known element is read as what the dictionary says, of an unknown one it stays', () => {
  const data = [
    ...start(),
    ...element(0x00081140, 'UN', item(element(0x00081155, '', uid('1.2.3'), implicitLittle))),
    ...element(0x00091001, 'UN', ascii('ab')),
    ...element(patientName, 'UN', ascii('Any^One ')),
    ...element(rows, 'UN', [1, 2, 3]),
  ];
  const instance = read(fileBytes(syntaxes.explicit, data));
  expect(instance.data.map(({ vr }) => vr)).toEqual(['UI', 'UI', 'SQ', 'UN', 'PN', 'UN']);
  expect(itemsOf(instance.data, 0x00081140).map((inner) => stringOf(inner, 0x00081155))).toEqual(['1.2.3']);
});

test('[D27] reads elements whose VR is unknown, missing, or has the wrong form of length', () => {
  const after = element(0x00200010, 'SH', ascii('ok'));
  const cases: readonly (readonly [number[], string, number])[] = [
    [[0x10, 0, 0x01, 0x10, ...ascii('ZZ'), ...u16(4), ...ascii('abcd')], 'PN', 4],
    [[0x11, 0, 0x01, 0x00, ...ascii('ZZ'), 0, 0, ...u32(4), ...ascii('abcd')], 'UN', 4],
    [element(patientName, '', ascii('Any^One '), implicitLittle), 'PN', 8],
    [[0x10, 0, 0x10, 0, ...ascii('UT'), ...u16(4), ...ascii('abcd')], 'UT', 4],
    [[0x10, 0, 0x10, 0, ...ascii('PN'), 0, 0, ...u32(4), ...ascii('abcd')], 'PN', 4],
  ];
  for (const [bytes, vr, length] of cases) {
    const instance = read(fileBytes(syntaxes.explicit, [...start(), ...bytes, ...after]));
    const found = instance.data.at(2);
    expect(found !== undefined && 'bytes' in found ? [found.vr, found.bytes.length] : null).toEqual([vr, length]);
    expect(textOf(instance.data.at(3))).toBe('ok');
  }
});

test('[D27] keeps private sequences, odd lengths, wrong order, duplicates and group lengths as they stand', () => {
  const data = [
    ...element(0x00080000, 'UL', u32(99)),
    ...start(),
    ...element(patientName, 'PN', ascii('Odd')),
    ...element(0x00080060, 'CS', ascii('CT')),
    ...element(0x00080060, 'CS', ascii('MR')),
    ...element(0x00091010, 'SQ', item(element(0x00091011, 'LO', ascii('in')))),
  ];
  const instance = read(fileBytes(syntaxes.explicit, data));
  expect(instance.data.map(({ tag }) => tag)).toEqual([0x00080000, 0x00080016, 0x00080018, patientName, 0x00080060, 0x00080060, 0x00091010]);
});

test('[D27] without VRs a sequence of undefined length is one, whatever its tag; (0028,0103) decides between US and SS', () => {
  const data = [
    ...start(implicitLittle),
    ...openElement(0x00091010, '', openItem(element(0x00080060, '', ascii('CT'), implicitLittle)), implicitLittle),
    ...element(0x00280103, '', u16(1), implicitLittle),
    ...element(0x00280106, '', u16(0xffff), implicitLittle),
  ];
  const instance = read(fileBytes(syntaxes.implicit, data));
  expect(instance.data.map(({ vr }) => vr)).toEqual(['UI', 'UI', 'SQ', 'US', 'SS']);
  expect(numberOf(instance.data, 0x00280106)).toBe(-1);
});

test('[D28] bytes behind the data set are trailing: behind Pixel Data, rubbish, zeros, a rest too short for an element', () => {
  const pixels = [...imageStart(), ...element(0x7fe00010, 'OB', [1, 2, 3, 4])];
  const tails: readonly (readonly [number[], number[]])[] = [
    [pixels, ascii('PATIENT: JANE DOE')],
    [pixels, [1, 2, 3]],
    [pixels, element(0x7fe10010, 'LO', ascii('ab')).slice(0, 9)],
    [pixels, Array.from({ length: 40 }, () => 0)],
    [start(), Array.from({ length: 40 }, () => 0)],
    [start(), Array.from({ length: 5 }, () => 0)],
    [start(), [1, 0, 1, 0, ...ascii('??'), 0xff, 0xff, ...ascii('JANE DOE')]],
  ];
  for (const [data, tail] of tails) {
    const file = fileBytes(syntaxes.explicit, [...data, ...tail]);
    expect(read(file).trailing).toEqual({ start: file.length - tail.length, end: file.length });
  }
});

test('[D37] reading work grows linearly with elements and with depth', () => {
  const bytesFor = (data: readonly number[]): number => {
    const file = fileBytes(syntaxes.explicit, data);
    const source = countingSource(file, file.length);
    expect(readInstance(source).ok).toBe(true);
    return source.asked.bytes / file.length;
  };
  const many = (count: number): number[] => [
    ...start(),
    ...Array.from({ length: count }, (_, index) => element(0x00090000 + index + 0x1000, 'LO', ascii('ab'))).flat(),
  ];
  expect(bytesFor(many(20_000))).toBeLessThan(1.1);
  expect(bytesFor(many(40_000))).toBeLessThan(1.1);
  expect(bytesFor([...start(), ...nested(900, explicitLittle, false)])).toBeLessThan(1.1);
});
