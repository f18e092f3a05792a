import type { PolicyStamp } from '@silhouette/core/model';
import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { loadPicture, makeFrames } from '../../viewer/index.ts';
import type { Frames } from '../../viewer/index.ts';
import { startPool, type Pool } from '../../worker/index.ts';
import type { Picture } from '../../ui/index.ts';
import { bytesOfClean, openBench, type Bench, type BenchView } from './bench.ts';

/** The bench with what reads its pictures. */
export interface Workbench {
  readonly pool: Pool;
  readonly bench: Bench;
  readonly stamp: PolicyStamp;
  readonly secret: Uint8Array;
  /** A frame as it came. */
  readonly asItCame: (item: number, frame: number, signal: AbortSignal) => Promise<Picture | null>;
  /** A frame as it will be sent: read from the very object that will be sent. */
  readonly asSent: (item: number, frame: number, signal: AbortSignal) => Promise<Picture | null>;
}

const SOON_MS = 80;
const SECRET_BYTES = 32;

/** A new secret of a contribution. */
export const newSecret = (): Uint8Array => crypto.getRandomValues(new Uint8Array(SECRET_BYTES));

/** Opens a bench for a policy and a secret; it is closed with the screen. Null until the policy is understood, `policy` when it is not. */
export function useWorkbench(policy: unknown, secret: Uint8Array): Workbench | 'policy' | null {
  const [found, setFound] = useState<Workbench | 'policy' | null>(null);
  useEffect(() => {
    if (policy === null) return undefined;
    const pool = startPool(policy, secret);
    const bench = openBench({ pool, clock: () => performance.now() / 1_000, soon: (act) => void setTimeout(act, SOON_MS) });
    const clean = makeFrames(async (name) => bytesOfClean(await bench.cleanOf(Number(name.split('/')[0]))));
    const came = makeFrames((name) => bench.bytesOf(Number(name)));
    void pool.stamp().then((stamp) =>
      setFound(
        stamp.ok
          ? {
              pool,
              bench,
              stamp: stamp.value,
              secret,
              asItCame: reader(came, String),
              asSent: reader(clean, (item) => `${item}/${bench.markOf(item)}`),
            }
          : 'policy',
      ),
    );
    return () => {
      setFound(null);
      clean.close();
      came.close();
      pool.close();
    };
  }, [policy, secret]);
  return found;
}

const reader =
  (frames: Frames, nameOf: (item: number) => string): Workbench['asSent'] =>
  (item, frame, signal) =>
    loadPicture(frames, { object: nameOf(item), frame }, signal);

/** What the parts of the bench share. */
export interface Shared extends Workbench {
  readonly view: BenchView;
}

const Here = createContext<Shared | null>(null);

/** Gives the bench to the screens below, with its state as it changes. */
export function BenchDoor({ workbench, children }: { readonly workbench: Workbench; readonly children: React.ReactNode }): React.ReactNode {
  const view = useSyncExternalStore(workbench.bench.listen, workbench.bench.view);
  const shared = useMemo(() => ({ ...workbench, view }), [workbench, view]);
  return <Here.Provider value={shared}>{children}</Here.Provider>;
}

/** The bench that a part belongs to. */
export function useBench(): Shared {
  const here = useContext(Here);
  if (here === null) throw new Error('part outside of its bench');
  return here;
}
