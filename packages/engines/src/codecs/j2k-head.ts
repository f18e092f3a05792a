/** What the SIZ segment of a JPEG 2000 codestream says (ITU-T T.800 section A.5.1). */
export interface J2kHead {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly precision: number;
  readonly signed: boolean;
  /** True where the codestream turned red, green and blue into another space, which decoding undoes (ITU-T T.800 annex G). */
  readonly isTransformed: boolean;
  /** True where the 5/3 wavelet gives back what was encoded (ITU-T T.800 section A.6.1). */
  readonly isReversible: boolean;
  /** True where all components have the size and precision of the first. */
  readonly isUniform: boolean;
}

/** Reads the size of a codestream, bare or in the boxes of a JP2 file; null where there is none. */
export function readJ2kHead(bytes: Uint8Array): J2kHead | null {
  const at = codestreamAt(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at < 0 || at + 42 > bytes.length || view.getUint16(at + 2) !== 0xff51) return null;
  const siz = at + 4;
  const components = view.getUint16(siz + 36);
  const length = view.getUint16(siz);
  if (components < 1 || length !== 38 + components * 3 || siz + length > bytes.length) return null;
  const [right, bottom, left, top] = [4, 8, 12, 16].map((from) => view.getUint32(siz + from));
  const width = (right ?? 0) - (left ?? 0);
  const height = (bottom ?? 0) - (top ?? 0);
  if (width < 1 || height < 1) return null;
  const depth = view.getUint8(siz + 38);
  let isUniform = true;
  for (let n = 0; n < components; n++) {
    const from = siz + 38 + n * 3;
    if (view.getUint8(from) !== depth || view.getUint8(from + 1) !== 1 || view.getUint8(from + 2) !== 1) isUniform = false;
  }
  const coding = codingOf(view, siz + length);
  return coding === null ? null : { width, height, components, precision: (depth & 127) + 1, signed: depth >= 128, isUniform, ...coding };
}

/** The coding style of the main header: segments from `at` up to the first tile part. */
function codingOf(view: DataView, at: number): Pick<J2kHead, 'isTransformed' | 'isReversible'> | null {
  for (let from = at, n = 0; from + 14 <= view.byteLength && n < 1000; n++) {
    const marker = view.getUint16(from);
    if (marker === 0xff52) return { isTransformed: view.getUint8(from + 8) === 1, isReversible: view.getUint8(from + 13) === 1 };
    const length = view.getUint16(from + 2);
    if (marker < 0xff01 || marker === 0xff90 || length < 2) return null;
    from += 2 + length;
  }
  return null;
}

/** Where the codestream begins: at once, or in the box `jp2c` (ITU-T T.800 annex I). */
function codestreamAt(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 4 && view.getUint32(0) === 0xff4f_ff51) return 0;
  for (let at = 0, n = 0; at + 8 <= bytes.length && n < 100; n++) {
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    const head = length === 1 ? 16 : 8;
    if (kind === 0x6a70_3263) return at + head + 4 <= bytes.length && view.getUint32(at + head) === 0xff4f_ff51 ? at + head : -1;
    if (n === 0 && kind !== 0x6a50_2020) return -1;
    if (length < 8) return -1;
    at += length;
  }
  return -1;
}
