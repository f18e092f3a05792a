import type { CaseView, ConfirmedText } from '@silhouette/core/api';
import type { AgeBand, CaseId, Dismissal, Result, Sex } from '@silhouette/core/model';
import { yes } from '@silhouette/core/model';
import { useCallback, useRef, useState } from 'react';
import type { Refused } from '../../client/index.ts';
import { useClient } from '../archive.tsx';
import { patchCase } from './send.ts';
import { NO_FIELD, NO_WORDS, fieldOf, movedWith, withField, type FieldName, type Words } from './words-state.ts';

/** Waits, or until the signal. */
export const waitFor = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** The words of the case, and the draft that they go to when they are confirmed. */
export interface CaseWords {
  readonly words: Words;
  readonly type: (name: FieldName, text: string) => void;
  readonly dismiss: (name: FieldName, dismissed: readonly Dismissal[]) => void;
  readonly confirm: (name: FieldName) => void;
  readonly setAge: (age: AgeBand | null) => void;
  readonly setSex: (sex: Sex | null) => void;
  /** What the headers say, for age and sex that nobody chose yet. */
  readonly fromHeaders: (age: AgeBand | null, sex: Sex | null) => void;
  readonly begin: (texts: readonly (readonly [FieldName, string])[]) => void;
  readonly allSent: (names: readonly FieldName[]) => void;
  readonly ensureDraft: (signal: AbortSignal) => Promise<Result<CaseId, Refused>>;
}

/** Keeps the words in memory. A confirmed text is sent; findings wait for the images that they belong to. */
export function useCaseWords(earlier: CaseView | null): CaseWords {
  const client = useClient();
  const [words, setWords] = useState<Words>(() => wordsOf(earlier));
  const latest = useRef(words);
  latest.current = words;
  const draft = useRef<CaseId | null>(earlier?.id ?? null);
  const asking = useRef<Promise<Result<CaseId, Refused>> | null>(null);

  const ensureDraft = useCallback(
    (signal: AbortSignal): Promise<Result<CaseId, Refused>> => {
      if (draft.current !== null) return Promise.resolve(yes(draft.current));
      asking.current ??= client.ask('draft', {}, signal).then((answer) => {
        asking.current = null;
        if (!answer.ok) return answer;
        draft.current = answer.value.id;
        return yes(answer.value.id);
      });
      return asking.current;
    },
    [client],
  );
  const change = useCallback((name: FieldName, part: Parameters<typeof withField>[2]) => setWords((now) => withField(now, name, part)), []);
  const confirm = (name: FieldName): void => {
    const { dismissed, text } = fieldOf(latest.current, name);
    change(name, { confirmed: text, wrong: null });
    const patch = patchFor(name, text, dismissed);
    if (patch === null) return;
    change(name, { busy: true });
    const { signal } = new AbortController();
    void ensureDraft(signal)
      .then((id) => (id.ok ? patchCase(id.value, patch, { ask: client.ask, wait: waitFor, signal }) : id))
      .then((answer) => {
        if (answer.ok) change(name, { busy: false, sent: text });
        // What only could not be reached goes with the images; what was refused has to be mended.
        else if (answer.refusal.code === 'no-connection') change(name, { busy: false });
        else change(name, { busy: false, confirmed: null, wrong: { refusal: answer.refusal, findings: answer.refusal.findings } });
      });
  };
  return {
    words,
    type: (name, text) =>
      setWords((now) => {
        const field = fieldOf(now, name);
        return withField(now, name, { text, wrong: null, dismissed: movedWith(field.dismissed, field.text, text) });
      }),
    dismiss: (name, dismissed) => change(name, { dismissed, confirmed: null }),
    confirm,
    setAge: (age) => setWords((now) => ({ ...now, age, ageChosen: true })),
    setSex: (sex) => setWords((now) => ({ ...now, sex, sexChosen: true })),
    fromHeaders: useCallback(
      (age, sex) => setWords((now) => ({ ...now, age: now.ageChosen ? now.age : age, sex: now.sexChosen ? now.sex : sex })),
      [],
    ),
    begin: useCallback(
      (texts) => setWords((now) => texts.reduce((all, [name, text]) => (fieldOf(all, name).text === '' ? withField(all, name, { text }) : all), now)),
      [],
    ),
    allSent: (names) => setWords((now) => names.reduce((all, name) => withField(all, name, { sent: fieldOf(all, name).text }), now)),
    ensureDraft,
  };
}

function patchFor(name: FieldName, text: string, dismissed: readonly Dismissal[]): Exclude<ConfirmedText, { field: 'findings' }> | null {
  return name === 'title' || name === 'presentation' || name === 'discussion'
    ? { field: name, text, confirmed: true, dismissed: [...dismissed] }
    : null;
}

/** The words that the archive has of a draft. */
function wordsOf(earlier: CaseView | null): Words {
  if (earlier === null) return NO_WORDS;
  const { age, discussion, presentation, sex, title } = earlier.content;
  const confirmed = new Set(earlier.team?.confirmed ?? []);
  const fields = (
    [
      ['title', title],
      ['presentation', presentation],
      ['discussion', discussion],
    ] as const
  ).flatMap(([name, text]) => (confirmed.has(name) || text !== '' ? [[name, { ...NO_FIELD, text, confirmed: text, sent: text }] as const] : []));
  return { fields: new Map(fields), age, sex, ageChosen: age !== null, sexChosen: sex !== null };
}
