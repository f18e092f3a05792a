import type { ReactNode } from 'react';
import { Button, sayCount } from '../../ui/index.ts';
import type { Drawing } from './fix.tsx';
import type { Reach } from './choices.ts';

/** What stands below the picture while a box is drawn: how far it reaches, and the key that applies it. */
export function DrawBar(props: {
  readonly drawing: Drawing;
  readonly images: number;
  /** Other series of the same kind and size. */
  readonly others: number;
  readonly onReach: (reach: Reach) => void;
  readonly onApply: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { drawing, images, onApply, onCancel, onReach, others } = props;
  const reaches: readonly (readonly [reach: Reach, name: string])[] = [
    ['series', images === 1 ? 'this image' : `all ${sayCount(images)} images`],
    ...(images > 1 ? [['frame', 'this frame only'] as const] : []),
    ...(others > 0 ? [['similar', `and ${sayCount(others)} similar series`] as const] : []),
  ];
  return (
    <>
      <div className="fix-why" role="status">
        <div>
          <b>{drawing.keep ? 'Draw around what stays; all else becomes black.' : 'Draw over what has to go.'}</b>{' '}
          <span className="muted">
            Drag on the picture, or move the box with the arrow keys and size it with Shift. The pixels are gone for good, in every frame it lies on.
            Box {drawing.box.join(', ')}.
          </span>
        </div>
      </div>
      <div className="fix-acts">
        <Button kind="primary" keys="Enter" onPress={onApply}>
          {drawing.keep ? 'Crop' : 'Black out'}
        </Button>
        <div className="row" role="group" aria-label="It lies on">
          {reaches.map(([reach, name]) => (
            <Button key={reach} pressed={drawing.reach === reach} onPress={() => onReach(reach)}>
              {name}
            </Button>
          ))}
        </div>
        <div className="grow" />
        <Button kind="quiet" keys="Escape" onPress={onCancel}>
          Cancel
        </Button>
      </div>
    </>
  );
}
