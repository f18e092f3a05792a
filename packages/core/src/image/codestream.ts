/** A segment between markers of a JPEG codestream: its marker, and the bytes behind its length. */
export interface JpegSegment {
  readonly marker: number;
  readonly start: number;
  readonly end: number;
}

const startOfImage = 0xd8;
const endOfImage = 0xd9;
const startOfScan = 0xda;

/** Reads one segment of a JPEG or JPEG-LS codestream at `at`, fill bytes included; null where there is none (ITU-T T.81 section B.1.1). */
export function segmentAt(bytes: Uint8Array, at: number): JpegSegment | null {
  let from = at;
  if (bytes[from] !== 0xff) return null;
  while (bytes[from + 1] === 0xff) from++;
  const marker = bytes[from + 1];
  const length = ((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0);
  if (marker === undefined || marker === 0) return null;
  if (marker === startOfImage || marker === endOfImage || (marker >= 0xd0 && marker <= 0xd7)) return { marker, start: from + 2, end: from + 2 };
  return length < 2 || from + 2 + length > bytes.length ? null : { marker, start: from + 4, end: from + 2 + length };
}

/**
 * The codestream with only what decoding needs: comments, application segments (the colour marks JFIF, Adobe and HP's transform are
 * written anew without anything else) and bytes behind its end are gone. Null where it cannot be followed to its end, or is a JP2
 * file, whose boxes change what is shown. Nothing of the entropy-coded data changes, so what decodes is equal.
 *
 * @see ITU-T T.81 annex B, T.87 annex C, T.800 annex A
 */
export function strippedCodestream(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === 0xff && bytes[1] === startOfImage) return joined(jpegParts(bytes));
  if (bytes[0] === 0xff && bytes[1] === 0x4f) return joined(jpeg2000Parts(bytes));
  return null;
}

/** True where a codestream holds more than decoding needs; a pad byte that makes it even is not more. Null where it cannot be followed. */
export function hasCodestreamExtras(bytes: Uint8Array): boolean | null {
  const stripped = strippedCodestream(bytes);
  if (stripped === null) return null;
  const pad = bytes.length - stripped.length;
  const isPadded = pad === 0 || (pad === 1 && stripped.length % 2 === 1 && bytes.at(-1) === 0);
  return !isPadded || stripped.some((byte, n) => byte !== bytes[n]);
}

function joined(parts: readonly Uint8Array[] | null): Uint8Array | null {
  if (parts === null) return null;
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function jpegParts(bytes: Uint8Array): readonly Uint8Array[] | null {
  const parts: Uint8Array[] = [Uint8Array.of(0xff, startOfImage)];
  let hasScan = false;
  for (let at = 2; ;) {
    const segment = segmentAt(bytes, at);
    if (segment === null) return null;
    const { end, marker, start } = segment;
    if (marker === endOfImage) return hasScan ? [...parts, Uint8Array.of(0xff, endOfImage)] : null;
    const kept = jpegPart(bytes, segment);
    if (kept === null) return null;
    parts.push(kept);
    at = end;
    if (marker !== startOfScan) continue;
    hasScan = true;
    at = scanEnd(bytes, start, end);
    if (at < 0) return null;
    parts.push(bytes.subarray(end, at));
  }
}

/** What stays of a segment; empty for those that decoding does not need, null for those that have no place here. */
function jpegPart(bytes: Uint8Array, { end, marker, start }: JpegSegment): Uint8Array | null {
  const isNeeded = (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= 0xda && marker <= 0xdd) || marker === 0xf7 || marker === 0xf8;
  if (isNeeded) return bytes.subarray(start - 4, end);
  if (marker === startOfImage || (marker >= 0xd0 && marker <= 0xd7)) return null;
  const inside = bytes.subarray(start, end);
  if (marker === 0xe0 && hasText(inside, 'JFIF\0')) return segmentOf(marker, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  const [version, byte] = [100, inside[11]];
  if (marker === 0xee && hasText(inside, 'Adobe') && byte !== undefined && byte <= 2) {
    return segmentOf(marker, [0x41, 0x64, 0x6f, 0x62, 0x65, 0, version, 0, 0, 0, 0, byte]);
  }
  const transform = inside[4];
  if (marker === 0xe8 && hasText(inside, 'mrfx') && transform !== undefined && transform <= 3)
    return segmentOf(marker, [0x6d, 0x72, 0x66, 0x78, transform]);
  return new Uint8Array(0);
}

function segmentOf(marker: number, inside: readonly number[]): Uint8Array {
  return Uint8Array.of(0xff, marker, 0, inside.length + 2, ...inside);
}

function hasText(bytes: Uint8Array, text: string): boolean {
  for (let n = 0; n < text.length; n++) if (bytes[n] !== text.charCodeAt(n)) return false;
  return true;
}

/** Where the entropy-coded bytes behind a scan header end: at a marker that is no restart. JPEG-LS stuffs bits, so a byte under 0x80 behind 0xFF is data. */
function scanEnd(bytes: Uint8Array, start: number, from: number): number {
  if (start > from) return -1;
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next >= 0x80 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

const tilePart = 0xff90;
const startOfData = 0xff93;
const comment = 0xff64;
const tileLengths = 0xff55;

/** Segments of a header from `at` on, comments left out; `stop` is where the marker that ends it begins, -1 where it does not. */
function headerParts(bytes: Uint8Array, at: number, until: number): { readonly parts: readonly Uint8Array[]; readonly stop: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  for (let from = at; from + 4 <= bytes.length;) {
    const marker = view.getUint16(from);
    if (marker === until) return { parts, stop: from };
    const end = from + 2 + view.getUint16(from + 2);
    if (marker < 0xff4f || end < from + 4 || end > bytes.length) break;
    if (marker !== comment) parts.push(bytes.subarray(from, end));
    from = end;
  }
  return { parts, stop: -1 };
}

function jpeg2000Parts(bytes: Uint8Array): readonly Uint8Array[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const main = headerParts(bytes, 2, tilePart);
  if (main.stop < 0) return null;
  const tiles: Uint8Array[] = [];
  let isShorter = false;
  let at = main.stop;
  while (at + 12 <= bytes.length && view.getUint16(at) === tilePart) {
    const said = view.getUint32(at + 6);
    const end = said === 0 ? lastEnd(bytes) : at + said;
    const header = headerParts(bytes, at + 12, startOfData);
    if (view.getUint16(at + 2) !== 10 || header.stop < 0 || header.stop + 2 > end || end > bytes.length) return null;
    const start = bytes.slice(at, at + 12);
    const data = bytes.subarray(header.stop, end);
    const length = 12 + data.length + header.parts.reduce((sum, part) => sum + part.length, 0);
    if (said !== 0) new DataView(start.buffer).setUint32(6, length);
    isShorter ||= length !== end - at;
    tiles.push(start, ...header.parts, data);
    at = end;
  }
  if (tiles.length === 0 || at + 2 > bytes.length || view.getUint16(at) !== 0xffd9) return null;
  // Lengths of tile parts are a convenience; where they changed, they go.
  const kept = isShorter ? main.parts.filter((part) => ((part[0] ?? 0) << 8) + (part[1] ?? 0) !== tileLengths) : main.parts;
  return [bytes.subarray(0, 2), ...kept, ...tiles, bytes.subarray(at, at + 2)];
}

/** A last tile part without a length ends at the last end marker. */
function lastEnd(bytes: Uint8Array): number {
  for (let at = bytes.length - 2; at > 0; at--) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at;
  return -1;
}
