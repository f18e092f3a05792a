import type { Answer, Given, ProblemCode, RouteName } from '@silhouette/core/api';
import type { Actor } from '@silhouette/core/cases';
import type { Finding, Result } from '@silhouette/core/model';
import type { Gate } from '../gate/index.ts';
import type { AccountKept, Blob, Store } from '../store/index.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { Room } from './receive.ts';

/** What the edge is given: everything that it uses of the world. */
export interface Edge {
  readonly store: Store;
  readonly gate: Gate;
  readonly log: Log;
  readonly limits: Limits;
  readonly clock: () => number;
  /** A new random UUID, version 4. */
  readonly newId: () => string;
  /** How much of uploads may be in memory at once. */
  readonly room: Room;
  /** The folder of the built pages. */
  readonly pages: string;
  /** The address at which people see this archive, when it is known: `https:` makes cookies secure. */
  readonly origin: string | null;
}

/** Who asks, and the parts of a request that a schema does not hold. */
export interface Asking {
  readonly actor: Actor;
  readonly account: AccountKept | null;
  readonly token: string | null;
  readonly address: string;
  readonly request: Request;
  /** Sets or, with null, removes the session's cookie on the answer. */
  readonly setSession: (token: string | null) => void;
}

/** Why an answer refuses: a code, a place, findings. */
export interface Refused {
  readonly code: ProblemCode;
  readonly at: string | null;
  readonly findings?: readonly Finding[];
}

/** What a handler gives: for `bytes`, where to read them. */
export type Answered<N extends RouteName> = Answer<N> extends 'bytes' ? Blob : Answer<N>;
export type Handler<N extends RouteName> = (given: Given<N>, asking: Asking) => Promise<Result<Answered<N>, Refused>>;
/** One handler for every row of the table: a missing one stops the build. */
export type Handlers = { readonly [N in RouteName]: Handler<N> };
export type Some<N extends RouteName> = Pick<Handlers, N>;
