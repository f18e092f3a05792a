/** Files made byte by byte for the tests of this room; they share no code with the writer. */

/** Bytes of a text of the default repertoire. */
export function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** How made elements are written. */
export interface Way {
  readonly explicit: boolean;
  readonly big: boolean;
}

export const explicitLittle: Way = { explicit: true, big: false };
export const implicitLittle: Way = { explicit: false, big: false };
export const explicitBig: Way = { explicit: true, big: true };

const longVrs = ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'];

/** A number in 16 bits. */
export function u16(value: number, big = false): number[] {
  const bytes = [value & 0xff, (value >>> 8) & 0xff];
  return big ? bytes.toReversed() : bytes;
}

/** A number in 32 bits. */
export function u32(value: number, big = false): number[] {
  const bytes = [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
  return big ? bytes.toReversed() : bytes;
}

function tagBytes(tag: number, big: boolean): number[] {
  return [...u16(tag >>> 16, big), ...u16(tag & 0xffff, big)];
}

/** An element with the length that is given, or that of its value. */
export function element(tag: number, vr: string, value: readonly number[], way: Way & { readonly length?: number } = explicitLittle): number[] {
  const { explicit, big, length = value.length } = way;
  if (!explicit) return [...tagBytes(tag, big), ...u32(length, big), ...value];
  const head = [...tagBytes(tag, big), ...ascii(vr)];
  return longVrs.includes(vr) ? [...head, 0, 0, ...u32(length, big), ...value] : [...head, ...u16(length, big), ...value];
}

/** An item of defined length. */
export function item(content: readonly number[], big = false): number[] {
  return [...tagBytes(0xfffee000, big), ...u32(content.length, big), ...content];
}

/** An item of undefined length with its delimiter. */
export function openItem(content: readonly number[], big = false): number[] {
  return [...tagBytes(0xfffee000, big), ...u32(0xffffffff, big), ...content, ...tagBytes(0xfffee00d, big), ...u32(0, big)];
}

/** The end of a sequence or of fragments. */
export function sequenceEnd(big = false): number[] {
  return [...tagBytes(0xfffee0dd, big), ...u32(0, big)];
}

/** An element of undefined length with what it holds and its delimiter. */
export function openElement(tag: number, vr: string, content: readonly number[], way: Way = explicitLittle): number[] {
  return element(tag, vr, [...content, ...sequenceEnd(way.big)], { ...way, length: 0xffffffff });
}

/** A UI value, padded. */
export function uid(text: string): number[] {
  return text.length % 2 === 0 ? ascii(text) : [...ascii(text), 0];
}

/** A meta header that names a transfer syntax. */
export function metaBytes(syntax: string): number[] {
  const rest = [...element(0x00020001, 'OB', [0, 1]), ...element(0x00020010, 'UI', uid(syntax))];
  return [...element(0x00020000, 'UL', u32(rest.length)), ...rest];
}

/** A file: preamble, DICM, meta header, data set. */
export function fileBytes(syntax: string, data: readonly number[]): Uint8Array {
  return Uint8Array.from([...Array.from({ length: 128 }, () => 0), ...ascii('DICM'), ...metaBytes(syntax), ...data]);
}

/** A few elements that a data set can begin with. */
export function start(way: Way = explicitLittle): number[] {
  return [...element(0x00080016, 'UI', uid('1.2.840.10008.5.1.4.1.1.7'), way), ...element(0x00080018, 'UI', uid('2.25.1'), way)];
}

/** A grey 2 by 2 image of one byte a pixel, without its Pixel Data. */
export function imageStart(way: Way = explicitLittle): number[] {
  const number = (tag: number, value: number): number[] => element(tag, 'US', u16(value, way.big), way);
  return [
    ...start(way),
    ...number(0x00280002, 1),
    ...element(0x00280004, 'CS', ascii('MONOCHROME2 '), way),
    ...number(0x00280010, 2),
    ...number(0x00280011, 2),
    ...number(0x00280100, 8),
    ...number(0x00280101, 8),
    ...number(0x00280102, 7),
  ];
}

export const syntaxes = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  deflated: '1.2.840.10008.1.2.1.99',
  bigEndian: '1.2.840.10008.1.2.2',
  jpegBaseline: '1.2.840.10008.1.2.4.50',
  rle: '1.2.840.10008.1.2.5',
} as const;
