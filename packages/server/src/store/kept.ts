import { createHash } from 'node:crypto';
import { type CaseState, fold } from '@silhouette/core/cases';
import { CaseDocument, CaseEvent, type CaseId, Digest } from '@silhouette/core/model';
import type { Database } from './schema.ts';

/** An object as the gate saw it; `frames` from 1. */
export interface KeptObject {
  readonly object: Digest;
  readonly bytes: number;
  readonly frames: number;
}

/** A case as it is kept: where it stands, and, until it is erased, its content. */
export interface Kept {
  readonly id: CaseId;
  readonly state: CaseState;
  readonly document: CaseDocument;
  /** The digest of all that a reader would be shown. */
  readonly version: Digest;
  readonly objects: readonly KeptObject[];
}

/** A case before anything was written into it; also what is left of the content of one that was erased. */
export const EMPTY_DOCUMENT: CaseDocument = {
  title: '',
  presentation: '',
  discussion: '',
  age: null,
  sex: null,
  studies: [],
  consent: null,
  confirmed: [],
  returned: null,
  record: null,
  dismissed: {},
  textRules: null,
};

/** Reads a case; one that never was has the stage `none`. */
export async function keptCase(db: Database, id: CaseId): Promise<Kept> {
  const row = await db.selectFrom('cases').select('document').where('id', '=', id).executeTakeFirst();
  const state = await stateOf(db, id);
  const objects = await db.selectFrom('objects').select(['sha256', 'bytes', 'frames']).where('case_id', '=', id).orderBy('sha256').execute();
  const document = documentOf(row?.document ?? null);
  return {
    id,
    state,
    document,
    version: versionOf(document),
    objects: objects.map(({ sha256, bytes, frames }) => ({ object: Digest.parse(sha256), bytes, frames })),
  };
}

/** Where a case stands, without its content. */
export async function stateOf(db: Database, id: CaseId): Promise<CaseState> {
  const events = await db.selectFrom('case_events').select('event').where('case_id', '=', id).orderBy('seq').execute();
  return fold(events.map(({ event }) => CaseEvent.parse(JSON.parse(event))));
}

/** A case's content from its column. */
export function documentOf(text: string | null): CaseDocument {
  return text === null ? EMPTY_DOCUMENT : CaseDocument.parse(JSON.parse(text));
}

const Head = CaseDocument.pick({ title: true, studies: true }).strip();

/** What lists need of a case's content: its record can be long. */
export function headOf(text: string | null): Pick<CaseDocument, 'title' | 'studies'> {
  return text === null ? EMPTY_DOCUMENT : Head.parse(JSON.parse(text));
}

/** The digest of all that a reader would be shown: what a reviewer approves is this and nothing else. */
export function versionOf({ title, presentation, discussion, age, sex, studies }: CaseDocument): Digest {
  const shown = JSON.stringify([
    title,
    presentation,
    discussion,
    age,
    sex,
    studies.map(({ modality, findings, series }) => [modality, findings, series.map(({ objects }) => objects)]),
  ]);
  return Digest.parse(createHash('sha256').update(shown).digest('hex'));
}

/** The objects that are shown, in order: those that a study names. */
export function arranged(document: Pick<CaseDocument, 'studies'>): readonly Digest[] {
  return document.studies.flatMap(({ series }) => series.flatMap(({ objects }) => objects));
}
