import type { CasePatch, CaseView, ConfirmedText } from '@silhouette/core/api';
import type { AgeBand, AttestationStamp, CaseId, CaseRecord, ConsentWord, Digest, Dismissal, Result, Sex } from '@silhouette/core/model';
import { no, yes } from '@silhouette/core/model';
import type { Client, Refused } from '../../client/index.ts';

/** One clean object that is to be sent. */
export interface Parcel {
  readonly object: Digest;
  readonly blob: Blob;
}

/** A study as it will stand in the case, and its findings. */
export interface StudyPlan {
  readonly modality: string;
  readonly series: readonly (readonly Digest[])[];
  readonly findings: string;
  /** What was said of places in them that the text gate asks about. */
  readonly dismissed: readonly Dismissal[];
}

/** Everything that a submission says. */
export interface Submission {
  readonly parcels: readonly Parcel[];
  readonly studies: readonly StudyPlan[];
  /** Confirmed texts that the archive does not have yet; findings go with their studies. */
  readonly texts: readonly Exclude<ConfirmedText, { field: 'findings' }>[];
  readonly age: AgeBand | null;
  readonly sex: Sex | null;
  readonly consent: ConsentWord;
  readonly terms: number;
  readonly attestations: readonly AttestationStamp[];
  readonly record: CaseRecord;
}

/** An object that the archive turned away, and where. */
export interface TurnedAway {
  readonly object: Digest;
  readonly refusal: Refused;
}

/** How far sending has come. */
export interface Progress {
  readonly stage: 'objects' | 'words' | 'submitting';
  readonly done: number;
  readonly total: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What sending needs of the world. */
export interface SendNeeds {
  readonly ask: Client['ask'];
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  /** Told when the archive cannot be reached, before it is tried again. */
  readonly onWaiting?: () => void;
}

/** Why sending ended before its end: stopped by the person, objects turned away, or a refusal of the archive. */
export type SendRefusal =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'turned-away'; readonly objects: readonly TurnedAway[] }
  | { readonly kind: 'refused'; readonly refusal: Refused; readonly field: string | null };

const LANES = 4;
const WAITS_MS = [1_000, 2_000, 4_000, 8_000, 16_000];
const PASSING: ReadonlySet<Refused['code']> = new Set(['no-connection', 'busy', 'too-many-requests', 'internal']);
const OF_ONE_OBJECT: ReadonlySet<Refused['code']> = new Set(['not-clean', 'unreadable-object', 'too-large', 'hash-mismatch']);

/**
 * Sends a case: asks what is missing, sends that four at a time, then age, sex and order, the confirmed words, and submits. Called again
 * after an interruption it goes on where it stopped, since only what is missing is sent.
 */
export async function sendCase(id: CaseId, plan: Submission, needs: SendNeeds): Promise<Result<null, SendRefusal>> {
  const sent = await sendObjects(id, plan.parcels, needs);
  if (!sent.ok) return sent;
  needs.onProgress({ ...whole(plan.parcels), stage: 'words' });
  const words = await sendWords(id, plan, needs);
  if (!words.ok) return words;
  needs.onProgress({ ...whole(plan.parcels), stage: 'submitting' });
  const { attestations, consent, record, terms } = plan;
  const body = { version: words.value, attestations: [...attestations], terms, consent, record };
  const done = await trying(() => needs.ask('submit', { params: { id }, body }, needs.signal), needs);
  return done.ok ? yes(null) : no(refusalFrom(done.refusal, null));
}

const whole = (parcels: readonly Parcel[]): Omit<Progress, 'stage'> => {
  const bytes = parcels.reduce((sum, { blob }) => sum + blob.size, 0);
  return { done: parcels.length, total: parcels.length, bytes, totalBytes: bytes };
};

const MOST_AT_ONCE = 20_000;

/** Sends the objects that the archive lacks. */
export async function sendObjects(id: CaseId, parcels: readonly Parcel[], needs: SendNeeds): Promise<Result<null, SendRefusal>> {
  const wanted = [...new Set(parcels.map(({ object }) => object))].slice(0, MOST_AT_ONCE);
  const missing = await trying(() => needs.ask('missing', { params: { id }, body: { objects: wanted } }, needs.signal), needs);
  if (!missing.ok) return no(refusalFrom(missing.refusal, null));
  const lacks = new Set(missing.value.missing);
  const total = whole(parcels);
  let { done, bytes } = whole(parcels.filter(({ object }) => !lacks.has(object)));
  const tell = (): void => needs.onProgress({ ...total, done, bytes, stage: 'objects' });
  tell();
  const queue = [...new Map(parcels.map((parcel) => [parcel.object, parcel])).values()].filter(({ object }) => lacks.has(object));
  const turned: TurnedAway[] = [];
  let stop: SendRefusal | null = null;
  const lane = async (): Promise<void> => {
    for (let parcel = queue.shift(); parcel !== undefined && stop === null; parcel = queue.shift()) {
      const refusal = await sendOne(id, parcel, needs);
      if (refusal === null) {
        done += 1;
        bytes += parcel.blob.size;
        tell();
      } else if (OF_ONE_OBJECT.has(refusal.code)) turned.push({ object: parcel.object, refusal });
      else stop ??= refusalFrom(refusal, null);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (stop !== null) return no(stop);
  return turned.length === 0 ? yes(null) : no({ kind: 'turned-away', objects: turned });
}

async function sendOne(id: CaseId, { blob, object }: Parcel, needs: SendNeeds): Promise<Refused | null> {
  let body: Uint8Array;
  try {
    body = new Uint8Array(await blob.arrayBuffer());
  } catch {
    // The original moved or changed since it was cleaned: what would be sent is not what was looked at.
    return refusedWith('hash-mismatch');
  }
  const sent = await trying(() => needs.ask('putObject', { params: { id, sha256: object }, body }, needs.signal), needs);
  return sent.ok ? null : sent.refusal;
}

type Version = NonNullable<CaseView['team']>['version'];

async function sendWords(id: CaseId, plan: Submission, needs: SendNeeds): Promise<Result<Version, SendRefusal>> {
  const studies = plan.studies.map(({ modality, series }) => ({ modality, series: series.map((objects) => ({ objects: [...objects] })) }));
  const patches: readonly (readonly [field: string, patch: CasePatch])[] = [
    ['age', { age: plan.age, sex: plan.sex }],
    ['studies', { studies }],
    ...plan.studies.map(({ dismissed, findings }, study): readonly [string, CasePatch] => [
      `findings.${study}`,
      { field: 'findings', study, text: findings, confirmed: true, dismissed: [...dismissed] },
    ]),
    ...plan.texts.map((text) => [text.field, text] as const),
  ];
  let version: Version | null = null;
  for (const [field, patch] of patches) {
    const answer: Awaited<ReturnType<typeof patchCase>> = await patchCase(id, patch, needs);
    if (!answer.ok) return no(refusalFrom(answer.refusal, field));
    version = answer.value.team?.version ?? version;
  }
  return version === null ? no({ kind: 'refused', refusal: refusedWith('bad-answer'), field: null }) : yes(version);
}

/** Sends one change of a draft, and tries again while the archive cannot be reached. */
export function patchCase(id: CaseId, patch: CasePatch, needs: Pick<SendNeeds, 'ask' | 'wait' | 'signal'>): Promise<Result<CaseView, Refused>> {
  return trying(() => needs.ask('patch', { params: { id }, body: patch }, needs.signal), needs);
}

const refusedWith = (code: Refused['code']): Refused => ({ code, at: null, findings: [], tombstone: null });

function refusalFrom(refusal: Refused, field: string | null): SendRefusal {
  return refusal.code === 'stopped' ? { kind: 'stopped' } : { kind: 'refused', refusal, field };
}

async function trying<T>(
  act: () => Promise<Result<T, Refused>>,
  { onWaiting, signal, wait }: Pick<SendNeeds, 'wait' | 'signal' | 'onWaiting'>,
): Promise<Result<T, Refused>> {
  for (const ms of WAITS_MS) {
    if (signal.aborted) return no(refusedWith('stopped'));
    const answer = await act();
    if (answer.ok || !PASSING.has(answer.refusal.code)) return answer;
    onWaiting?.();
    await wait(ms, signal);
  }
  return signal.aborted ? no(refusedWith('stopped')) : act();
}
