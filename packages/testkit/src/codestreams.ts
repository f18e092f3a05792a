import { concat, latin1 } from './bytes.ts';

const u16 = (n: number): Uint8Array => Uint8Array.of(n >> 8, n & 0xff);

/** A JPEG marker segment: marker, length, bytes. ITU-T T.81 annex B. */
export function jpegSegment(marker: number, bytes: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0xff, marker), u16(bytes.length + 2), bytes);
}

/**
 * A baseline JPEG of one grey, valid and tiny: every block has a DC difference and an end of block of one bit each.
 * `extra` stands behind SOI; sides are multiples of 8.
 */
export function greyJpeg(columns: number, rows: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const blocks = (columns / 8) * (rows / 8);
  const table = (kind: number): Uint8Array => jpegSegment(0xc4, concat(Uint8Array.of(kind, 1), new Uint8Array(15), Uint8Array.of(0)));
  const bits = blocks * 2;
  const data = new Uint8Array(Math.ceil(bits / 8));
  if (bits % 8 !== 0) data[data.length - 1] = 0xff >> (bits % 8);
  return concat(
    Uint8Array.of(0xff, 0xd8),
    ...extra,
    jpegSegment(0xdb, concat(Uint8Array.of(0), new Uint8Array(64).fill(1))),
    jpegSegment(0xc0, concat(Uint8Array.of(8), u16(rows), u16(columns), Uint8Array.of(1, 1, 0x11, 0))),
    table(0x00),
    table(0x10),
    jpegSegment(0xda, Uint8Array.of(1, 1, 0x00, 0, 63, 0)),
    data,
    Uint8Array.of(0xff, 0xd9),
  );
}

/** How the run lengths of JPEG-LS grow, ITU-T T.87 section A.2.1. */
const RUN_ORDER = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** The number of one bits that code rows of nothing but runs. */
function runBits(columns: number, rows: number): number {
  let index = 0;
  let bits = 0;
  for (let row = 0; row < rows; row++) {
    let left = columns;
    while (left > 0) {
      const run = 2 ** (RUN_ORDER[index] ?? 15);
      if (left >= run && index < 31) index++;
      left -= run;
      bits++;
    }
  }
  return bits;
}

/** A JPEG-LS picture that is black all over: one run a row. `extra` stands behind SOI. ITU-T T.87. */
export function blackJpegLs(columns: number, rows: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const data: number[] = [];
  // Behind a byte FF a zero bit is stuffed, so ones make FF 7F FF 7F.
  for (let left = runBits(columns, rows); left > 0;) {
    const room = data.at(-1) === 0xff ? 7 : 8;
    const ones = Math.min(room, left);
    data.push((((1 << ones) - 1) << (room - ones)) & 0xff);
    left -= ones;
  }
  if (data.at(-1) === 0xff) data.push(0);
  return concat(
    Uint8Array.of(0xff, 0xd8),
    ...extra,
    jpegSegment(0xf7, concat(Uint8Array.of(8), u16(rows), u16(columns), Uint8Array.of(1, 1, 0x11, 0))),
    jpegSegment(0xda, Uint8Array.of(1, 1, 0, 0, 0, 0)),
    Uint8Array.from(data),
    Uint8Array.of(0xff, 0xd9),
  );
}

const u32 = (n: number): Uint8Array => concat(u16(n >>> 16), u16(n & 0xffff));

/** A JPEG 2000 codestream whose only packet is empty: mid-grey all over. `extra` stands in the main header. ITU-T T.800 annex A. */
export function greyJpeg2000(columns: number, rows: number, extra: readonly Uint8Array[] = []): Uint8Array {
  const size = concat(u16(0), u32(columns), u32(rows), u32(0), u32(0), u32(columns), u32(rows), u32(0), u32(0), u16(1), Uint8Array.of(7, 1, 1));
  const packet = Uint8Array.of(0);
  return concat(
    Uint8Array.of(0xff, 0x4f),
    jpegSegment(0x51, size),
    jpegSegment(0x52, concat(Uint8Array.of(0, 0), u16(1), Uint8Array.of(0, 0, 4, 4, 0, 1))),
    jpegSegment(0x5c, Uint8Array.of(0x40, 8 << 3)),
    ...extra,
    jpegSegment(0x90, concat(u16(0), u32(14 + packet.length), Uint8Array.of(0, 1))),
    Uint8Array.of(0xff, 0x93),
    packet,
    Uint8Array.of(0xff, 0xd9),
  );
}

/** One RLE frame of 8 bit grey, all literal runs; `behind` stands after the segment's data. PS3.5 annex G. */
export function rleFrame(pixels: Uint8Array, behind: Uint8Array = new Uint8Array(0)): Uint8Array {
  const header = new Uint8Array(64);
  const view = new DataView(header.buffer);
  view.setUint32(0, 1, true);
  view.setUint32(4, 64, true);
  const runs: Uint8Array[] = [];
  for (let at = 0; at < pixels.length; at += 128) {
    const run = pixels.subarray(at, at + 128);
    runs.push(Uint8Array.of(run.length - 1), run);
  }
  return concat(header, ...runs, behind);
}

/** A PDF of one page that shows a line of text. */
export function tinyPdf(words: string): Uint8Array {
  const stream = `BT /F1 12 Tf 20 100 Td (${words}) Tj ET`;
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Title (${words}) >>`,
  ];
  let out = '%PDF-1.4\n';
  const offsets = bodies.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = out.length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  out += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return latin1(out);
}
