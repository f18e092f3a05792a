import { type AccountId, CaseId, type Digest, NoticeClass, NoticePlace, Stage } from '@silhouette/core/model';
import type { Ground } from './cases.ts';
import { arranged, headOf } from './kept.ts';
import { middle } from './search.ts';

/** A row of a list of cases. A case that is hidden or erased shows no content, not even to its owner. */
export interface Row {
  readonly id: CaseId;
  readonly stage: Stage;
  readonly title: string | null;
  readonly modalities: readonly string[];
  readonly instances: number;
  readonly key: Digest | null;
  readonly own: boolean;
}

/** A notice as it is kept: no sender. */
export interface NoticeKept {
  readonly id: string;
  readonly caseId: CaseId;
  readonly class: NoticeClass;
  readonly place: NoticePlace | null;
  readonly outcome: 'hidden' | 'cleared' | 'erased';
  readonly at: number;
}

/** The cases of an account, in the order of their titles. */
export async function casesOf(ground: Ground, owner: AccountId): Promise<readonly Row[]> {
  return rows(ground, 'owner', owner, owner);
}

/** The cases that wait for a judgement: `own` marks those that the asker may not judge. */
export async function casesToReview(ground: Ground, asker: AccountId): Promise<readonly Row[]> {
  return rows(ground, 'stage', 'in-review', asker);
}

/** The cases that are hidden. */
export async function hiddenCases(ground: Ground, asker: AccountId): Promise<readonly Row[]> {
  return rows(ground, 'stage', 'hidden', asker);
}

/** All notices on living cases, the oldest first. */
export async function openNotices({ db }: Ground): Promise<readonly NoticeKept[]> {
  const found = await db.selectFrom('notices').selectAll().where('outcome', 'is', null).orderBy('at').limit(1_000).execute();
  return found.map(noticeOf);
}

/** The notice whose receipt has this digest. */
export async function noticeByReceipt({ db }: Ground, receipt: string): Promise<NoticeKept | null> {
  const row = await db.selectFrom('notices').selectAll().where('receipt', '=', receipt).executeTakeFirst();
  return row === undefined ? null : noticeOf(row);
}

async function rows({ db }: Ground, column: 'owner' | 'stage', value: string, asker: AccountId): Promise<readonly Row[]> {
  const found = await db.selectFrom('cases').select(['id', 'owner', 'stage', 'document']).where(column, '=', value).execute();
  const listed = found.map((row) => rowOf(row, row.owner === asker));
  return listed.toSorted((a, b) => compare(a.title ?? '', b.title ?? '') || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function rowOf(row: { id: string; stage: string; document: string | null }, own: boolean): Row {
  const stage = Stage.parse(row.stage);
  const id = CaseId.parse(row.id);
  if (stage === 'hidden' || stage === 'erased') return { id, stage, title: null, modalities: [], instances: 0, key: null, own };
  const document = headOf(row.document);
  const objects = arranged(document);
  const modalities = [...new Set(document.studies.map(({ modality }) => modality))];
  return { id, stage, title: document.title, modalities, instances: objects.length, key: middle(objects), own };
}

function noticeOf(row: { id: string; case_id: string; class: string; place: string | null; outcome: string | null; at: number }): NoticeKept {
  const outcome = row.outcome === 'cleared' || row.outcome === 'erased' ? row.outcome : 'hidden';
  const place = row.place === null ? null : NoticePlace.parse(JSON.parse(row.place));
  return { id: row.id, caseId: CaseId.parse(row.case_id), class: NoticeClass.parse(row.class), place, outcome, at: row.at };
}
