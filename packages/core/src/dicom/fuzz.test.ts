import { deflateSync, inflateSync } from 'fflate';
import fc from 'fast-check';
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
  openElement,
  openItem,
  start,
  syntaxes,
  uid,
} from './fixtures.ts';
import type { Way } from './fixtures.ts';
import { FileRefusal } from '../model/index.ts';
import {
  accountFor,
  bytesSource,
  expectedPixelBytes,
  frameRanges,
  isMislabelled,
  joinChunks,
  readInstance,
  readNumbers,
  readText,
  walk,
  writeInstance,
} from './index.ts';
import { inflate } from './inflate.ts';

const decode = (label: string, bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);

/** Reads, looks at everything, writes and reads again; says how it ended. Throws only when a promise is broken. */
function tryOut(bytes: Uint8Array): string {
  const answer = readInstance(bytesSource(bytes));
  if (!answer.ok) {
    FileRefusal.parse(answer.refusal);
    return answer.refusal.code;
  }
  const { value } = answer;
  walk(value.data, (found) => {
    readNumbers(found, value.encoding.bigEndian);
    readText(found, ['', 'ISO 2022 IR 87'], decode);
    if ('bytes' in found) isMislabelled(found.bytes, ['ISO_IR 192']);
  });
  expectedPixelBytes(value.data, value.encoding.bigEndian);
  frameRanges(value);
  const account = accountFor(bytesSource(bytes));
  if (!account.ok) throw new Error('an account was refused where a reading was not');
  let end = 0;
  const { file, inflated } = account.value;
  for (const { at } of inflated?.parts ?? file) {
    if (at.start !== end) throw new Error('a gap between parts');
    end = at.end;
  }
  if (end !== (inflated?.size ?? bytes.length)) throw new Error('bytes that belong to no part');
  const written = joinChunks(writeInstance(value), value.source);
  const again = readInstance(bytesSource(written));
  return again.ok ? 'ok' : `written, then ${again.refusal.code}`;
}

test('[D21] any bytes give an answer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      tryOut(bytes);
      tryOut(fileBytes(syntaxes.explicit, Array.from(bytes)));
      tryOut(fileBytes(syntaxes.implicit, [...start(implicitLittle), ...bytes]));
      tryOut(fileBytes(syntaxes.deflated, Array.from(bytes)));
    }),
    { seed: 1, numRuns: 400 },
  );
});

function seedFile(way: Way, syntax: string): Uint8Array {
  const inside = [...element(0x00081150, 'UI', uid('1.2.3'), way), ...element(0x00081155, 'UI', uid('1.2.4'), way)];
  const data = [
    ...imageStart(way),
    ...element(0x00081140, 'SQ', [...item(inside, way.big), ...openItem(inside, way.big)], way),
    ...openElement(0x00400275, 'SQ', openItem(openElement(0x00400008, 'SQ', item(inside, way.big), way), way.big), way),
    ...element(0x00091010, 'UN', ascii('something'), way),
    ...element(0x00100010, 'PN', ascii('Any^One\x1b$B'), way),
    ...element(0x00280008, 'IS', ascii('2 '), way),
  ];
  const pixels =
    syntax === syntaxes.jpegBaseline
      ? openElement(0x7fe00010, 'OB', [...item([0, 0, 0, 0]), ...item([0xff, 0xd8, 0xff, 0xd9])])
      : element(0x7fe00010, 'OW', [1, 2, 3, 4, 5, 6, 7, 8], way);
  const all = [...data, ...pixels];
  return fileBytes(syntax, syntax === syntaxes.deflated ? Array.from(deflateSync(Uint8Array.from(all))) : all);
}

const seeds = [
  seedFile(explicitLittle, syntaxes.explicit),
  seedFile(implicitLittle, syntaxes.implicit),
  seedFile(explicitBig, syntaxes.bigEndian),
  seedFile(explicitLittle, syntaxes.jpegBaseline),
  seedFile(explicitLittle, syntaxes.deflated),
];

test('[D21] seeds of the fuzzer are whole', () => {
  expect(seeds.map(tryOut)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), value: fc.constantFrom(0, 1, 2, 8, 0x7f, 0x80, 0xe0, 0xfe, 0xff, 0x53, 0x51) }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 40 }) }),
);

function mutate(seed: Uint8Array, changes: readonly { kind: 'set' | 'flip' | 'cut' | 'double'; at: number; value: number }[]): Uint8Array {
  let bytes = Array.from(seed);
  for (const { kind, at, value } of changes) {
    const place = 128 + (at % Math.max(1, bytes.length - 128));
    if (kind === 'set') bytes[place] = value;
    else if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << value);
    else if (kind === 'cut') bytes.splice(place, value);
    else bytes = [...bytes.slice(0, place), ...bytes.slice(place, place + value), ...bytes.slice(place)];
  }
  return Uint8Array.from(bytes);
}

test('[D21] changed files give an answer, and what can be read can be written and read again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(mutation, { minLength: 1, maxLength: 5 }), (seed, changes) => {
      const outcome = tryOut(mutate(seed, changes));
      expect(outcome.startsWith('written')).toBe(false);
    }),
    { seed: 2, numRuns: 6000 },
  );
});

test('[D35] unpacks what another packer packed, and says where the stream ends', () => {
  const texts = fc
    .array(fc.constantFrom('DICOM', ' ', 'aaaaaaaaaaaaaaaaaaaaaaaa', '\u0000', 'x'), { maxLength: 300 })
    .map((words) => Uint8Array.from(ascii(words.join(''))));
  fc.assert(
    fc.property(
      fc.oneof(texts, fc.uint8Array({ maxLength: 3000 })),
      fc.constantFrom(0, 1, 6, 9),
      fc.uint8Array({ maxLength: 9 }),
      (bytes, level, behind) => {
        const packed = deflateSync(bytes, { level: level === 0 ? 0 : level === 1 ? 1 : level === 6 ? 6 : 9 });
        const answer = inflate(Uint8Array.from([...packed, ...behind]), 1_000_000);
        if (!answer.ok) throw new Error('refused');
        expect(answer.value.used).toBe(packed.length);
        expect(Array.from(answer.value.bytes)).toEqual(Array.from(inflateSync(packed)));
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});
