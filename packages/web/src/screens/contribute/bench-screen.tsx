import type { CaseView, ConfirmedText } from '@silhouette/core/api';
import { ATTESTATIONS, TERMS } from '@silhouette/core/cases';
import { AgeBand } from '@silhouette/core/model';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { sayTimeLeft, bandOf, sexOf } from './say.ts';
import { readyObjects, type BenchView } from './bench.ts';
import { boxesOn, similarTo } from './choices.ts';
import { Fix } from './fix.tsx';
import { needAfter, needsOf, needToShow, type Need } from './queue.ts';
import { modalityOf, recordOf, studiesOf, type Ready } from './record.ts';
import { saveCase, saveKey } from './save-files.ts';
import type { Submission } from './send.ts';
import type { Series } from './series.ts';
import { NOTHING_SAID, SentScreen, Sign, type Said } from './sign.tsx';
import { Steps, type Pane } from './steps.tsx';
import { Tray } from './tray.tsx';
import { useBench, type Shared } from './use-bench.tsx';
import { useSending } from './use-sending.ts';
import type { CaseWords } from './use-words.ts';
import type { Dropped } from './walk.ts';
import { fieldOf, firstMissing, standing, type FieldName, type Words } from './words-state.ts';
import { Write, type WrittenStudy } from './write.tsx';
import { sayModality } from '../words.ts';

/** What the bench can be told. */
export interface BenchScreenProps {
  readonly caseWords: CaseWords;
  readonly earlier: CaseView | null;
  readonly onFiles: (files: readonly Dropped[]) => void;
  readonly onSent: () => void;
  readonly onNew: () => void;
}

const TEXTS = ['title', 'presentation', 'discussion'] as const;

/** Three columns: the series, what needs a person, the words and the sending. On a phone one at a time. */
export function BenchScreen({ caseWords, earlier, onFiles, onNew, onSent }: BenchScreenProps): ReactNode {
  const shared = useBench();
  const { bench, view } = shared;
  const { words } = caseWords;
  const [pane, setPane] = useState<Pane>('fix');
  const [said, setSaid] = useState<Said>(NOTHING_SAID);
  const queue = useQueue(view);
  const studies = useStudies(view, caseWords, earlier);
  const ready = useReady(view);
  const { reset, send, sending, stop } = useSending(caseWords.ensureDraft);
  const [saving, setSaving] = useState<string | null>(null);
  const fields = fieldsOf(words, studies);
  const missing = firstMissing({
    ready: ready.length,
    needs: queue.needs.length,
    cleaning: view.cleaned.done < view.cleaned.of,
    fields: fields.map(([name, label]) => [label, fieldOf(words, name)]),
    consent: said.consent,
    terms: said.terms,
    statements: ATTESTATIONS.every(({ id }) => said.statements.has(id)),
  });
  const save = (): void => {
    setSaving('Packing');
    void saveCase(ready, (done) => setSaving(`Packing ${done} of ${ready.length}`)).finally(() => setSaving(null));
  };
  const sendNow = (): void => {
    reset();
    send(planOf({ shared, ready, words, said }), () => {
      caseWords.allSent(fields.map(([name]) => name));
      onSent();
    });
  };
  const leaveOut = (): void => {
    if (sending.kind !== 'ended' || sending.why.kind !== 'turned-away') return;
    const gone = new Set(sending.why.objects.map(({ object }) => object));
    for (const one of readyObjects(view)) if (gone.has(one.object.object)) bench.act({ kind: 'remove', series: one.series.key, item: one.item });
    reset();
  };
  const ends = { ready, saving, onSaveCase: save, onSaveKey: () => saveKey(shared.secret) };
  if (sending.kind === 'done')
    return (
      <main id="content" className="contribute contribute-sent" tabIndex={-1}>
        <SentScreen {...ends} onNew={onNew} />
      </main>
    );
  const written =
    fields.every(([name]) => ['empty', 'confirmed', 'sent'].includes(standing(fieldOf(words, name)))) && fieldOf(words, 'title').text.trim() !== '';
  return (
    <main id="content" className="contribute" data-pane={pane} tabIndex={-1}>
      <h1 className="only-read-aloud">New case</h1>
      <Steps pane={pane} onPane={setPane} needs={queue.needs.length} written={written} aside={asideOf(view)} />
      <Tray
        current={queue.series?.key ?? null}
        onChoose={(key) => {
          queue.choose(key);
          setPane('fix');
        }}
        onFiles={onFiles}
      />
      <div className="contribute-fix">
        <Fix
          series={queue.series}
          need={queue.need}
          needs={queue.needs}
          onNeed={queue.move}
          onWrite={pane === 'fix' || pane === 'series' ? () => setPane('write') : null}
        />
      </div>
      <div className="contribute-words" key={pane === 'send' ? 'send' : 'write'}>
        {pane === 'send' ? (
          <Sign {...ends} said={said} onSaid={setSaid} missing={missing} sending={sending} onSend={sendNow} onStop={stop} onLeaveOut={leaveOut} />
        ) : (
          <Write
            words={words}
            studies={studies}
            onType={caseWords.type}
            onDismiss={caseWords.dismiss}
            onConfirm={caseWords.confirm}
            onAge={caseWords.setAge}
            onSex={caseWords.setSex}
            onNext={() => setPane('send')}
          />
        )}
      </div>
    </main>
  );
}

interface Queue {
  readonly needs: readonly Need[];
  readonly need: Need | null;
  readonly series: Series | null;
  readonly choose: (series: string) => void;
  readonly move: (by: number) => void;
}

function useQueue(view: BenchView): Queue {
  const { choices, sorted } = view;
  const needs = useMemo(() => needsOf(sorted.series, choices), [sorted, choices]);
  const [chosen, setChosen] = useState<{ readonly series: string; readonly pinned: boolean } | null>(null);
  const [last, setLast] = useState<Need | null>(null);
  // A series that a person chose stays; else the queue goes on by itself when a need is settled.
  const isPinned = chosen?.pinned === true && sorted.series.some(({ key }) => key === chosen.series);
  const need = isPinned ? (needs.find(({ series }) => series === chosen.series) ?? null) : needToShow(needs, last);
  useEffect(() => setLast(need), [need]);
  const key = isPinned ? chosen.series : (need?.series ?? last?.series ?? chosen?.series);
  const series = sorted.series.find((one) => one.key === key) ?? sorted.series[0] ?? null;
  useEffect(() => {
    // When the need of a chosen series is settled, the queue takes over again.
    if (isPinned && need === null && last !== null && last.series === chosen.series) setChosen({ series: chosen.series, pinned: false });
  }, [isPinned, need, last, chosen]);
  return {
    needs,
    need,
    series,
    choose: (one) => {
      setLast(null);
      setChosen({ series: one, pinned: true });
    },
    move: (by) => {
      const next = needAfter(needs, need, by);
      if (next === null) return;
      setLast(next);
      setChosen({ series: next.series, pinned: false });
    },
  };
}

/** The studies for which findings are written, and what the headers and the earlier draft say for a start. */
function useStudies(view: BenchView, { begin, fromHeaders }: CaseWords, earlier: CaseView | null): readonly WrittenStudy[] {
  const { choices, items, sorted } = view;
  const studies = useMemo(() => {
    const taken = sorted.series.filter(({ key, refusal }) => refusal === null && !choices.off.has(key));
    return [...new Set(taken.map(({ study }) => study))].map((key) => ({ key, modality: modalityOf(taken.filter(({ study }) => study === key)) }));
  }, [sorted, choices.off]);
  useEffect(() => {
    const facts = [...items.values()].flatMap(({ seen }) => (seen?.ok === true ? [seen.value.facts] : []));
    const age = facts.find((one) => one.age !== null)?.age ?? null;
    fromHeaders(bandOf(age, AgeBand.options), sexOf(facts.find(({ sex }) => sex !== null)?.sex ?? null));
  }, [sorted, fromHeaders]);
  useEffect(() => {
    begin(
      studies.flatMap(({ key }, n) => [[`findings/${key}`, earlier?.content.studies[n]?.findings ?? ''] as const]).filter(([, text]) => text !== ''),
    );
  }, [studies, earlier, begin]);
  return studies;
}

function useReady(view: BenchView): readonly Ready[] {
  return useMemo(() => {
    const similar = (key: string): readonly string[] => similarTo(view.sorted.series, key);
    const known = new Set<string>();
    return readyObjects(view).flatMap(({ item, object, series }) => {
      if (known.has(object.object)) return [];
      known.add(object.object);
      return [
        {
          series,
          object,
          boxes: boxesOn(view.choices, { id: item, series: series.key, columns: series.columns, rows: series.rows }, similar).length,
        },
      ];
    });
  }, [view.choices, view.clean, view.sorted]);
}

function fieldsOf(words: Words, studies: readonly WrittenStudy[]): readonly (readonly [FieldName, string])[] {
  return [
    ['title', 'the title'],
    ['presentation', 'the presentation'],
    ...studies.map(({ key, modality }) => [`findings/${key}`, `the findings of ${sayModality(modality)}`] as const),
    ['discussion', 'the discussion'],
  ];
}

function planOf({
  ready,
  said,
  shared,
  words,
}: {
  readonly shared: Shared;
  readonly ready: readonly Ready[];
  readonly words: Words;
  readonly said: Said;
}): Submission {
  const { stamp, view } = shared;
  const texts = TEXTS.flatMap((name): Exclude<ConfirmedText, { field: 'findings' }>[] => {
    const { dismissed, sent, text } = fieldOf(words, name);
    return sent === text || (sent === null && text === '') ? [] : [{ field: name, text, confirmed: true, dismissed: [...dismissed] }];
  });
  return {
    parcels: ready.map(({ object }) => ({ object: object.object, blob: object.blob })),
    studies: studiesOf(ready, (study) => {
      const { dismissed, text } = fieldOf(words, `findings/${study}`);
      return { findings: text, dismissed };
    }),
    texts,
    age: words.age,
    sex: words.sex,
    consent: said.consent ?? 'unsure',
    terms: TERMS.version,
    attestations: ATTESTATIONS.map(({ id, version }) => ({ id, version })),
    record: recordOf(ready, stamp, view.items.size - ready.length),
  };
}

function asideOf({ cleaned }: BenchView): string {
  if (cleaned.done >= cleaned.of) return '';
  const left = cleaned.secondsLeft === null ? '' : `, ${sayTimeLeft(cleaned.secondsLeft)}`;
  return `Cleaning ${cleaned.done} of ${cleaned.of}${left}`;
}
