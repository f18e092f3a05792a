/** The formats of pictures that are taken, as their first bytes tell them. Names of files tell nothing. */
export type PictureFormat = 'jpeg' | 'png' | 'gif' | 'webp' | 'tiff' | 'heic' | 'bmp';

const text = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

/** The format that the first 32 bytes of a file name; null where it is none of these. */
export function sniffPicture(bytes: Uint8Array): PictureFormat | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (bytes[0] === 0x89 && text(bytes, 1, 7) === 'PNG\r\n\u001A\n') return 'png';
  if (/^GIF8[79]a/.test(text(bytes, 0, 6))) return 'gif';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^(II\*\0|MM\0\*)/.test(text(bytes, 0, 4))) return 'tiff';
  if (text(bytes, 4, 4) === 'ftyp' && /^(hei[cfmsx]|hev[cmsx]|mif1|msf1)/.test(text(bytes, 8, 4))) return 'heic';
  return text(bytes, 0, 2) === 'BM' && bytes.length > 26 ? 'bmp' : null;
}
