import { useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog, Key, TickField, singleKeysOn, turnSingleKeys } from '../ui/index.ts';
import type { Preset } from './presets.ts';
import { HANDS, TURNS } from './tools.tsx';

const MOVES: readonly (readonly [keys: readonly string[], what: string])[] = [
  [['ArrowUp', 'ArrowDown'], 'one image back, on'],
  [['PageUp', 'PageDown'], 'ten images'],
  [['Home', 'End'], 'first, last image'],
  [['[', ']'], 'series before, after'],
  [['C'], 'play and stop'],
  [['-', 'Plus'], 'farther, closer'],
  [['Backspace'], 'clear measurements'],
  [['0'], 'reset'],
  [['F'], 'full screen'],
];

const TOUCH: readonly (readonly [how: string, what: string])[] = [
  ['Wheel', 'scrolls'],
  ['Left drag', 'what is chosen below the image'],
  ['Right drag', 'window: across is width, down is level'],
  ['Middle drag', 'pans'],
  ['One finger', 'what is chosen below the image'],
  ['Two fingers', 'zoom and pan'],
];

/** Every key and hand of the viewer, and the switch that turns single keys off. */
export function Help({
  open,
  onClose,
  presets,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly presets: readonly Preset[];
}): ReactNode {
  const [on, setOn] = useState(singleKeysOn);
  const lines: readonly (readonly [keys: readonly string[], what: string])[] = [
    ...[...HANDS, ...TURNS].map(([, name, keys]) => [[keys], name.toLowerCase()] as const),
    ...MOVES,
    ...presets.map(({ name }, n) => [[String(n + 1)], name] as const),
  ];
  return (
    <Dialog title="Keys and hands" open={open} onClose={onClose} wide>
      <dl className="help-keys">
        {lines.map(([keys, what]) => (
          <div key={keys.join()}>
            <dt>
              {keys.map((one) => (
                <Key key={one} keys={one} />
              ))}
              <span className="only-read-aloud">{keys.join(', ')}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <dl className="help-keys">
        {TOUCH.map(([how, what]) => (
          <div key={how}>
            <dt className="help-how">{how}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <TickField
        checked={on}
        onChange={(next) => {
          turnSingleKeys(next);
          setOn(next);
        }}
        hint="Turn them off if you speak to your computer, or press keys by accident. Kept in this browser."
      >
        Single keys act
      </TickField>
    </Dialog>
  );
}
