import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pseudonym, type ContributionKey } from '@silhouette/core/uid';
import type { Input } from './inputs.ts';
import type { Seen } from './orders.ts';

/** What an unfinished run did, beside its output, so that the same command can go on. Inputs stand in it as keyed digests, never by name. */
export interface Journal {
  /** What became of an input that was finished before; null when it must still be done. */
  find(input: Input): Seen | null;
  add(input: Input, seen: Seen): void;
  /** Removes the journal: the run is complete. */
  finish(): void;
  close(): void;
}

const NAME = '.silhouette-progress.jsonl';

/** Opens the journal of an output folder; null when the folder holds unfinished output of another key, policy or choice of channels. */
export function openJournal(folder: string, key: ContributionKey, stamp: string): Journal | null {
  const file = join(folder, NAME);
  const head = JSON.stringify({ contribution: key.publicId, stamp });
  mkdirSync(folder, { recursive: true });
  const places = existsSync(file) ? readPlaces(file, head) : startedWith(file, head);
  if (places === null) return null;
  const descriptor = openSync(file, 'a+');
  return {
    find(input) {
      const place = places.get(idOf(input, key));
      return place === undefined ? null : readSeen(descriptor, place);
    },
    add(input, seen) {
      writeSync(descriptor, `${JSON.stringify({ id: idOf(input, key), seen })}\n`);
    },
    finish: () => rmSync(file, { force: true }),
    close: () => closeSync(descriptor),
  };
}

type Place = readonly [start: number, length: number];

function startedWith(file: string, head: string): Map<string, Place> {
  appendFileSync(file, `${head}\n`);
  return new Map();
}

function readPlaces(file: string, head: string): Map<string, Place> | null {
  const bytes = readFileSync(file);
  const places = new Map<string, Place>();
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; start = end + 1, end = bytes.indexOf(10, start)) {
    const line = bytes.subarray(start, end).toString('utf8');
    if (start === 0) {
      if (line !== head) return null;
      continue;
    }
    places.set(line.slice(7, 23), [start, end - start]);
  }
  // A line that was cut off by a crash stays behind the last line end: begin a new line after it.
  if (start < bytes.length) appendFileSync(file, '\n');
  return start === 0 ? null : places;
}

function readSeen(descriptor: number, [start, length]: Place): Seen | null {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, start);
  try {
    const line: { seen: Seen } = JSON.parse(bytes.toString('utf8'));
    return line.seen;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function idOf(input: Input, key: ContributionKey): string {
  const changed = statSync(input.file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return pseudonym(key, 'input', `${input.file}\0${input.entry ?? ''}\0${input.size}\0${changed}`);
}
