import { decodeFrame } from '@silhouette/engines/codecs';
import { no } from '@silhouette/core/model';
import type { Result } from '@silhouette/core/model';
import { openObject, readFrame } from './open.ts';
import type { OpenObject, ReadFrame, ShowRefusal } from './open.ts';

/** What the page asks of the worker: to take an object, to read a frame of one, to forget one. */
export type FramesAsk =
  | { readonly kind: 'take'; readonly turn: number; readonly object: string; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'read'; readonly turn: number; readonly object: string; readonly frame: number }
  | { readonly kind: 'forget'; readonly object: string };

/** What the worker answers. */
export type FramesAnswer =
  | { readonly kind: 'taken'; readonly turn: number; readonly answer: Result<number, ShowRefusal> }
  | { readonly kind: 'read'; readonly turn: number; readonly answer: Result<ReadFrame, ShowRefusal> };

const open = new Map<string, OpenObject>();

const answer = (message: FramesAnswer, transfer: readonly ArrayBuffer[] = []): void => postMessage(message, { transfer: [...transfer] });

async function read(object: string, frame: number): Promise<Result<ReadFrame, ShowRefusal>> {
  const found = open.get(object);
  return found === undefined ? no('unreadable') : readFrame(found, frame, decodeFrame).catch(() => no('crashed' as const));
}

addEventListener('message', (event: MessageEvent<FramesAsk>) => {
  const ask = event.data;
  if (ask.kind === 'forget') {
    open.delete(ask.object);
  } else if (ask.kind === 'take') {
    const opened = openObject(ask.bytes);
    if (opened.ok) open.set(ask.object, opened.value);
    answer({ kind: 'taken', turn: ask.turn, answer: opened.ok ? { ok: true, value: opened.value.frames } : opened });
  } else {
    void read(ask.object, ask.frame).then((found) =>
      answer({ kind: 'read', turn: ask.turn, answer: found }, found.ok ? [found.value.values.buffer] : []),
    );
  }
});
