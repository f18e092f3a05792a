import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, PictureBox, useKeys } from '../ui/index.ts';
import type { Tone } from '../ui/index.ts';
import { loadPicture } from '../viewer/index.ts';
import type { Frames } from '../viewer/index.ts';
import type { FramePlace } from './frames-of.ts';

/** The tones of a sheet, so that no stored value stays out of sight. */
export const TONES: readonly (readonly [tone: Tone, name: string, why: string])[] = [
  ['shown', 'As shown', 'As readers see it'],
  ['full', 'Full range', 'Every stored value from the lowest to the highest'],
  ['dark', 'Dark end', 'The lowest values, spread: text in black on black shows here'],
  ['bright', 'Bright end', 'The highest values, spread: text in white on white shows here'],
];

/** Chooses a tone. */
export function ToneChoice({ tone, onTone }: { readonly tone: Tone; readonly onTone: (tone: Tone) => void }): ReactNode {
  return (
    <div className="row" role="group" aria-label="Which values are shown">
      {TONES.map(([one, name, why]) => (
        <Button key={one} pressed={tone === one} onPress={() => onTone(one)} title={why}>
          {name}
        </Button>
      ))}
    </div>
  );
}

/** One frame of the sheet over the whole window; arrows go on, Escape goes back. */
export function LookCloser(props: {
  readonly places: readonly FramePlace[];
  readonly at: number;
  readonly caseId: string;
  readonly frames: Frames;
  readonly tone: Tone;
  readonly onTone: (tone: Tone) => void;
  readonly onMove: (at: number) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { places, at, caseId, frames, onMove, onClose } = props;
  const self = useRef<HTMLDivElement>(null);
  const [zoomed, setZoomed] = useState(false);
  const place = places[at];
  const step = (by: number) => (): void => onMove(Math.min(Math.max(at + by, 0), places.length - 1));
  useKeys({ ArrowRight: step(1), ArrowDown: step(1), ArrowLeft: step(-1), ArrowUp: step(-1), Escape: onClose }, { within: () => self.current });
  useEffect(() => {
    const before = document.activeElement;
    self.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  if (place === undefined) return null;
  const object = `${caseId}/${place.object}`;
  return (
    <div ref={self} className="closer" role="dialog" aria-modal="true" aria-label={place.label} tabIndex={-1}>
      <div className="closer-bar">
        <b>{place.label}</b>
        <div className="grow" />
        <ToneChoice tone={props.tone} onTone={props.onTone} />
        <Button pressed={zoomed} onPress={() => setZoomed(!zoomed)} keys="Z">
          Twice as large
        </Button>
        <Button onPress={onClose} keys="Escape">
          Back
        </Button>
      </div>
      <div
        className={zoomed ? 'closer-stage closer-zoomed' : 'closer-stage'}
        onWheel={(event) => (zoomed ? undefined : step(event.deltaY > 0 ? 1 : -1)())}
      >
        <PictureBox
          key={`${object}/${place.frame}`}
          id={`${object}/${place.frame}`}
          label={place.label}
          tone={props.tone}
          load={(signal) => loadPicture(frames, { object, frame: place.frame }, signal)}
        />
      </div>
      <div className="closer-foot">
        <Button onPress={step(-1)} keys="ArrowLeft">
          Previous
        </Button>
        <Button onPress={step(1)} keys="ArrowRight">
          Next
        </Button>
      </div>
    </div>
  );
}
