import type { TextField } from '@silhouette/core/model';
import type { JudgedText } from '@silhouette/core/policy/text';

export interface TextAsk {
  readonly id: number;
  readonly text: string;
  readonly field: TextField;
}
export interface TextAnswer {
  readonly id: number;
  readonly findings: readonly JudgedText[];
}

/** Looks for possible identifiers in a text. */
export type ReadText = (text: string, field: TextField) => Promise<readonly JudgedText[]>;

/** The reader of texts: it works in a thread of its own, so that typing never waits, and sends nothing anywhere. */
export interface TextReader {
  readonly read: ReadText;
  readonly close: () => void;
}

/** What the reader is told: a text to look at, or the way from a thread that looks at files. */
export type TextTold = TextAsk | { readonly from: MessagePort };

const links: MessagePort[] = [];
let tell = (port: MessagePort): void => void links.push(port);

/** Gives the reader a way from a thread that looks at files; kept until there is a reader. */
export const tellTexts = (port: MessagePort): void => tell(port);

/** Starts the reader; its rules and word lists are loaded when the first text comes. A thread that falls leaves its questions unanswered: the server looks again. */
export function openTextReader(): TextReader {
  const worker = new Worker(new URL('./text-thread.ts', import.meta.url), { type: 'module' });
  tell = (from) => worker.postMessage({ from } satisfies TextTold, [from]);
  for (const port of links.splice(0)) tell(port);
  const waiting = new Map<number, (findings: readonly JudgedText[]) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<TextAnswer>) => {
    waiting.get(data.id)?.(data.findings);
    waiting.delete(data.id);
  });
  return {
    read: (text, field) =>
      new Promise((settle) => {
        last += 1;
        waiting.set(last, settle);
        worker.postMessage({ id: last, text, field } satisfies TextAsk);
      }),
    close: () => worker.terminate(),
  };
}
