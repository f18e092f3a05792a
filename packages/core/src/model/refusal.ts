import { z } from 'zod';

/**
 * Why a file could not be read, cleaned or written: a code and a place, never a value.
 * `at` is an ElementPath, a byte offset as `@123`, or null for the whole file.
 */
export const FileRefusalCode = z.enum([
  'empty',
  'not-dicom',
  'truncated',
  'bad-length',
  'bad-tag-order',
  'bad-vr',
  'bad-item',
  'bad-meta',
  'unknown-syntax',
  'deflate-broken',
  'too-deep',
  'too-large',
  'too-many',
  'no-sop-class',
  'no-sop-instance',
  'sop-class-not-allowed',
  'bad-pixels',
  'pixels-missing',
  'needs-decoder',
  'write-failed',
  'read-failed',
  'identifier-left',
  'not-clean',
  'crashed',
  'stopped',
  'missing-element',
  'bad-value',
  'duplicate',
]);
export type FileRefusalCode = z.infer<typeof FileRefusalCode>;

export const FileRefusal = z.strictObject({ code: FileRefusalCode, at: z.string().nullable() });
export type FileRefusal = z.infer<typeof FileRefusal>;
