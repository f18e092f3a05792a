import { DatabaseSync } from 'node:sqlite';
import { CaseId, Digest } from '@silhouette/core/model';
import { arranged, headOf } from './kept.ts';
import type { Database } from './schema.ts';

/** A published case as the library lists it. */
export interface Listed {
  readonly id: CaseId;
  readonly title: string;
  readonly modalities: readonly string[];
  readonly instances: number;
  readonly key: Digest | null;
}

/** A page of the library. */
export interface Found {
  readonly cases: readonly Listed[];
  readonly more: boolean;
  readonly total: number;
}

/** The search of this process: filled from published cases, in memory only, so that nothing of it outlives an erasure. */
export interface Search {
  /** Takes in what happened to cases since it last looked, also in other processes. */
  catchUp(): Promise<void>;
  find(query: string | null, after: CaseId | null): Found;
  /** How many rows name a case: 0 once it is hidden or erased. */
  rowsOf(id: CaseId): number;
  close(): void;
}

const PAGE = 60;
const SCHEMA = `
  create table listed (id text primary key, title text not null, sort text not null, rest text not null);
  create index listed_sort on listed (sort, id);
  create virtual table words using fts5 (title, tokenize = 'unicode61 remove_diacritics 2');
  insert into words (words, rank) values ('secure-delete', 1);
`;

/** Opens the search of a process over the cases of a database. */
export function openSearch(db: Database): Search {
  const index = new DatabaseSync(':memory:');
  index.exec(`pragma secure_delete = on; pragma temp_store = memory; ${SCHEMA}`);
  let seen = 0;
  return {
    catchUp: async () => {
      const news = await db.selectFrom('case_events').select(['seq', 'case_id']).where('seq', '>', seen).orderBy('seq').execute();
      for (const id of new Set(news.map((row) => row.case_id))) await refresh(db, index, id);
      // Another catch-up may have gone further while this one waited.
      seen = Math.max(seen, news.at(-1)?.seq ?? 0);
    },
    find: (query, after) => find(index, query === null ? null : wordsOf(query), after),
    rowsOf: (id) => Number(index.prepare('select count(*) as n from listed where id = ?').get(id)?.['n'] ?? 0),
    close: () => index.close(),
  };
}

async function refresh(db: Database, index: DatabaseSync, id: string): Promise<void> {
  const row = await db.selectFrom('cases').select(['stage', 'document']).where('id', '=', id).executeTakeFirst();
  index.prepare('delete from words where rowid = (select rowid from listed where id = ?)').run(id);
  index.prepare('delete from listed where id = ?').run(id);
  if (row?.stage !== 'published') return;
  const document = headOf(row.document);
  const objects = arranged(document);
  const rest = JSON.stringify({
    modalities: [...new Set(document.studies.map(({ modality }) => modality))],
    instances: objects.length,
    key: middle(objects),
  });
  index.prepare('insert into listed (id, title, sort, rest) values (?, ?, ?, ?)').run(id, document.title, document.title.toLowerCase(), rest);
  index.prepare('insert into words (rowid, title) values ((select rowid from listed where id = ?), ?)').run(id, document.title);
}

// In the order of titles, or of how well a title fits: never of time.
function find(index: DatabaseSync, words: string | null, after: CaseId | null): Found {
  const total = Number(index.prepare('select count(*) as n from listed').get()?.['n'] ?? 0);
  if (words === '') return { cases: [], more: false, total };
  const rows =
    words === null
      ? index
          .prepare(
            `select id, title, rest from listed where (sort, id) > (coalesce((select sort from listed where id = ?1), ''), ?1) order by sort, id limit ?2`,
          )
          .all(after ?? '', PAGE + 1)
      : index
          .prepare(
            `select id, listed.title as title, rest from words join listed on listed.rowid = words.rowid where words match ? order by words.rank, sort, id limit ?`,
          )
          .all(words, PAGE + 1);
  return { cases: rows.slice(0, PAGE).flatMap(listedOf), more: rows.length > PAGE, total };
}

// Each word quoted, so that nothing typed is an operator; the last may be a beginning.
function wordsOf(query: string): string {
  const words = query.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `"${word}"*`).join(' ');
}

function listedOf(row: Record<string, unknown>): Listed[] {
  const { id, title, rest } = row;
  if (typeof id !== 'string' || typeof title !== 'string' || typeof rest !== 'string') return [];
  const { modalities, instances, key }: { modalities: string[]; instances: number; key: string | null } = JSON.parse(rest);
  return [{ id: CaseId.parse(id), title, modalities, instances, key: key === null ? null : Digest.parse(key) }];
}

/** The object in the middle of the case: the picture of lists. */
export function middle(objects: readonly Digest[]): Digest | null {
  return objects[objects.length >> 1] ?? null;
}
