import type { CaseId, CaseView } from '@silhouette/core/api';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Refused } from '../client/index.ts';
import { Button, ContactSheet, EmptyState, ErrorBox, LinkButton, Page, TierBadge, sayMany, useAnswer } from '../ui/index.ts';
import type { SheetCell, Tone } from '../ui/index.ts';
import { loadPicture } from '../viewer/index.ts';
import { EraseButton } from './acts.tsx';
import { useArchive } from './archive.tsx';
import { shortId } from './case-line.tsx';
import { CaseWords } from './case-words.tsx';
import { framesOfCase } from './frames-of.ts';
import { caseIdOf } from './ids.ts';
import { LookCloser, ToneChoice } from './look-closer.tsx';
import { MachineAccount } from './machine-account.tsx';
import { useFrames } from './use-frames.ts';
import { NOTICE_CLASSES, sayRefusal } from './words.ts';

/** An editor's look at a hidden case, and the decision: clear it or erase it. */
export function HiddenScreen({ id: text }: { readonly id: string }): ReactNode {
  const id = caseIdOf(text);
  return id === null ? <NotHidden /> : <Hidden id={id} />;
}

function NotHidden(): ReactNode {
  return (
    <Page>
      <EmptyState alone title="This case is not hidden." actions={<LinkButton href="/notices">To the board</LinkButton>}>
        It may have been cleared or erased since.
      </EmptyState>
    </Page>
  );
}

function Hidden({ id }: { readonly id: CaseId }): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('hiddenCase', { params: { id } }), id);
  if (now.state === 'busy') return <Page width="full">{null}</Page>;
  if (now.state === 'ok') return <HiddenBench view={now.value} again={again} />;
  if (now.refusal.code === 'no-connection' || now.refusal.code === 'internal') {
    return (
      <Page width="narrow">
        <ErrorBox title="The case could not be opened." again={again}>
          {sayRefusal(now.refusal)}
        </ErrorBox>
      </Page>
    );
  }
  return <NotHidden />;
}

function HiddenBench({ view, again }: { readonly view: CaseView; readonly again: () => void }): ReactNode {
  const { client } = useArchive();
  const frames = useFrames('hiddenObject');
  const [tone, setTone] = useState<Tone>('shown');
  const [closer, setCloser] = useState<number | null>(null);
  const { now } = useAnswer(() => client.ask('notices', {}), view.id);
  const notices = useMemo(
    () => (now.state === 'ok' ? now.value.notices.filter((notice) => notice.case === view.id && notice.status === 'hidden') : []),
    [now, view.id],
  );
  const places = useMemo(() => framesOfCase(view), [view]);
  const isPointed = (object: string, frame: number): boolean =>
    notices.some(({ place }) => place?.object === object && (place.frame === null || place.frame === frame));
  const cells: readonly SheetCell[] = places.map((place) => ({
    key: `${place.object}/${place.frame}`,
    label: place.label,
    marked: isPointed(place.object, place.frame),
    load: (signal) => loadPicture(frames, { object: `${view.id}/${place.object}`, frame: place.frame }, signal),
  }));
  const first = places.findIndex((place) => isPointed(place.object, place.frame));
  return (
    <main id="content" className="bench" tabIndex={-1}>
      <h1 className="only-read-aloud">Hidden case {shortId(view.id)}</h1>
      <div className="bench-sheet">
        <div className="bench-bar">
          <TierBadge tier="ask">Hidden</TierBadge>
          <span className="muted">
            {sayMany(places.length, 'frame')} · case <span className="mono">{shortId(view.id)}</span>
          </span>
          <div className="grow" />
          <ToneChoice tone={tone} onTone={setTone} />
        </div>
        <ContactSheet cells={cells} label="Every frame of the case" size={128} tone={tone} onOpen={setCloser} paged />
      </div>
      <aside className="bench-side">
        <section className="bench-row">
          <h2>Notices</h2>
          {notices.length === 0 ? <span className="muted">None. A person of the house hid it.</span> : null}
          <ul className="plain">
            {notices.map((notice) => (
              <li key={notice.id}>
                <TierBadge tier="ask">{NOTICE_CLASSES[notice.class].name}</TierBadge>
              </li>
            ))}
          </ul>
          {first < 0 ? null : (
            <div className="row bench-note">
              <Button keys="P" onPress={() => setCloser(first)}>
                Show the place
              </Button>
            </div>
          )}
        </section>
        <CaseWords view={view} />
        <MachineAccount view={view} />
        <HiddenActs view={view} again={again} />
      </aside>
      {closer === null ? null : (
        <LookCloser
          places={places}
          at={closer}
          caseId={view.id}
          frames={frames}
          tone={tone}
          onTone={setTone}
          onMove={setCloser}
          onClose={() => setCloser(null)}
        />
      )}
    </main>
  );
}

function HiddenActs({ view, again }: { readonly view: CaseView; readonly again: () => void }): ReactNode {
  const { client } = useArchive();
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const { id, team } = view;
  if (team === null) return null;
  const clear = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.ask('clear', { params: { id }, body: { version: team.version } });
    setBusy(false);
    if (!answer.ok) setRefusal(answer.refusal);
    else if (answer.value.stage === 'published') go('/notices');
    else again();
  };
  const off = team.mayClear ? false : 'It takes two editors who neither sent, approved nor cleared it already';
  return (
    <div className="bench-acts">
      {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
      <span className="muted">
        {team.clears === 0 ? 'To show it again takes two editors.' : 'One editor has cleared it; one more shows it again.'}
      </span>
      {off === false ? null : <span className="muted">{off}.</span>}
      <div className="bench-pair">
        <Button wide busy={busy} off={off} onPress={() => void clear()}>
          Clear: nobody can be identified
        </Button>
        <EraseButton wide id={id} reasons={['privacy', 'consent-withdrawn', 'copyright']} onDone={() => go('/notices')} />
      </div>
    </div>
  );
}
