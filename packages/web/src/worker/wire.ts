import type { InstanceFacts, InstanceUids } from '@silhouette/core/check';
import type { KnownValues } from '@silhouette/core/deid';
import type { BoxEdit } from '@silhouette/core/fix';
import type { Digest, ElementPath, FileRefusal, Finding, Fix, PolicyStamp, Result } from '@silhouette/core/model';
import type { ZipEntry } from './zip.ts';

/** An original on this device: a file, or an entry of a zip. Its name is searched for in what is written, and never sent. */
export interface Original {
  readonly file: Blob;
  readonly entry: ZipEntry | null;
  readonly name: string;
}

/** How the plane of a picture lies in the body. */
export type PlaneName = 'axial' | 'coronal' | 'sagittal' | 'oblique';

/** What the first look at an original saw, from its header alone. `person`, `study`, `series` and `instance` are keyed pseudonyms: they group, and tell nothing. */
export interface Seen {
  readonly facts: InstanceFacts;
  readonly person: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  /** The name of the kind of object; null when this policy does not take it. */
  readonly kind: string | null;
  readonly plane: PlaneName | null;
  /** Millimetres along the normal of the plane; null where the header does not say. */
  readonly depth: number | null;
  readonly isLocaliser: boolean;
  /** A media directory (PS3.3 annex F): it lists files and is none. */
  readonly isDirectory: boolean;
  /** The series description, for the eyes of the contributor on this device. */
  readonly words: string;
  /** Why it cannot be taken; null when nothing speaks against it so far. */
  readonly refusal: Finding | null;
  readonly questions: readonly Finding[];
}

/** The first look, and the identifying values that were not told before. */
export interface Looked {
  readonly seen: Result<Seen, FileRefusal>;
  readonly known: KnownValues;
}

/** One original to be cleaned, and what a person decided for it. */
export interface CleanOrder {
  readonly original: Original;
  readonly boxes: readonly BoxEdit[];
}

/** A clean object, held on the device. `answered` are the questions that a person's word stands for. */
export interface CleanObject {
  readonly object: Digest;
  readonly blob: Blob;
  readonly frames: number;
  readonly findings: number;
  readonly fixes: number;
  /** Of the fixes, boxes that were blacked out: drawn ones and those that were found. */
  readonly blackouts: number;
  readonly answered: readonly Finding[];
  readonly uids: InstanceUids;
}

/** Why an original is not written: what is left to do, or that it could not be read. */
export type NotCleaned = { readonly kind: 'left'; readonly findings: readonly Finding[] } | { readonly kind: 'file'; readonly refusal: FileRefusal };

/** One change of a header, as it came and as it will be sent. For the screen alone. */
export interface Change {
  readonly at: ElementPath;
  readonly name: string;
  readonly act: Fix['kind'];
  readonly before: string;
  readonly after: string;
}

/** A synthetic case: its files and words that go with them. */
export interface Sample {
  readonly files: readonly Original[];
  readonly title: string;
  readonly presentation: string;
  readonly findings: string;
  readonly discussion: string;
}

/** Questions to the thread and their answers, by kind. */
export interface Talk {
  readonly begin: { readonly ask: { readonly policy: unknown; readonly secret: Uint8Array }; readonly answer: Result<PolicyStamp, 'policy'> };
  readonly know: { readonly ask: { readonly known: KnownValues }; readonly answer: null };
  readonly list: { readonly ask: { readonly file: Blob }; readonly answer: Result<readonly ZipEntry[], FileRefusal> };
  readonly look: { readonly ask: { readonly original: Original }; readonly answer: Looked };
  readonly clean: { readonly ask: CleanOrder; readonly answer: Result<CleanObject, NotCleaned> };
  readonly changes: { readonly ask: CleanOrder; readonly answer: readonly Change[] };
  readonly read: { readonly ask: { readonly original: Original }; readonly answer: Result<Uint8Array<ArrayBuffer>, FileRefusal> };
  readonly sample: { readonly ask: { readonly number: number }; readonly answer: Sample };
}

export type TalkKind = keyof Talk;

/** A question on its way to the thread. */
export type Ask = { readonly [K in TalkKind]: { readonly kind: K; readonly turn: number } & Talk[K]['ask'] }[TalkKind];

/** The way to the thread that looks at texts, given to each thread that looks at files. */
export interface Link {
  readonly kind: 'texts';
  readonly port: MessagePort;
}

/** An answer on its way back; null when the question made the thread stumble. */
export interface Answer {
  readonly turn: number;
  readonly value: Talk[TalkKind]['answer'] | null;
}
