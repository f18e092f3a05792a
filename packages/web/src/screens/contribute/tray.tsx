import type { ReactNode } from 'react';
import { PictureBox, SayBox, TierBadge, sayCount, sayMany } from '../../ui/index.ts';
import type { TierWord } from '../../ui/index.ts';
import { everyFrameSeen, type BenchView } from './bench.ts';
import { Choosers } from './drop.tsx';
import { nameSeries, reasonFor, sayFile, sizeOfSeries } from './say.ts';
import type { Series } from './series.ts';
import { useBench } from './use-bench.tsx';
import type { Dropped } from './walk.ts';

/** What the tray can be told. */
export interface TrayProps {
  readonly current: string | null;
  readonly onChoose: (series: string) => void;
  readonly onFiles: (files: readonly Dropped[]) => void;
}

/** Every series with its picture and where it stands; what is not taken says why. */
export function Tray({ current, onChoose, onFiles }: TrayProps): ReactNode {
  const { view } = useBench();
  const { beside, broken, doubles, pictures, series } = view.sorted;
  const people = new Set(series.filter(({ key, refusal }) => refusal === null && !view.choices.off.has(key)).map(({ person }) => person)).size;
  return (
    <aside className="tray" aria-label="Series">
      <ul className="tray-list">
        {series.map((one) => (
          <TraySeries key={one.key} series={one} isCurrent={one.key === current} onChoose={() => onChoose(one.key)} />
        ))}
      </ul>
      <div className="tray-rest">
        {people < 2 ? null : (
          <SayBox tier="ask" title={`These files name ${people} different people.`}>
            A case is about one. Leave out what belongs to another.
          </SayBox>
        )}
        {broken.length === 0 ? null : (
          <details>
            <summary>
              <TierBadge tier="block">{sayMany(broken.length, 'file')} could not be read</TierBadge>
            </summary>
            <ul className="tray-files">
              {broken.map(({ code, name }) => (
                <li key={name}>
                  <b>{name}</b> {sayFile(code)}
                </li>
              ))}
            </ul>
          </details>
        )}
        {pictures.length === 0 ? null : (
          <details>
            <summary>
              <TierBadge tier="block">{sayMany(pictures.length, 'picture or document', 'pictures or documents')} left out</TierBadge>
            </summary>
            <p className="muted">
              Photographs, films, exported pictures and documents can show a face, a voice or a label (S36, S38). Send the DICOM series instead.
            </p>
            <ul className="tray-files">
              {pictures.map((name) => (
                <li key={name}>{name}</li>
              ))}
            </ul>
          </details>
        )}
        {beside === 0 ? null : <p className="muted">{sayMany(beside, 'other file')} beside the images: not used.</p>}
        {doubles === 0 ? null : <p className="muted">{sayMany(doubles, 'image')} came twice: taken once.</p>}
        <div className="row">
          <Choosers onFiles={onFiles} quiet />
        </div>
      </div>
    </aside>
  );
}

function TraySeries({
  series,
  isCurrent,
  onChoose,
}: {
  readonly series: Series;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  const { asItCame, bench, view } = useBench();
  const { key, refusal } = series;
  const isOff = refusal !== null || view.choices.off.has(key);
  const name = nameSeries(series);
  const middle = series.items[Math.floor(series.items.length / 2)];
  const shows = refusal?.kind !== 'file' && middle !== undefined && series.rows > 0;
  const [tier, words] = stateOf(series, view);
  return (
    <li className={`tray-series${isCurrent ? ' tray-now' : ''}${isOff ? ' tray-off' : ''}`}>
      <button type="button" className="tray-open" aria-current={isCurrent ? 'true' : undefined} onClick={onChoose}>
        <span aria-hidden="true">
          <PictureBox load={shows ? (signal) => asItCame(middle, 0, signal) : null} id={shows ? String(middle) : 'none'} label="" />
        </span>
        <span className="tray-words">
          <b>{name}</b>
          {series.words === '' ? null : (
            <span className="tray-as-came" translate="no">
              {series.words}
            </span>
          )}
          <span className="muted">{sizeOfSeries(series)}</span>
          <TierBadge tier={tier}>{words}</TierBadge>
        </span>
      </button>
      {refusal !== null ? null : (
        <label className="tray-tick">
          <input
            type="checkbox"
            checked={!isOff}
            onChange={(event) => bench.act({ kind: event.target.checked ? 'take-in' : 'leave-out', series: key })}
            aria-label={`Send ${name}, ${sizeOfSeries(series)}`}
          />
        </label>
      )}
    </li>
  );
}

/** Where a series stands, in a word with its tier. */
export function stateOf(series: Series, view: BenchView): readonly [TierWord, string] {
  const { choices, clean } = view;
  if (series.refusal !== null) return ['block', reasonFor(series.refusal).short];
  if (choices.off.has(series.key)) return ['note', series.off === 'localiser' ? 'localiser, left out: rarely useful' : 'left out'];
  const items = series.items.filter((id) => !choices.removed.has(id));
  const done = items.filter((id) => (clean.get(id)?.state ?? 'busy') !== 'busy').length;
  const lost = items.filter((id) => clean.get(id)?.state === 'not').length;
  if (done < items.length) return ['fix', `cleaning ${sayCount(done)} of ${sayCount(items.length)}`];
  const aside = lost === 0 ? '' : `, ${sayCount(lost)} left out`;
  if (lost === items.length) return ['block', 'nothing of it can be sent'];
  if (choices.confirmed.has(series.key) && (!series.asksHead || choices.noHead.has(series.key))) return ['clean', `clean${aside}`];
  const { of, seen } = everyFrameSeen(series, view);
  return ['ask', `${seen === of ? 'to confirm' : `${sayMany(of - seen, 'frame')} to look at`}${aside}`];
}
