import { BODY_PART_ROWS } from './body-parts.generated.ts';
import { CHARACTER_SET_ROWS } from './character-sets.generated.ts';
import { TERM_ROWS } from './terms.generated.ts';
import { VR_ROWS, type Vr } from './vr.generated.ts';
import { fits, lazy, patternOf, rowsOf } from './table.ts';

/** What PS3.5 section 6.2 says of a VR. */
export interface VrFact {
  readonly vr: Vr;
  /** Most characters of one value; null without limit. */
  readonly maxChars: number | null;
  readonly maxBytes: number | null;
  /** Bytes of one value where that is fixed. */
  readonly fixedBytes: number | null;
  /** Whether Specific Character Set (0008,0005) applies. */
  readonly characterSet: boolean;
  /** Whether there may be several values: for text separated by a backslash. */
  readonly multiValued: boolean;
  /** The byte that makes the length even; null where none is needed. */
  readonly pad: number | null;
  /** Bytes of the length field in explicit VR: 2, or 4 after two reserved bytes. */
  readonly lengthBytes: 2 | 4;
}

const numberOrNull = (text: string | undefined, radix = 10): number | null =>
  text === undefined || text === '-' || text === '' ? null : Number.parseInt(text, radix);

const vrs = lazy(
  () =>
    new Map<string, VrFact>(
      rowsOf(VR_ROWS).map(([vr = '', chars, bytes, fixed, charset, multi, pad, length]) => [
        vr,
        {
          vr: vr as Vr,
          maxChars: numberOrNull(chars),
          maxBytes: numberOrNull(bytes),
          fixedBytes: numberOrNull(fixed),
          characterSet: charset === 'Y',
          multiValued: multi === 'Y',
          pad: numberOrNull(pad, 16),
          lengthBytes: length === '4' ? 4 : 2,
        },
      ]),
    ),
);

/** The facts of a VR that the compiler knows. */
export function vrFact(vr: Vr): VrFact {
  const fact = vrs().get(vr);
  if (fact === undefined) throw new Error('the generated VRs and rows differ');
  return fact;
}

/** Whether two letters are a VR of the standard. */
export function isVr(text: string): text is Vr {
  return vrs().has(text);
}

/** One code element of a Specific Character Set term, PS3.3 section C.12.1.1.2; a term with two code elements has two rows. */
export interface CharacterSet {
  /** The defined term; empty for the default repertoire. */
  readonly term: string;
  readonly extensions: boolean;
  readonly multiByte: boolean;
  /** G0 or G1; null for UTF-8, GB18030 and GBK. */
  readonly element: 'G0' | 'G1' | null;
  /** The escape sequence that designates it in an ISO 2022 text, in bytes. */
  readonly escape: readonly number[];
  /** The ISO registration number as text; `ISO 10646` for UTF-8, `-` for none. */
  readonly isoIr: string;
}

/** The specific character sets. */
export const characterSets: () => readonly CharacterSet[] = lazy(() =>
  rowsOf(CHARACTER_SET_ROWS, '|').map(([term = '', extensions, width, element, escape = '', isoIr = '']) => ({
    term,
    extensions: extensions === 'E',
    multiByte: width === 'M',
    element: element === 'G0' || element === 'G1' ? element : null,
    escape: (escape.match(/../g) ?? []).map((hex) => Number.parseInt(hex, 16)),
    isoIr,
  })),
);

/** The enumerated values or defined terms of an attribute, PS3.3. */
export interface Terms {
  /** True: the standard allows no other value. False: others may occur. */
  readonly enumerated: boolean;
  /** The number of the value (from 1) in a multi-valued attribute; null for every value. */
  readonly valueNumber: number | null;
  readonly terms: ReadonlySet<string>;
}

const terms = lazy(() => {
  const byTag = new Map<number, Terms[]>();
  const patterns: { readonly pattern: ReturnType<typeof patternOf>; readonly terms: Terms[] }[] = [];
  for (const [text = '', kind, number, ...values] of rowsOf(TERM_ROWS, '|')) {
    const pattern = patternOf(text);
    const row = { enumerated: kind === 'E', valueNumber: numberOrNull(number), terms: new Set(values) };
    const known = byTag.get(pattern.value);
    if (known !== undefined) known.push(row);
    else byTag.set(pattern.value, [row]);
    if (text.includes('x')) patterns.push({ pattern, terms: byTag.get(pattern.value) ?? [] });
  }
  return { byTag, patterns };
});

/** What values an attribute is known to take; empty where the standard lists none. */
export function termsOf(tag: number): readonly Terms[] {
  const { byTag, patterns } = terms();
  return byTag.get(tag) ?? patterns.find(({ pattern }) => fits(tag, pattern))?.terms ?? [];
}

/** Whether a value stands among the terms of an attribute, at the position given (from 1). */
export function isTerm(tag: number, value: string, position: number): boolean {
  return termsOf(tag).some((row) => (row.valueNumber === null || row.valueNumber === position) && row.terms.has(value));
}

/** A body part, PS3.16 annex L. */
export interface BodyPart {
  /** The term of Body Part Examined (0018,0015). */
  readonly value: string;
  /** Whether it stands left and right. */
  readonly paired: boolean;
  readonly scheme: string;
  readonly code: string;
  readonly meaning: string;
}

const bodyParts = lazy(
  () =>
    new Map(
      rowsOf(BODY_PART_ROWS, '|').map(([value = '', paired, scheme = '', code = '', meaning = '']): [string, BodyPart] => [
        value,
        { value, paired: paired === 'P', scheme, code, meaning },
      ]),
    ),
);

/** The body part of a Body Part Examined value. */
export function findBodyPart(value: string): BodyPart | undefined {
  return bodyParts().get(value);
}

/** Every body part. */
export function allBodyParts(): readonly BodyPart[] {
  return [...bodyParts().values()];
}
