import { z } from 'zod';
import { Finding } from './finding.ts';
import { Fix } from './fix.ts';
import { FileRefusal } from './refusal.ts';
import { Count, Digest } from './place.ts';

/** One file in the report of `inspect`, `clean` and `verify` (CLI.md). */
export const FileReport = z.strictObject({
  path: z.string(),
  out: z.string().nullable(),
  findings: z.array(Finding),
  fixes: z.array(Fix),
  questions: z.array(Finding),
  refusals: z.array(Finding),
  error: FileRefusal.nullable(),
});
export type FileReport = z.infer<typeof FileReport>;

/** Which policy was used: its name, version and the SHA-256 of its canonical JSON. */
export const PolicyStamp = z.strictObject({ name: z.string(), version: z.int().min(1), digest: Digest });
export type PolicyStamp = z.infer<typeof PolicyStamp>;

/** The whole report; `ms` is wall time, bytes are those of the files that were read and written. */
export const Report = z.strictObject({
  policy: PolicyStamp,
  files: z.array(FileReport),
  totals: z.strictObject({ files: Count, clean: Count, needsPerson: Count, unreadable: Count, bytesIn: Count, bytesOut: Count, ms: Count }),
});
export type Report = z.infer<typeof Report>;
