import type { ReactNode } from 'react';
import { Button, MenuButton } from '../ui/index.ts';
import type { Preset } from './presets.ts';
import type { Hand, Stage } from './stage.ts';

/** The hands: name and key of each. */
export const HANDS: readonly (readonly [hand: Hand, name: string, keys: string])[] = [
  ['scroll', 'Scroll', 'S'],
  ['window', 'Window', 'W'],
  ['zoom', 'Zoom', 'Z'],
  ['pan', 'Pan', 'P'],
  ['measure', 'Measure', 'M'],
];

/** Turns of the picture: name and key of each. */
export const TURNS: readonly (readonly [what: Parameters<Stage['turn']>[0], name: string, keys: string])[] = [
  ['invert', 'Invert', 'I'],
  ['rotate', 'Rotate', 'R'],
  ['flip-across', 'Flip', 'H'],
  ['flip-down', 'Flip down', 'V'],
];

/** The row of tools under the picture. */
export function Tools(props: {
  readonly hand: Hand;
  readonly onHand: (hand: Hand) => void;
  readonly presets: readonly Preset[];
  /** The preset that is set, if it is one. */
  readonly preset: string | null;
  readonly onPreset: (n: number) => void;
  readonly playing: boolean;
  readonly onPlay: (() => void) | null;
  readonly onTurn: (what: Parameters<Stage['turn']>[0]) => void;
  readonly onClear: () => void;
  readonly onReset: () => void;
  readonly onFull: () => void;
  readonly onHelp: () => void;
}): ReactNode {
  return (
    <div className="viewer-tools" role="toolbar" aria-label="Tools">
      {HANDS.map(([hand, name, keys]) => (
        <Button key={hand} keys={keys} pressed={props.hand === hand} onPress={() => props.onHand(hand)}>
          {name}
        </Button>
      ))}
      <div className="viewer-gap" />
      {props.onPlay === null ? null : (
        <Button kind="quiet" keys="C" pressed={props.playing} onPress={props.onPlay}>
          {props.playing ? 'Stop' : 'Play'}
        </Button>
      )}
      <div className="grow" />
      <MenuButton
        name="More"
        label="More: turn the picture, reset"
        entries={[
          ...TURNS.map(([what, name, keys]) => ({ name, aside: keys, onPress: () => props.onTurn(what) })),
          { name: 'Clear measurements', aside: 'Backspace', onPress: props.onClear },
          { name: 'Reset', aside: '0', onPress: props.onReset },
        ]}
      />
      <MenuButton
        kind="plain"
        name={props.preset ?? 'Presets'}
        label="Window presets"
        entries={props.presets.map(({ name }, n) => ({ name, aside: String(n + 1), here: name === props.preset, onPress: () => props.onPreset(n) }))}
      />
      <Button keys="F" onPress={props.onFull}>
        Full screen
      </Button>
      <Button keys="?" label="Help: keys and hands" onPress={props.onHelp}>
        Help
      </Button>
    </div>
  );
}
