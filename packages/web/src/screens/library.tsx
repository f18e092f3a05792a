import type { LibraryRow } from '@silhouette/core/api';
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { loadPicture } from '../viewer/index.ts';
import type { Frames } from '../viewer/index.ts';
import { Button, EmptyState, ErrorBox, Key, LinkButton, Page, PictureBox, sayCount, sayMany, useAnswer, useKeys } from '../ui/index.ts';
import { useArchive, useRole } from './archive.tsx';
import { cleanWords, fits } from './search.ts';
import { SAMPLES } from './samples.ts';
import { useFrames, useInSight, useSampleFrames } from './use-frames.ts';
import { sayModality, sayRefusal } from './words.ts';

/** The library: the search field, and every published case as its key image, in no order of time. */
export function LibraryScreen(): ReactNode {
  const { client } = useArchive();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const { now, again } = useAnswer(() => client.ask('library', { query: asked === '' ? {} : { q: asked } }), asked);
  const [more, setMore] = useState<readonly LibraryRow[]>([]);
  const frames = useFrames('object');
  if (now.state === 'refused') {
    return (
      <Page>
        <ErrorBox title="The library could not be opened." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      </Page>
    );
  }
  const answer = now.state === 'ok' ? now.value : null;
  const rows = answer === null ? [] : [...answer.cases, ...more];
  if (answer !== null && answer.total === 0 && asked === '') return <EmptyLibrary />;
  // While every case is here, typing filters at once and no word leaves the device; else Enter asks the archive.
  const complete = answer !== null && asked === '' && !answer.more;
  const shown = complete ? rows.filter((row) => fits(row.title, typed)) : rows;
  const last = rows.at(-1);
  const loadMore = async (): Promise<void> => {
    if (last === undefined) return;
    const next = await client.ask('library', { query: { ...(asked === '' ? {} : { q: asked }), after: last.id } });
    if (next.ok) setMore([...more, ...next.value.cases]);
  };
  const search = (words: string): void => {
    setMore([]);
    setAsked(words);
  };
  return (
    <Page>
      <SearchLine
        typed={typed}
        onType={(words) => {
          setTyped(words);
          if (words === '' && asked !== '') search('');
        }}
        onSearch={() => (complete ? undefined : search(cleanWords(typed)))}
        aside={answer === null ? '' : sayShown(shown.length, answer.total, complete ? typed : asked)}
        hint={complete || answer === null ? '' : 'Enter searches'}
      />
      {answer !== null && shown.length === 0 ? (
        <EmptyState title="No title has these words.">Search looks at titles. Try fewer or other words.</EmptyState>
      ) : (
        <CaseGrid rows={answer === null ? null : shown} frames={frames} />
      )}
      {answer !== null && !complete && answer.more && rows.length < answer.total ? (
        <div className="center">
          <Button onPress={() => void loadMore()}>Show more</Button>
        </div>
      ) : null}
    </Page>
  );
}

function sayShown(shown: number, total: number, words: string): string {
  return words.trim() === '' ? sayMany(total, 'case') : `${sayCount(shown)} of ${sayMany(total, 'case')}`;
}

function SearchLine(props: {
  readonly typed: string;
  readonly onType: (words: string) => void;
  readonly onSearch: () => void;
  readonly aside: string;
  readonly hint: string;
}): ReactNode {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.select() });
  return (
    <form
      className="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSearch();
      }}
    >
      <input
        ref={field}
        className="input"
        type="search"
        aria-label="Search the titles"
        placeholder="Search the titles"
        spellCheck={false}
        autoComplete="off"
        translate="no"
        autoFocus={matchMedia('(pointer: fine)').matches}
        value={props.typed}
        onChange={(event) => props.onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          document.querySelector<HTMLElement>('.case-card')?.focus();
        }}
      />
      <Key keys="/" />
      <span className="muted search-aside" role="status">
        {props.aside}
        {props.hint === '' ? null : ` · ${props.hint}`}
      </span>
    </form>
  );
}

/** Moves the focus among the cards as they lie on the screen. */
function moveAmongCards(event: KeyboardEvent<HTMLElement>): void {
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('.case-card')];
  const at = cards.findIndex((card) => card === document.activeElement);
  if (at < 0) return;
  const top = cards[0]?.offsetTop;
  const columns = Math.max(
    1,
    cards.findIndex((card) => card.offsetTop !== top) === -1 ? cards.length : cards.findIndex((card) => card.offsetTop !== top),
  );
  const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const by = moves[event.key];
  if (by === undefined) return;
  event.preventDefault();
  if (at + by < 0) document.querySelector<HTMLElement>('.search input')?.focus();
  else cards[Math.min(at + by, cards.length - 1)]?.focus();
}

function CaseGrid({ rows, frames }: { readonly rows: readonly LibraryRow[] | null; readonly frames: Frames }): ReactNode {
  return (
    <ul className="case-grid" onKeyDown={moveAmongCards} aria-busy={rows === null} aria-label="Cases">
      {rows === null
        ? Array.from({ length: 12 }, (_, n) => (
            <li key={n} className="case-card" aria-hidden="true">
              <div className="pic" />
              <div className="case-name">
                <span className="bone">&nbsp;</span>
              </div>
            </li>
          ))
        : rows.map((row) => <CaseCard key={row.id} row={row} frames={frames} />)}
    </ul>
  );
}

function CaseCard({ row, frames }: { readonly row: LibraryRow; readonly frames: Frames }): ReactNode {
  const [box, inSight] = useInSight();
  const { id, key } = row;
  const load = inSight && key !== null ? (signal: AbortSignal) => loadPicture(frames, { object: `${id}/${key}`, frame: 0 }, signal) : null;
  return (
    <li>
      <a className="case-card" href={`/case/${id}`}>
        <div ref={box} className="pic-frame">
          <PictureBox load={load} id={load === null ? 'none' : id} label="" />
        </div>
        <div className="case-name" translate="no">
          {row.title}
        </div>
        <div className="muted case-facts">
          {row.modalities.map(sayModality).join(', ')}
          {row.modalities.length > 0 ? ' · ' : ''}
          {sayMany(row.instances, 'image')}
        </div>
      </a>
    </li>
  );
}

function EmptyLibrary(): ReactNode {
  const mayAdd = useRole('contributor');
  const { session } = useArchive();
  const frames = useSampleFrames();
  return (
    <Page
      title="The library is empty"
      lead="Try the whole way with a synthetic case: drop, look, mend, write, review. Nobody is shown in it; code made it."
    >
      <ul className="sample-grid">
        {SAMPLES.map((sample) => (
          <li key={sample.id} className="panel sample">
            <PictureBox
              id={String(sample.id)}
              label=""
              load={(signal) => loadPicture(frames, { object: `/samples/${sample.id}.dcm`, frame: 0 }, signal)}
            />
            <h2>{sample.name}</h2>
            <p>{sample.what}</p>
            <LinkButton href={`/new?sample=${sample.id}`}>Try this case</LinkButton>
          </li>
        ))}
      </ul>
      <div className="first-case">
        <LinkButton kind="primary" href="/new" keys="N">
          Add the first
        </LinkButton>
        <span className="muted">{sayWhoMayAdd(mayAdd, session.account !== null)}</span>
      </div>
    </Page>
  );
}

function sayWhoMayAdd(mayAdd: boolean, isIn: boolean): string {
  if (mayAdd) return 'Files are cleaned on this device; only clean instances leave it.';
  return isIn
    ? 'Your account is not a contributor’s yet: an editor gives the role, also to themselves, under Accounts.'
    : 'You sign in first; contributors are invited by an editor.';
}
