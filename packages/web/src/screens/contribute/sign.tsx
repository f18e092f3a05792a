import { ATTESTATIONS, CONSENT_UNSURE, TERMS } from '@silhouette/core/cases';
import type { AttestationId, ConsentWord } from '@silhouette/core/model';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ErrorBox, Meter, PickField, SayBox, TickField, sayBytes, sayCount, sayMany } from '../../ui/index.ts';
import { sayRefusal } from '../words.ts';
import { nameSeries } from './say.ts';
import type { Ready } from './record.ts';
import type { SendRefusal, Progress } from './send.ts';

/** What a contributor said before signing. */
export interface Said {
  readonly consent: ConsentWord | null;
  readonly terms: boolean;
  readonly statements: ReadonlySet<AttestationId>;
}

export const NOTHING_SAID: Said = { consent: null, terms: false, statements: new Set() };

/** How sending stands. */
export type Sending =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly progress: Progress | null; readonly waiting: boolean }
  | { readonly kind: 'ended'; readonly why: SendRefusal }
  | { readonly kind: 'done' };

/** What the last column can be told. */
export interface SignProps {
  readonly said: Said;
  readonly onSaid: (said: Said) => void;
  readonly ready: readonly Ready[];
  readonly missing: string | null;
  readonly sending: Sending;
  readonly onSend: () => void;
  readonly onStop: () => void;
  readonly onLeaveOut: () => void;
  readonly onSaveKey: () => void;
  readonly onSaveCase: () => void;
  readonly saving: string | null;
}

const CONSENTS: readonly (readonly [ConsentWord, string, string?])[] = [
  ['not-declared', 'None is declared', 'It is not asked for where nobody can be identified, if your institution agrees (S16, S18).'],
  ['declared', 'Written consent was given', 'By the patient or a representative, for publishing this case. The form stays with you (S21).'],
  ['unsure', 'I am not sure'],
];

/** Consent, terms, the three statements, and the one button that sends. */
export function Sign(props: SignProps): ReactNode {
  const { missing, onSaid, onSaveCase, onSaveKey, onSend, ready, said, saving, sending } = props;
  const busy = sending.kind === 'busy';
  const state = (id: AttestationId, on: boolean): void => {
    const statements = new Set(said.statements);
    if (on) statements.add(id);
    else statements.delete(id);
    onSaid({ ...said, statements });
  };
  return (
    <section className="write sign" aria-label="Send">
      <div>
        <h2>What will be sent</h2>
        <p>{sayWhole(ready)}</p>
        <ul className="sign-series muted">
          {bySeries(ready).map(([name, count]) => (
            <li key={name}>
              {name}: {sayMany(count, 'instance')}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h2>Keep your own copy</h2>
        <p className="muted">A case in which someone could be identified is erased at once and for good, also if it was your only copy (S60, S61).</p>
        <div className="row">
          <Button onPress={onSaveCase} busy={saving !== null} off={ready.length === 0 ? 'No image is ready yet' : false}>
            {saving ?? 'Save the clean case'}
          </Button>
          <Button onPress={onSaveKey} title="With it a later study of the same case gets numbers that fit. It is never sent.">
            Save the key file
          </Button>
        </div>
      </div>
      <PickField legend="Consent of the patient" value={said.consent} choices={CONSENTS} onChange={(consent) => onSaid({ ...said, consent })} />
      {said.consent === 'unsure' ? (
        <SayBox tier="ask" title="Ask first, send afterwards.">
          {CONSENT_UNSURE}
        </SayBox>
      ) : null}
      <fieldset className="pick">
        <legend className="field-name">Terms</legend>
        <ol className="sign-terms">
          {TERMS.paragraphs.map((paragraph) => (
            <li key={paragraph}>{paragraph}</li>
          ))}
        </ol>
        <TickField checked={said.terms} onChange={(terms) => onSaid({ ...said, terms })}>
          I accept the terms, version {TERMS.version}. I have been warned.
        </TickField>
      </fieldset>
      <fieldset className="pick">
        <legend className="field-name">Three statements</legend>
        {ATTESTATIONS.map(({ id, text }) => (
          <TickField key={id} checked={said.statements.has(id)} onChange={(on) => state(id, on)}>
            {text}
          </TickField>
        ))}
      </fieldset>
      <Outcome {...props} />
      <div className="sign-foot">
        {busy ? null : (
          <Button kind="primary" wide off={missing ?? false} onPress={onSend}>
            {sending.kind === 'ended' ? 'Send again: only what is missing goes' : 'Sign and send'}
          </Button>
        )}
        {missing === null || busy ? null : <p className="muted">{missing}.</p>}
      </div>
    </section>
  );
}

function Outcome({ onLeaveOut, onStop, ready, sending }: SignProps): ReactNode {
  switch (sending.kind) {
    case 'idle':
    case 'done':
      return null;
    case 'busy':
      return <Sendings progress={sending.progress} waiting={sending.waiting} onStop={onStop} />;
    case 'ended':
      return <Ended why={sending.why} ready={ready} onLeaveOut={onLeaveOut} />;
    default:
      return sending satisfies never;
  }
}

function Sendings({
  progress,
  onStop,
  waiting,
}: {
  readonly progress: Progress | null;
  readonly waiting: boolean;
  readonly onStop: () => void;
}): ReactNode {
  const words =
    progress === null
      ? 'Asking what is missing'
      : progress.stage === 'objects'
        ? `${sayCount(progress.done)} of ${sayMany(progress.total, 'instance')}, ${sayBytes(progress.bytes)} of ${sayBytes(progress.totalBytes)}`
        : progress.stage === 'words'
          ? 'All instances are there. Sending order and confirmed words'
          : 'The archive looks at everything again';
  return (
    <div className="sign-progress">
      <Meter done={progress?.bytes ?? 0} of={progress?.totalBytes ?? 1} label="Sent" />
      <div className="row">
        <span role="status">
          {words}
          {waiting ? '. The archive cannot be reached; it is tried again' : ''}
        </span>
        <div className="grow" />
        <Button kind="quiet" onPress={onStop}>
          Pause
        </Button>
      </div>
    </div>
  );
}

function Ended({
  onLeaveOut,
  ready,
  why,
}: {
  readonly why: SendRefusal;
  readonly ready: readonly Ready[];
  readonly onLeaveOut: () => void;
}): ReactNode {
  switch (why.kind) {
    case 'stopped':
      return <SayBox tier="note" title="Paused. What has arrived stays; the rest waits here." />;
    case 'turned-away':
      return (
        <ErrorBox title={`${sayMany(why.objects.length, 'instance')} turned away by the archive’s second look.`}>
          <ul className="bullets">
            {why.objects.map(({ object, refusal }) => (
              <li key={object}>
                {placeOf(object, ready)}: {sayRefusal(refusal)}
                {refusal.at === null ? null : <span className="mono"> {refusal.at}</span>}
              </li>
            ))}
          </ul>
          <div className="row">
            <Button onPress={onLeaveOut}>Leave {why.objects.length === 1 ? 'it' : 'them'} out and go on</Button>
          </div>
        </ErrorBox>
      );
    case 'refused':
      return (
        <ErrorBox title={sayRefusal(why.refusal)}>
          {why.field === null ? null : (
            <p>It was about: {why.field.replace(/^findings\.(\d+)$/, (_, n: string) => `findings of study ${Number(n) + 1}`)}.</p>
          )}
          {why.refusal.at === null ? null : <p className="mono">{why.refusal.at}</p>}
        </ErrorBox>
      );
    default:
      return why satisfies never;
  }
}

function placeOf(object: string, ready: readonly Ready[]): string {
  const index = ready.findIndex((one) => one.object.object === object);
  const found = ready[index];
  if (found === undefined) return 'An instance';
  const inSeries = ready.filter((one) => one.series === found.series).findIndex((one) => one.object.object === object);
  return `${nameSeries(found.series)}, instance ${inSeries + 1}`;
}

function sayWhole(ready: readonly Ready[]): string {
  const bytes = ready.reduce((sum, { object }) => sum + object.blob.size, 0);
  return ready.length === 0 ? 'Nothing yet.' : `${sayMany(ready.length, 'clean instance')}, ${sayBytes(bytes)}. No original.`;
}

function bySeries(ready: readonly Ready[]): readonly (readonly [string, number])[] {
  const counts = new Map<Ready['series'], number>();
  for (const { series } of ready) counts.set(series, (counts.get(series) ?? 0) + 1);
  return [...counts].map(([series, count], n) => [`${n + 1}. ${nameSeries(series)}`, count] as const);
}

/** What stands when all is done. */
export function SentScreen({
  ready,
  onSaveCase,
  onSaveKey,
  saving,
  onNew,
}: Pick<SignProps, 'ready' | 'onSaveCase' | 'onSaveKey' | 'saving'> & { readonly onNew: () => void }): ReactNode {
  const [keySaved, setKeySaved] = useState(false);
  return (
    <div className="sent">
      <h1>In review</h1>
      <p className="sent-lead">
        {sayMany(ready.length, 'clean instance')} sent; originals: none. Another person looks at the case now; you see under “My cases” where it
        stands.
      </p>
      <div className="row">
        <Button onPress={onSaveCase} busy={saving !== null}>
          {saving ?? 'Save the clean case'}
        </Button>
        <Button
          onPress={() => {
            onSaveKey();
            setKeySaved(true);
          }}
        >
          {keySaved ? 'Key file saved' : 'Save the key file'}
        </Button>
      </div>
      <p className="muted">
        The key file lets a later study of the same patient join this case. When this page is closed it is gone; it was never sent.
      </p>
      <div className="row">
        <a className="btn btn-primary" href="/mine">
          My cases
        </a>
        <Button kind="quiet" onPress={onNew}>
          Another case
        </Button>
      </div>
    </div>
  );
}
