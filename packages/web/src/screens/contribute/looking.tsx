import type { ReactNode } from 'react';
import { Button, Meter, Page, sayBytes, sayCount } from '../../ui/index.ts';
import { sayTimeLeft } from './say.ts';
import { useBench } from './use-bench.tsx';

/** The first look under way: counts, time left, and a way to stop. */
export function LookingScreen(): ReactNode {
  const { bench, view } = useBench();
  const { done, of, secondsLeft } = view.looked;
  return (
    <Page width="narrow" title="Looking at the files">
      <div className="stack">
        <p className="muted">Headers are read and sorted into series, on this device.</p>
        <Meter done={done} of={of} label="Files looked at" />
        <p role="status">
          {sayCount(done)} of {sayCount(of)} files, {sayBytes(view.heldBytes)}
          {secondsLeft === null ? '' : `; ${sayTimeLeft(secondsLeft)}`}
        </p>
        <div className="row">
          <Button keys="Escape" onPress={bench.stopLooking}>
            Stop
          </Button>
        </div>
      </div>
    </Page>
  );
}
