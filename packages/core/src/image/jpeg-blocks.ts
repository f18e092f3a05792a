import type { JpegHead } from './jpeg-head.ts';

/** The blocks of one component of a DCT frame. */
export interface JpegPlane {
  readonly horizontal: number;
  readonly vertical: number;
  /** Blocks in a row and rows of blocks, those that only fill up MCUs included. */
  readonly across: number;
  readonly down: number;
  /** The same of a scan of this component alone (ITU-T T.81 section A.2.2). */
  readonly ownAcross: number;
  readonly ownDown: number;
  /** Quantized, 64 a block, in the order in which they are sent. */
  readonly coefficients: Int16Array;
}

/** The planes of a DCT frame and how they make MCUs. */
export interface JpegBlocks {
  /** MCUs in a row and rows of MCUs. */
  readonly across: number;
  readonly down: number;
  /** Width and height of an MCU in pixels. */
  readonly width: number;
  readonly height: number;
  readonly planes: readonly JpegPlane[];
}

const mostCoefficients = 2 ** 27;

/** Empty blocks for a frame; null where there would be more than its bytes can hold (a bit each), or than memory should. */
export function makeBlocks({ components, height, width }: JpegHead, length: number): JpegBlocks | null {
  // The sampling factors of a component alone mean nothing.
  const sampled = components.length === 1 ? components.map((one) => ({ ...one, horizontal: 1, vertical: 1 })) : components;
  const horizontalMost = Math.max(...sampled.map(({ horizontal }) => horizontal));
  const verticalMost = Math.max(...sampled.map(({ vertical }) => vertical));
  const across = Math.ceil(width / (8 * horizontalMost));
  const down = Math.ceil(height / (8 * verticalMost));
  const units = sampled.reduce((sum, { horizontal, vertical }) => sum + horizontal * vertical, 0);
  const blocks = across * down * units;
  if (blocks > length * 8 || blocks * 64 > mostCoefficients) return null;
  const planes = sampled.map(({ horizontal, vertical }): JpegPlane => {
    const size = { across: across * horizontal, down: down * vertical };
    const ownAcross = Math.ceil(Math.ceil((width * horizontal) / horizontalMost) / 8);
    const ownDown = Math.ceil(Math.ceil((height * vertical) / verticalMost) / 8);
    return { horizontal, vertical, ...size, ownAcross, ownDown, coefficients: new Int16Array(size.across * size.down * 64) };
  });
  return { across, down, width: 8 * horizontalMost, height: 8 * verticalMost, planes };
}

/** What is done along a scan; false stops it. */
export interface BlockVisitor {
  /** The block of component `index` whose coefficients begin at `at`. */
  block(index: number, at: number): boolean;
  /** Between restart intervals; `number` is 0 to 7. */
  restart(number: number): boolean;
}

/** Goes through the blocks of a scan in the order in which they are sent (ITU-T T.81 section A.2). False where a visit said so. */
export function visitBlocks(
  blocks: JpegBlocks,
  { components, restartInterval }: { readonly components: readonly number[]; readonly restartInterval: number },
  visitor: BlockVisitor,
): boolean {
  const [first = 0] = components;
  const alone = components.length === 1 ? blocks.planes[first] : undefined;
  const [across, down] = alone === undefined ? [blocks.across, blocks.down] : [alone.ownAcross, alone.ownDown];
  for (let unit = 0; unit < across * down; unit++) {
    if (unit > 0 && restartInterval > 0 && unit % restartInterval === 0 && !visitor.restart((unit / restartInterval - 1) % 8)) return false;
    const row = Math.floor(unit / across);
    const column = unit - row * across;
    if (alone !== undefined) {
      if (!visitor.block(first, (row * alone.across + column) * 64)) return false;
    } else {
      for (const index of components) if (!visitUnit(blocks, { index, row, column }, visitor)) return false;
    }
  }
  return true;
}

function visitUnit(
  { planes }: JpegBlocks,
  { column, index, row }: { readonly index: number; readonly row: number; readonly column: number },
  visitor: BlockVisitor,
): boolean {
  const plane = planes[index];
  if (plane === undefined) return false;
  const { across, horizontal, vertical } = plane;
  for (let y = 0; y < vertical; y++) {
    for (let x = 0; x < horizontal; x++) {
      if (!visitor.block(index, ((row * vertical + y) * across + column * horizontal + x) * 64)) return false;
    }
  }
  return true;
}
