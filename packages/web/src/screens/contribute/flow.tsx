import type { CaseView } from '@silhouette/core/api';
import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ErrorBox, Page, sayBytes, sayMany } from '../../ui/index.ts';
import { shortId } from '../case-line.tsx';
import { BenchScreen } from './bench-screen.tsx';
import { DropScreen, useDropAnywhere } from './drop.tsx';
import { readKeyFile } from './key-file.ts';
import { LookingScreen } from './looking.tsx';
import { SentLedger } from './sent-ledger.tsx';
import { originalsOf } from './take-in.ts';
import { BenchDoor, useBench, useWorkbench, type Workbench } from './use-bench.tsx';
import { useCaseWords } from './use-words.ts';
import type { Dropped } from './walk.ts';

/** What the flow can be told. */
export interface FlowProps {
  readonly policy: unknown;
  readonly secret: Uint8Array;
  readonly keyGiven: boolean;
  readonly onSecret: (secret: Uint8Array) => void;
  readonly earlier: CaseView | null;
  readonly sample: number | null;
  readonly onNew: () => void;
}

/** One case from drop to review. */
export function Flow(props: FlowProps): ReactNode {
  const workbench = useWorkbench(props.policy, props.secret);
  if (workbench === 'policy') {
    return (
      <Page width="narrow">
        <ErrorBox title="This page does not understand the archive’s policy." again={() => location.reload()}>
          Nothing can be cleaned by rules that are not understood. Load the page again; tell the administrator if it stays.
        </ErrorBox>
      </Page>
    );
  }
  if (workbench === null) return <Page width="full">{null}</Page>;
  return (
    <BenchDoor workbench={workbench}>
      <Stages {...props} workbench={workbench} />
    </BenchDoor>
  );
}

function Stages({ earlier, keyGiven, onNew, onSecret, sample, workbench }: FlowProps & { readonly workbench: Workbench }): ReactNode {
  const { bench, pool, view } = useBench();
  const caseWords = useCaseWords(earlier);
  const [found, setFound] = useState<number | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isSent, setIsSent] = useState(false);
  const takeIn = async (files: readonly Dropped[]): Promise<void> => {
    setWrong(null);
    const { broken, originals } = await originalsOf(files, pool);
    setFound(null);
    if (originals.length === 0)
      return setWrong(broken > 0 ? 'The archive could not be opened. Unpack it and drop the folder.' : 'There was no file in what was dropped.');
    await bench.add(originals);
  };
  const begin = async (number: number): Promise<void> => {
    setFound(0);
    const made = await pool.sample(number);
    setFound(null);
    if (made === null) return setWrong('The synthetic case could not be made. Load the page again.');
    await bench.add(made.files);
    caseWords.begin([
      ['title', made.title],
      ['presentation', made.presentation],
      ['discussion', made.discussion],
    ]);
    const study = bench.view().sorted.series[0]?.study;
    if (study !== undefined) caseWords.begin([[`findings/${study}`, made.findings]]);
  };
  useSample(workbench, sample, begin);
  useGuard(view.items.size > 0 && !isSent);
  useDropAnywhere({ onFiles: (files) => void takeIn(files), onFound: setFound });
  const openKey = async (file: File): Promise<void> => {
    const read = readKeyFile(await file.text().catch(() => ''));
    if (read.ok) onSecret(read.value);
    else setWrong('This is no key file. It is called silhouette-key.json when it is saved.');
  };
  const held = view.items.size === 0 ? '' : `${sayMany(view.items.size, 'file')}, ${sayBytes(view.heldBytes)} held here`;
  const nothing = view.stage === 'ready' && view.items.size > 0 && view.sorted.series.length === 0;
  return (
    <>
      <SentLedger held={held} />
      {view.stage === 'looking' ? (
        <LookingScreen />
      ) : view.items.size === 0 || nothing ? (
        <DropScreen
          onFiles={(files) => void takeIn(files)}
          found={found}
          wrong={wrong ?? (nothing ? 'None of these files is a DICOM image that could be read. Choose the folder of the study itself.' : null)}
          draft={earlier === null ? null : shortId(earlier.id)}
          keyGiven={keyGiven}
          onKeyFile={(file) => void openKey(file)}
          onSample={(number) => void begin(number)}
        />
      ) : (
        <BenchScreen caseWords={caseWords} earlier={earlier} onFiles={(files) => void takeIn(files)} onSent={() => setIsSent(true)} onNew={onNew} />
      )}
    </>
  );
}

function useSample(workbench: Workbench, sample: number | null, begin: (number: number) => Promise<void>): void {
  const once = useMemo(() => ({ done: false }), [workbench]);
  useEffect(() => {
    if (sample === null || once.done) return;
    once.done = true;
    void begin(sample);
  });
}

const LEAVING = 'Leave this case? Its files and the words that are not confirmed are on this page alone.';

/** Asks before the page is left, by the browser's means or by a link of the site: what is on the bench lives in memory alone. */
function useGuard(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || link.hasAttribute('download') || link.target !== '' || link.hash !== '') return;
      if (confirm(LEAVING)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    addEventListener('beforeunload', ask);
    document.addEventListener('click', follow, true);
    return () => {
      removeEventListener('beforeunload', ask);
      document.removeEventListener('click', follow, true);
    };
  }, [on]);
}
