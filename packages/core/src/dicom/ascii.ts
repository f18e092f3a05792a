import type { Element } from './types.ts';

/** The bytes of a text of the default repertoire; what is outside it becomes a question mark. */
export function encodeAscii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes[index] = code < 0x80 ? code : 0x3f;
  }
  return bytes;
}

/** Each byte as the character of its number (ISO 8859-1), from `start` to `end`. */
export function latinOf(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** A held value as text of the default repertoire, without the spaces and NULs around it; empty when it is not held. */
export function textOf(element: Element | undefined): string {
  if (element === undefined || !('bytes' in element)) return '';
  const { bytes } = element;
  let start = 0;
  let end = bytes.length;
  while (end > start && isBlank(bytes[end - 1])) end -= 1;
  while (start < end && isBlank(bytes[start])) start += 1;
  return latinOf(bytes, start, end);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}
