import type { KnownValues } from '@silhouette/core/deid';
import type { FileReport } from '@silhouette/core/model';
import type { Channel, Decision } from '@silhouette/core/policy';
import type { Input } from './inputs.ts';

/** What a run is asked to do; plain data, so that it can be given to a worker. */
export interface Orders {
  readonly mode: 'clean' | 'inspect' | 'verify';
  /** The policy's document. */
  readonly policy: unknown;
  /** The secret of the contribution, 32 bytes. */
  readonly secret: Uint8Array;
  readonly channels: readonly Channel[];
  /** Where clean copies go; null when nothing is written. */
  readonly out: string | null;
  /** Answers that hold for every file of the run. */
  readonly decisions: readonly Decision[];
  /** Answers by the SHA-256 of a clean file, from a record. */
  readonly decided: ReadonlyMap<string, readonly Decision[]>;
  /** Whether to give the SHA-256 of what was written. */
  readonly digests: boolean;
}

/** What is known of the originals, by a keyed digest of their Study Instance UID. */
export type KnownByStudy = Map<string, KnownValues>;

/** What a first reading gave: null where the file is no original that could be read. */
export interface Collected {
  readonly study: string;
  readonly known: KnownValues;
}

/** What became of one input. */
export interface Seen {
  readonly report: Omit<FileReport, 'path'>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly digest: string | null;
  readonly decisions: readonly Decision[];
}

/** What the pool and its threads say to each other. Several inputs go in one message; the answers come in their order. */
export type Task =
  | { readonly kind: 'collect'; readonly inputs: readonly Input[] }
  | { readonly kind: 'known'; readonly known: KnownByStudy }
  | { readonly kind: 'look'; readonly inputs: readonly Input[] };
export type Answer =
  | { readonly kind: 'collected'; readonly all: readonly (Collected | null)[] }
  | { readonly kind: 'seen'; readonly all: readonly Seen[] };
