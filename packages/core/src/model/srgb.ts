const HEADER = 128;
const D50 = [0.9642, 1, 0.8249];
const CURVES = ['rTRC', 'gTRC', 'bTRC'];
// The white point and the primaries of sRGB, adapted to D50 (IEC 61966-2-1).
const COLOURS: readonly (readonly [string, readonly number[]])[] = [
  ['wtpt', [0.9505, 1, 1.0891]],
  ['rXYZ', [0.4361, 0.2225, 0.0139]],
  ['gXYZ', [0.3851, 0.7169, 0.0971]],
  ['bXYZ', [0.1431, 0.0606, 0.7141]],
];

/**
 * The colour profile that stands for any other: sRGB with a gamma of 2.2, without a maker, a device or a date. A profile of a
 * scanner names it, and sometimes its owner; a colour image must have one.
 *
 * @see ICC.1:2001-04, PS3.3 section C.11.15
 */
export function plainProfile(): Uint8Array {
  const blocks: readonly (readonly [readonly string[], readonly number[]])[] = [
    [['desc'], descriptionOf('sRGB')],
    [['cprt'], [...ascii('text'), 0, 0, 0, 0, ...ascii('none'), 0, 0, 0, 0]],
    ...COLOURS.map(([name, xyz]): [string[], number[]] => [[name], [...ascii('XYZ '), 0, 0, 0, 0, ...xyz.flatMap(fixed)]]),
    [CURVES, [...ascii('curv'), 0, 0, 0, 0, ...u32(1), 0x02, 0x33, 0, 0]],
  ];
  const count = blocks.reduce((sum, [names]) => sum + names.length, 0);
  const table: number[] = [...u32(count)];
  const data: number[] = [];
  const start = HEADER + 4 + count * 12;
  for (const [names, bytes] of blocks) {
    for (const name of names) table.push(...ascii(name), ...u32(start + data.length), ...u32(bytes.length));
    data.push(...bytes);
  }
  return Uint8Array.from([...headerOf(start + data.length), ...table, ...data]);
}

function headerOf(size: number): readonly number[] {
  const head = [
    ...u32(size),
    0,
    0,
    0,
    0,
    ...u32(0x02100000),
    ...ascii('mntrRGB XYZ '),
    ...zeros(12),
    ...ascii('acsp'),
    ...zeros(28),
    ...D50.flatMap(fixed),
  ];
  return [...head, ...zeros(HEADER - head.length)];
}

// textDescriptionType: ASCII, no Unicode, no Macintosh text; padded to four bytes.
function descriptionOf(text: string): readonly number[] {
  const bytes = [...ascii('desc'), 0, 0, 0, 0, ...u32(text.length + 1), ...ascii(text), 0, ...zeros(4 + 4 + 2 + 1 + 67)];
  return [...bytes, ...zeros((4 - (bytes.length % 4)) % 4)];
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (sign) => sign.charCodeAt(0));
}

function u32(value: number): readonly number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

// A number with sixteen bits before and sixteen behind the point.
function fixed(value: number): readonly number[] {
  return u32(Math.floor(value * 65_536 + 0.5));
}

function zeros(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}
