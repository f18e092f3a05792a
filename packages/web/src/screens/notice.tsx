import type { CaseId, CaseView } from '@silhouette/core/api';
import { Digest } from '@silhouette/core/api';
import { NoticeClass } from '@silhouette/core/model';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearch } from 'wouter';
import { refused } from '../client/index.ts';
import type { Refused } from '../client/index.ts';
import { Button, ContactSheet, EmptyState, ErrorBox, LinkButton, Page, PickField, SayBox, useAnswer } from '../ui/index.ts';
import { loadPicture } from '../viewer/index.ts';
import { useArchive } from './archive.tsx';
import { CaseGone } from './case.tsx';
import { framesOfCase } from './frames-of.ts';
import { caseIdOf } from './ids.ts';
import { useFrames } from './use-frames.ts';
import { NOTICE_CLASSES, sayRefusal } from './words.ts';

/** A notice about a case: what it is about, the frame if it is one, Send. Without account, reason or name. */
export function NoticeScreen({ id: text }: { readonly id: string }): ReactNode {
  const id = caseIdOf(text);
  return id === null ? <CaseGone refusal={refused('no-such-case')} /> : <Notice id={id} />;
}

interface Pointed {
  readonly object: Digest | null;
  readonly frame: number | null;
}

function pointedBy(search: string): Pointed {
  const given = new URLSearchParams(search);
  const object = Digest.safeParse(given.get('object'));
  const frame = Number(given.get('frame') ?? 'none');
  return object.success ? { object: object.data, frame: Number.isInteger(frame) && frame >= 0 ? frame : null } : { object: null, frame: null };
}

function Notice({ id }: { readonly id: CaseId }): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('case', { params: { id } }), id);
  const [pointed, setPointed] = useState<Pointed>(pointedBy(useSearch()));
  const [about, setAbout] = useState<NoticeClass | null>(pointed.object === null ? null : 'image');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [receipt, setReceipt] = useState<string | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.ask('notice', { body: { case: id, class: about ?? 'other', place: pointed.object === null ? null : pointed } });
    setBusy(false);
    if (answer.ok) setReceipt(answer.value.receipt);
    else setRefusal(answer.refusal);
  };
  if (receipt !== null) return <Thanks receipt={receipt} />;
  // A case that is hidden already can still get a notice: the sheet is left out, the form stays.
  if (now.state === 'refused' && now.refusal.code !== 'not-shown') return <CaseGone refusal={now.refusal} again={again} />;
  return (
    <Page
      width="wide"
      title="Something here could identify someone"
      lead="Sending this hides the case at once. No account, no name and no reason is needed."
    >
      <form
        className="notice"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void send();
        }}
      >
        <div className="stack">
          {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
          <PickField
            legend="What is it?"
            value={about}
            choices={NoticeClass.options.map((one) => [one, NOTICE_CLASSES[one].name, NOTICE_CLASSES[one].hint] as const)}
            onChange={setAbout}
          />
          <div className="notice-send">
            <Button type="submit" kind="primary" busy={busy} keys="Mod+Enter" wide>
              Send, and hide the case
            </Button>
            <p className="muted aside-note">We keep the case, what it is about and the frame. We keep nothing about you.</p>
          </div>
        </div>
        {now.state === 'ok' ? <PlacePicker view={now.value} pointed={pointed} onPoint={setPointed} /> : <div className="notice-sheet" />}
      </form>
    </Page>
  );
}

function PlacePicker({
  view,
  pointed,
  onPoint,
}: {
  readonly view: CaseView;
  readonly pointed: Pointed;
  readonly onPoint: (pointed: Pointed) => void;
}): ReactNode {
  const frames = useFrames('object');
  const places = useMemo(() => framesOfCase({ content: view.content, team: null }), [view]);
  const cells = useMemo(
    () =>
      places.map((place) => ({
        key: `${place.object}/${place.frame}`,
        label: place.label,
        marked: place.object === pointed.object && (pointed.frame ?? 0) === place.frame,
        load: (signal: AbortSignal) => loadPicture(frames, { object: `${view.id}/${place.object}`, frame: place.frame }, signal),
      })),
    [places, frames, view.id, pointed],
  );
  const chosen = places.find((place) => place.object === pointed.object && (pointed.frame ?? 0) === place.frame);
  return (
    <section className="notice-place" aria-label="The place">
      <div className="row">
        <h2>Click the image, if it is one</h2>
        <div className="grow" />
        <span className="muted" role="status">
          {chosen === undefined ? 'none chosen' : chosen.label}
        </span>
        {chosen === undefined ? null : (
          <Button kind="quiet" onPress={() => onPoint({ object: null, frame: null })}>
            None
          </Button>
        )}
      </div>
      <div className="notice-sheet panel">
        <ContactSheet
          cells={cells}
          label="Images of the case"
          size={128}
          onOpen={(index) => {
            const place = places[index];
            const object = Digest.safeParse(place?.object);
            if (place !== undefined && object.success) onPoint({ object: object.data, frame: place.frame });
          }}
        />
      </div>
    </section>
  );
}

function Thanks({ receipt }: { readonly receipt: string }): ReactNode {
  return (
    <Page width="narrow">
      <div className="stack">
        <SayBox tier="clean" title="The case is hidden. Thank you.">
          Nobody can open it now. An editor looks at it next; if nobody does within 24 hours, it is erased by itself.
        </SayBox>
        <p>Keep this if you want to see later what became of it. Only you have it.</p>
        <div className="code mono">{receipt}</div>
        <LinkButton href={`/receipt/${receipt}`}>What became of it</LinkButton>
      </div>
    </Page>
  );
}

const BECAME = {
  hidden: ['The case is hidden.', 'An editor has not decided yet. If nobody does within 24 hours of the notice, it is erased.'],
  cleared: [
    'The case is shown again.',
    'Two editors looked and found nobody who could be identified. If you still see something, send another notice.',
  ],
  erased: ['The case is erased.', 'Its images and words are deleted and cannot come back.'],
} as const;

/** What became of a notice, for who has its receipt. */
export function ReceiptScreen({ receipt }: { readonly receipt: string }): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('noticeStatus', { params: { receipt } }), receipt);
  if (now.state === 'busy') return <Page width="narrow">{null}</Page>;
  if (now.state === 'refused') {
    const unknown = now.refusal.code === 'no-such-notice' || now.refusal.code === 'bad-input';
    return (
      <Page width="narrow">
        {unknown ? <EmptyState title="There is no notice with this receipt." /> : <ErrorBox title={sayRefusal(now.refusal)} again={again} />}
      </Page>
    );
  }
  const [title, words] = BECAME[now.value.status];
  return (
    <Page width="narrow">
      <SayBox tier={now.value.status === 'hidden' ? 'ask' : 'clean'} title={title}>
        {words}
      </SayBox>
    </Page>
  );
}
