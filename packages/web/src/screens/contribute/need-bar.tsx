import type { ReactNode } from 'react';
import { Button, TierBadge, sayCount, sayMany } from '../../ui/index.ts';
import type { Need } from './queue.ts';
import type { Series } from './series.ts';
import { useBench } from './use-bench.tsx';

/** What stands below the picture: what this series needs, one sentence why, and the one key that settles it. */
export function NeedBar(props: {
  readonly series: Series;
  readonly need: Need | null;
  readonly needs: readonly Need[];
  readonly sight: { readonly seen: number; readonly of: number; readonly all: boolean };
  readonly isOff: boolean;
  readonly canRemove: boolean;
  readonly onDraw: (keep: boolean) => void;
  readonly onRemove: () => void;
  readonly onNeed: (by: number) => void;
  /** Null where one is writing or sending already. */
  readonly onWrite: (() => void) | null;
}): ReactNode {
  const { canRemove, isOff, need, needs, onDraw, onNeed, onRemove, onWrite, series, sight } = props;
  const { bench, view } = useBench();
  const place = needs.findIndex((one) => one.kind === need?.kind && one.series === need.series);
  const leaveOut = (): void => bench.act({ kind: 'leave-out', series: series.key });
  const undo = (
    <Button kind="quiet" keys="Z" off={view.canUndo ? false : 'There is nothing to take back'} onPress={bench.undo}>
      Undo
    </Button>
  );
  if (isOff) {
    return (
      <>
        <div className="fix-why">
          <div role="status">
            <b>This series is left out.</b>{' '}
            <span className="muted">
              {series.off === 'localiser' ? 'Localisers are rarely useful to a reader. Take it in if this one is.' : 'Nothing of it is sent.'}
            </span>
          </div>
          <Moves {...{ needs, onNeed, place }}>{undo}</Moves>
        </div>
        <div className="fix-acts">
          <Button keys="A" onPress={() => bench.act({ kind: 'take-in', series: series.key })}>
            Take it in
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="fix-why">
        <div role="status">
          <Why {...{ need, needs, series, sight }} />
        </div>
        <Moves {...{ needs, onNeed, place }}>{undo}</Moves>
      </div>
      <div className="fix-acts">
        {need === null ? (
          needs.length === 0 && onWrite !== null ? (
            <Button kind="primary" keys="A" onPress={onWrite}>
              Write and send
            </Button>
          ) : null
        ) : need.kind === 'head' ? (
          <Button kind="primary" keys="A" onPress={() => bench.act({ kind: 'no-head', series: series.key })}>
            No head, face or neck in it
          </Button>
        ) : (
          <Button kind="primary" keys="A" off={offBecause(sight)} onPress={() => bench.act({ kind: 'confirm', series: series.key })}>
            {sight.of === 1 ? 'Nothing identifies on it' : `Nothing identifies on all ${sayCount(sight.of)}`}
          </Button>
        )}
        {need?.kind === 'head' ? null : (
          <>
            <Button keys="D" onPress={() => onDraw(false)}>
              Draw
            </Button>
            <Button keys="C" onPress={() => onDraw(true)}>
              Crop
            </Button>
            <Button keys="R" off={canRemove ? false : 'Open a frame first'} onPress={onRemove}>
              Remove frame
            </Button>
          </>
        )}
        <Button keys="S" onPress={leaveOut}>
          {need?.kind === 'head' ? 'A head: leave it out' : 'Leave out'}
        </Button>
      </div>
    </>
  );
}

function offBecause({ all, of, seen }: { readonly seen: number; readonly of: number; readonly all: boolean }): string | false {
  if (all) return false;
  if (of === 0) return 'No frame is left to be sent';
  return seen < of ? `Look at the rest first: ${sayMany(of - seen, 'frame')} not seen yet` : 'Cleaning is not finished yet';
}

function Why({
  need,
  needs,
  series,
  sight,
}: {
  readonly need: Need | null;
  readonly needs: readonly Need[];
  readonly series: Series;
  readonly sight: { readonly seen: number; readonly of: number };
}): ReactNode {
  if (need === null) {
    return (
      <>
        <TierBadge tier="clean">{series.frames === 1 ? 'Clean, and you have looked at it' : 'Clean, and you have looked at every frame'}</TierBadge>{' '}
        <b>{needs.length === 0 ? 'Nothing needs you.' : ''}</b>{' '}
        <span className="muted">
          {needs.length === 0 ? 'The images are ready. Write the case and send it.' : `${sayMany(needs.length, 'question')} left.`}
        </span>
      </>
    );
  }
  if (need.kind === 'head') {
    return (
      <>
        <b>Does this series show a head, a face or a neck?</b>{' '}
        <span className="muted">
          The files do not name the part of the body. From slices of a head a face can be rendered, so heads are not taken yet (S36, S49).
        </span>
      </>
    );
  }
  const left = sight.of - sight.seen;
  return (
    <>
      <b>
        {left === 0
          ? sight.of === 1
            ? 'You have looked at it as it will be sent.'
            : `You have looked at all ${sayCount(sight.of)} frames as they will be sent.`
          : `Look at every frame as it will be sent: ${sayCount(sight.seen)} of ${sayCount(sight.of)} seen.`}
      </b>{' '}
      <span className="muted">
        The header is clean, and lettering that was found is black. No detector finds all of it: names, dates and numbers that are left are for your
        eyes (S5, S8).
      </span>
    </>
  );
}

/** The way to the question before and after, with the place in the queue, and what else leads back. */
export function Moves(props: {
  readonly needs: readonly Need[];
  readonly place: number;
  readonly onNeed: (by: number) => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { children, needs, onNeed, place } = props;
  const isAlone = needs.length === 0 || (needs.length === 1 && place === 0);
  return (
    <div className="fix-moves">
      {isAlone ? null : (
        <>
          <Button kind="quiet" keys="P" onPress={() => onNeed(-1)}>
            Previous
          </Button>
          <span className="muted">{place < 0 ? `${sayCount(needs.length)} left` : `${place + 1} of ${sayCount(needs.length)}`}</span>
          <Button kind="quiet" keys="N" onPress={() => onNeed(1)}>
            Next
          </Button>
        </>
      )}
      {children}
    </div>
  );
}
