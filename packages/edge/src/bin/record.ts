import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { Digest, PolicyStamp } from '@silhouette/core/model';
import { Channel, Decision } from '@silhouette/core/policy';
import type { Seen } from '../batch/index.ts';

/** The version of this software, as it stands in records. */
export const SOFTWARE = 'silhouette 0.1.0';

/** What a run did (HOUSE.md: Record): versions, counts, and for every clean file its digest and the decisions that hold for it. No values, no names. */
export const Record = z.strictObject({
  software: z.string(),
  policy: PolicyStamp,
  channels: z.array(Channel),
  contribution: z.string(),
  files: z.array(z.strictObject({ digest: Digest, fixes: z.int(), decisions: z.array(Decision) })),
});

/** A record that is written while a run goes on. */
export interface RecordWriter {
  add(seen: Seen): void;
  /** Puts the record under its name: until then nothing stands there. */
  close(): void;
}

/** Begins a record. */
export function openRecord(file: string, policy: PolicyStamp, channels: readonly Channel[], contribution: string): RecordWriter {
  const partial = `${file}.part`;
  const descriptor = openSync(partial, 'w', 0o644);
  const head = JSON.stringify({ software: SOFTWARE, policy, channels, contribution });
  writeSync(descriptor, `${head.slice(0, -1)},"files":[`);
  let first = true;
  return {
    add({ digest, report, decisions }) {
      if (digest === null) return;
      writeSync(descriptor, `${first ? '\n' : ',\n'}${JSON.stringify({ digest, fixes: report.fixes.length, decisions })}`);
      first = false;
    },
    close() {
      writeSync(descriptor, '\n]}\n');
      closeSync(descriptor);
      renameSync(partial, file);
    },
  };
}

/** The decisions of a record by the digest of the clean file; null when it is no record. */
export function readRecord(document: unknown): ReadonlyMap<string, readonly Decision[]> | null {
  const record = Record.safeParse(document);
  return record.success ? new Map(record.data.files.map(({ digest, decisions }) => [digest, decisions])) : null;
}
