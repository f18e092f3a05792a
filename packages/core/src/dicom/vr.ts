import { findElement, isVr, vrFact } from '../standard/index.ts';
import type { Vr } from './types.ts';

/** What reading and writing need to know of a VR (PS3.5 sections 6.2 and 7.1.2). */
export interface VrForm {
  readonly vr: Vr;
  /** The explicit form has two reserved bytes and a 32-bit length. */
  readonly long: boolean;
  /** The byte that makes an odd value even. */
  readonly pad: number;
  /** Bytes of one number whose order depends on the transfer syntax; 0 where there is none. */
  readonly unit: number;
}

const units: ReadonlyMap<Vr, number> = new Map([
  ...(['AT', 'OW', 'SS', 'US'] as const).map((vr): [Vr, number] => [vr, 2]),
  ...(['FL', 'OF', 'OL', 'SL', 'UL'] as const).map((vr): [Vr, number] => [vr, 4]),
  ...(['FD', 'OD', 'OV', 'SV', 'UV'] as const).map((vr): [Vr, number] => [vr, 8]),
]);

const firstLetter = 0x41;
const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(firstLetter + index));
const forms: ReadonlyMap<Vr, VrForm> = new Map(letters.flatMap((first) => letters.map((second) => first + second)).flatMap(entryOf));
const formsBySlot: readonly (VrForm | undefined)[] = Array.from({ length: 1024 }, (_, slot) => {
  const text = String.fromCharCode((slot >> 5) + firstLetter, (slot & 31) + firstLetter);
  return isVr(text) ? forms.get(text) : undefined;
});

function entryOf(text: string): [Vr, VrForm][] {
  if (!isVr(text)) return [];
  const { lengthBytes, pad } = vrFact(text);
  return [[text, { vr: text, long: lengthBytes === 4, pad: pad ?? 0, unit: units.get(text) ?? 0 }]];
}

function isLetter(byte: number): boolean {
  return byte >= firstLetter && byte <= 0x5a;
}

/** Whether both bytes of a VR field are capital letters: it may be a VR that this edition does not know. */
export function areLetters(code: number): boolean {
  return isLetter(code >> 8) && isLetter(code & 0xff);
}

/** The form of the VR whose two letters are the high and low byte of `code`; undefined when it is none. */
export function formAt(code: number): VrForm | undefined {
  return areLetters(code) ? formsBySlot[(((code >> 8) - firstLetter) << 5) | ((code & 0xff) - firstLetter)] : undefined;
}

/** The form of a VR: length field, pad byte, unit of byte order. */
export function vrForm(vr: Vr): VrForm {
  const form = forms.get(vr);
  if (form === undefined) throw new Error('a VR without a form');
  return form;
}

/**
 * The VR of an element that is written without one (PS3.5 section A.1, PS3.6): the dictionary's, where `signed` (what (0028,0103)
 * said) chooses between US and SS; LO for a private creator, UL for a group length, UN for what is unknown.
 */
export function impliedVr(tag: number, signed: boolean): Vr {
  const element = tag & 0xffff;
  if (element === 0) return 'UL';
  if ((tag & 0x10000) !== 0) return element >= 0x10 && element <= 0xff ? 'LO' : 'UN';
  const fact = findElement(tag);
  if (fact === undefined || fact.vr === null) return 'UN';
  return fact.vr === 'US' && signed && fact.vrs.includes('SS') ? 'SS' : fact.vr;
}
