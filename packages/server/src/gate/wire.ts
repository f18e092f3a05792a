import type { Answer, FileRefusal, Finding } from '@silhouette/core/model';

/** What the thread is asked: to look at bytes. Their buffer moves there and comes back. */
export interface Ask {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly answers: readonly Answer[];
}

/** What the thread saw. */
export type Seen =
  | {
      readonly kind: 'looked';
      readonly frames: number;
      readonly findings: readonly Finding[];
      readonly open: readonly Finding[];
      readonly mustStop: boolean;
    }
  | { readonly kind: 'unreadable'; readonly refusal: FileRefusal };

/** The thread's answer. */
export interface Reply {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly seen: Seen;
}
