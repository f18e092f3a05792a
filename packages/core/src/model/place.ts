import { z } from 'zod';

/**
 * Where an element stands: tags and item numbers only, `00081140[0]/00080018`. No keyword, no private creator text.
 * Made by `pathTo`.
 */
export const ElementPath = z
  .string()
  .regex(/^[0-9A-F]{8}(\[\d+\]\/[0-9A-F]{8})*(\[\d+\])?$/)
  .brand('ElementPath');
export type ElementPath = z.infer<typeof ElementPath>;

/** One step of a path: the tag (0x00100010) and, for a sequence that is entered, the item number from 0. */
export interface PathStep {
  readonly tag: number;
  readonly item?: number;
}

/** The only maker of an ElementPath. A last step with an item number names the item itself. */
export function pathTo(steps: readonly PathStep[]): ElementPath {
  const text = steps.map(({ tag, item }) => tag.toString(16).toUpperCase().padStart(8, '0') + (item === undefined ? '' : `[${item}]`)).join('/');
  return ElementPath.parse(text);
}

/** How sure a detector is, 0 to 1. */
export const Score = z.number().min(0).max(1);

/** A whole number from 0. */
export const Count = z.int().min(0);

/** A rectangle in one frame, in pixels: left, top, right, bottom; origin top left, right and bottom exclusive. */
export const Box = z.tuple([Count, Count, Count, Count]).refine(([l, t, r, b]) => l < r && t < b, 'empty box');
export type Box = z.infer<typeof Box>;

/** A stretch of text in UTF-16 code units, end exclusive. */
export const Span = z.tuple([Count, Count]).refine(([start, end]) => start < end, 'empty span');
export type Span = z.infer<typeof Span>;

/** SHA-256 of something, in lower-case hexadecimal. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand('Digest');
export type Digest = z.infer<typeof Digest>;

/** A DICOM unique identifier (PS3.5 section 9.1), at most 64 characters. */
export const Uid = z
  .string()
  .max(64)
  .regex(/^(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/)
  .brand('Uid');
export type Uid = z.infer<typeof Uid>;

/** A random case number (UUID version 4). */
export const CaseId = z.uuidv4().brand('CaseId');
export type CaseId = z.infer<typeof CaseId>;

/** A random account number (UUID version 4). */
export const AccountId = z.uuidv4().brand('AccountId');
export type AccountId = z.infer<typeof AccountId>;
