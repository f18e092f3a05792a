import type { CaseId, CaseView } from '@silhouette/core/api';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { refused } from '../client/index.ts';
import type { Refused } from '../client/index.ts';
import { ContactSheet, EmptyState, ErrorBox, LinkButton, Page, sayMany, useAnswer } from '../ui/index.ts';
import type { SheetCell, Tone } from '../ui/index.ts';
import { loadPicture } from '../viewer/index.ts';
import { useArchive } from './archive.tsx';
import { CaseWords } from './case-words.tsx';
import { framesOfCase } from './frames-of.ts';
import { caseIdOf } from './ids.ts';
import { LookCloser, ToneChoice } from './look-closer.tsx';
import { MachineAccount } from './machine-account.tsx';
import { ReviewActs } from './review-acts.tsx';
import { useFrames } from './use-frames.ts';
import { sayRefusal } from './words.ts';
import { shortId } from './case-line.tsx';

/** The review of one case. */
export function ReviewScreen({ id: text }: { readonly id: string }): ReactNode {
  const id = caseIdOf(text);
  return id === null ? <Gone code="no-such-case" /> : <Review id={id} />;
}

function Gone({ code }: { readonly code: Refused['code'] }): ReactNode {
  return (
    <Page>
      <EmptyState alone title="This case cannot be reviewed." actions={<LinkButton href="/review">To the queue</LinkButton>}>
        {sayRefusal(refused(code))}
      </EmptyState>
    </Page>
  );
}

function Review({ id }: { readonly id: CaseId }): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('case', { params: { id } }), id);
  if (now.state === 'busy') return <Page width="full">{null}</Page>;
  if (now.state === 'refused' && now.refusal.code === 'no-connection') {
    return (
      <Page width="narrow">
        <ErrorBox title="The case could not be opened." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      </Page>
    );
  }
  if (now.state === 'refused') return <Gone code={now.refusal.code} />;
  if (now.value.stage !== 'in-review' || now.value.team === null) return <Gone code="wrong-stage" />;
  return <Bench view={now.value} />;
}

const SIZES = [
  ['Small', 112],
  ['Middle', 184],
  ['Large', 320],
] as const;

// Few frames are shown large from the start.
const sizeFor = (count: number): number => (count <= 12 ? 320 : count <= 48 ? 184 : 112);

function Bench({ view }: { readonly view: CaseView }): ReactNode {
  const [, go] = useLocation();
  const frames = useFrames('object');
  const places = useMemo(() => framesOfCase(view), [view]);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const [tone, setTone] = useState<Tone>('shown');
  const [size, setSize] = useState<number>(() => sizeFor(places.length));
  const [closer, setCloser] = useState<number | null>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const cells = useMemo<readonly SheetCell[]>(
    () =>
      places.map((place) => ({
        key: `${place.object}/${place.frame}`,
        label: place.label,
        load: (signal) => loadPicture(frames, { object: `${view.id}/${place.object}`, frame: place.frame }, signal),
      })),
    [places, frames, view.id],
  );
  const see = useCallback(
    (keys: readonly string[]) => setSeen((before) => (keys.every((key) => before.has(key)) ? before : new Set([...before, ...keys]))),
    [],
  );
  const closerKey = closer === null ? undefined : cells[closer]?.key;
  return (
    <main id="content" className="bench" tabIndex={-1}>
      <h1 className="only-read-aloud">Review of case {shortId(view.id)}</h1>
      <div className="bench-sheet" ref={sheet}>
        <div className="bench-bar">
          <span className="muted">
            {sayMany(places.length, 'frame')} · case <span className="mono">{shortId(view.id)}</span>
          </span>
          <div className="grow" />
          <ToneChoice tone={tone} onTone={setTone} />
          <select className="input bench-size" aria-label="Size of the frames" value={size} onChange={(event) => setSize(Number(event.target.value))}>
            {SIZES.map(([name, edge]) => (
              <option key={edge} value={edge}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <ContactSheet cells={cells} label="Every frame of the case" size={size} tone={tone} seen={seen} onSeen={see} onOpen={setCloser} paged />
      </div>
      <aside className="bench-side">
        <MachineAccount view={view} />
        <CaseWords view={view} />
        <section className="bench-row">
          <h2>You have seen</h2>
          <b>
            {seen.size} of {sayMany(places.length, 'frame')}
          </b>{' '}
          <span className="muted">{seen.size < places.length ? 'scroll, or press Space' : 'all of them'}</span>
        </section>
        <ReviewActs view={view} unseen={places.length - seen.size} onDone={() => go('/review')} />
      </aside>
      {closer === null ? null : (
        <LookCloser
          places={places}
          at={closer}
          caseId={view.id}
          frames={frames}
          tone={tone}
          onTone={setTone}
          onMove={(at) => {
            setCloser(at);
            if (closerKey !== undefined) see([closerKey]);
          }}
          onClose={() => {
            if (closerKey !== undefined) see([closerKey]);
            setCloser(null);
          }}
        />
      )}
    </main>
  );
}
