import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, ErrorBox, Page } from '../../ui/index.ts';
import { entriesOf, filesOf, walkEntries, type Dropped } from './walk.ts';

/** What takes files can be told: how to begin with them. */
export interface TakeFiles {
  readonly onFiles: (files: readonly Dropped[]) => void;
  readonly onFound: (count: number) => void;
}

/** Takes what is dropped anywhere on the page, folders included; else a browser would open the file in its place. */
export function useDropAnywhere(take: TakeFiles): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const over = (event: DragEvent): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const entries = event.dataTransfer === null ? [] : entriesOf(event.dataTransfer);
      const { onFiles, onFound } = latest.current;
      if (entries.length === 0) return;
      onFound(0);
      void walkEntries(entries, onFound, new AbortController().signal).then(({ files }) => onFiles(files));
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);
}

/** Buttons that open the browser's own choosers, for a folder and for files. */
export function Choosers({ onFiles, quiet = false }: { readonly onFiles: TakeFiles['onFiles']; readonly quiet?: boolean }): ReactNode {
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // React has no attribute of this name in its types; the browsers have.
    folder.current?.setAttribute('webkitdirectory', '');
  }, []);
  const take = (input: HTMLInputElement): void => {
    const chosen = filesOf(input.files ?? []);
    input.value = '';
    if (chosen.length > 0) onFiles(chosen);
  };
  return (
    <>
      <input ref={folder} type="file" multiple hidden aria-label="Folder" data-choose="folder" onChange={(event) => take(event.target)} />
      <input ref={files} type="file" multiple hidden aria-label="Files" data-choose="files" onChange={(event) => take(event.target)} />
      <Button kind={quiet ? 'quiet' : 'primary'} {...(quiet ? {} : { keys: 'O' })} onPress={() => folder.current?.click()}>
        {quiet ? 'Add a folder' : 'Choose a folder'}
      </Button>
      <Button kind={quiet ? 'quiet' : 'plain'} onPress={() => files.current?.click()}>
        {quiet ? 'Add files' : 'Choose files'}
      </Button>
    </>
  );
}

/** What the first screen can be told. */
export interface DropScreenProps {
  readonly onFiles: TakeFiles['onFiles'];
  readonly found: number | null;
  readonly wrong: string | null;
  /** The short number of the draft that one goes on with. */
  readonly draft: string | null;
  readonly keyGiven: boolean;
  readonly onKeyFile: (file: File) => void;
  readonly onSample: (number: number) => void;
}

/** The first screen: a place to drop that fills the page, with what it accepts. */
export function DropScreen(props: DropScreenProps): ReactNode {
  const { draft, found, keyGiven, onFiles, onKeyFile, onSample, wrong } = props;
  const [over, setOver] = useState(false);
  const key = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const pasted = filesOf(event.clipboardData?.files ?? []);
      if (pasted.length === 0) return;
      event.preventDefault();
      onFiles(pasted);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [onFiles]);
  return (
    <Page width="full">
      <section
        className={`drop${over ? ' drop-over' : ''}`}
        aria-label="Drop a folder here"
        onDragEnter={() => setOver(true)}
        onDragLeave={(event) => event.currentTarget === event.target && setOver(false)}
        onDrop={() => setOver(false)}
      >
        <div className="drop-words">
          <h1>{draft === null ? 'Drop a folder here' : `Draft ${draft}: drop the same folder again`}</h1>
          <p>
            {draft === null
              ? 'A study from a disc or an export: DICOM files in folders, or one zip. Or paste.'
              : 'Originals are not kept anywhere, so the draft needs them again. With its key file only what is missing is sent.'}
          </p>
          {wrong === null ? null : <ErrorBox title={wrong} />}
          {found === null ? null : (
            <p role="status" className="drop-found">
              {found === 0 ? 'Opening…' : `${found.toLocaleString('en-GB')} files found so far`}
            </p>
          )}
          <div className="row drop-acts">
            <Choosers onFiles={onFiles} />
          </div>
          <ul className="drop-promise">
            <li>The files are opened on this device. Nothing of them is sent until you have looked at it and signed.</li>
            <li>CT, MR, PET, radiographs and mammograms without a head in them are taken today.</li>
            <li>Ultrasound, angiography, nuclear medicine, screenshots, photographs and heads follow: they are shown, with the reason.</li>
          </ul>
          <div className="row drop-more">
            <input
              ref={key}
              type="file"
              hidden
              aria-label="Key file"
              data-choose="key"
              accept=".json,application/json"
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                event.target.value = '';
                if (file !== undefined) onKeyFile(file);
              }}
            />
            <Button kind="quiet" onPress={() => key.current?.click()}>
              {keyGiven ? '✓ Key file is open' : 'Open the key file of an earlier part'}
            </Button>
          </div>
          {draft !== null ? null : (
            <div className="row drop-more">
              <span className="muted">No case at hand? Try a synthetic one:</span>
              {[1, 2, 3].map((number) => (
                <Button key={number} onPress={() => onSample(number)}>
                  {SAMPLE_NAMES[number - 1]}
                </Button>
              ))}
            </div>
          )}
        </div>
      </section>
    </Page>
  );
}

const SAMPLE_NAMES = ['CT abdomen', 'CT chest', 'MRI knee'];
