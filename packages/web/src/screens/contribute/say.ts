import type { AgeBand, FileRefusalCode, Finding, Fix, Sex } from '@silhouette/core/model';
import { IDENTIFIER_SOURCES } from '@silhouette/core/model';
import { sayCount, sayMany } from '../../ui/index.ts';
import type { NotCleaned } from '../../worker/index.ts';
import { sayModality } from '../words.ts';
import type { Series } from './series.ts';

/** What a series is, in a few words: `CT axial`. */
export function nameSeries({ kind, modality, plane, refusal }: Pick<Series, 'kind' | 'modality' | 'plane' | 'refusal'>): string {
  if (refusal?.kind === 'file' && refusal.because === 'object-kind')
    return modality === 'SR' ? 'Report or dose sheet' : (DOCUMENTS[modality] ?? 'Document, not a picture');
  const name = kind === 'secondary capture' ? 'Secondary capture' : sayModality(modality);
  return plane === null || kind === 'radiograph' ? name : `${name} ${plane}`;
}

const DOCUMENTS: Readonly<Record<string, string>> = {
  DOC: 'Document',
  PR: 'Presentation state',
  KO: 'Key object note',
  RTSTRUCT: 'Radiotherapy structures',
  RTPLAN: 'Radiotherapy plan',
  REG: 'Registration',
  ECG: 'Waveform',
};

/** How large a series is: `24 × 5.0 mm`, `3 images`. */
export function sizeOfSeries({ frames, off, plane, thicknessMm }: Pick<Series, 'frames' | 'off' | 'plane' | 'thicknessMm'>): string {
  return thicknessMm === null || plane === null || off === 'localiser'
    ? sayMany(frames, 'image')
    : `${sayCount(frames)} × ${thicknessMm.toFixed(1)} mm`;
}

/** Why something is not taken: a few words for a list, a sentence with its clause, and the way out. */
export interface Reason {
  readonly short: string;
  readonly why: string;
  readonly way: string;
}

const BURNT: Reason = {
  short: 'text is likely burnt in',
  why: 'Pictures of this kind usually carry names and dates in the pixels, and nobody could look for them (S8, S13).',
  way: 'Reload the page and drop it again, or send another series of the case.',
};

const FILE_REASONS: Readonly<Partial<Record<Extract<Finding, { kind: 'file' }>['because'], Reason>>> = {
  'object-kind': {
    short: 'holds names and dates',
    why: 'Reports, dose sheets, notes and plans hold words and numbers about a person, not a picture (S11).',
    way: 'Write what matters of it into the findings.',
  },
  video: {
    short: 'film, may hold sound',
    why: 'A film may hold a voice and a title card, and this version cannot look into it (S38).',
    way: 'Send single images.',
  },
  audio: { short: 'holds sound', why: 'A voice identifies a person (S38).', way: 'Send the images without it.' },
  photograph: {
    short: 'photograph',
    why: 'A photograph can show a face, even with details covered (S36, S37).',
    way: 'Only the board can decide about photographs.',
  },
  'identifier-left': {
    short: 'an identifier would be left',
    why: 'After cleaning, a value of the originals was still found in the object (S11).',
    way: 'It is left out. The rest of the series goes on.',
  },
  'not-ours': {
    short: 'not clean on the second look',
    why: 'The second look did not find the object as it should be.',
    way: 'It is left out. Tell the administrator if it happens again.',
  },
};

const GAP_REASONS: Readonly<Record<Extract<Finding, { kind: 'gap' }>['because'], Reason>> = {
  'not-built': { short: 'needs your eyes', why: 'No code looks there yet.', way: 'Look at every frame.' },
  'text-likely': BURNT,
  'head-shown': {
    short: 'a face can be rendered',
    why: 'From slices of a head or neck a face can be rendered, and this version cannot take it out yet (S36, S49).',
    way: 'Send series that show neither head nor neck. Heads follow when the software can remove faces.',
  },
  'no-decoder': {
    short: 'cannot be decoded',
    why: 'This compression cannot be opened here, so nothing can look at the picture.',
    way: 'Export the series uncompressed and drop it again.',
  },
  'too-large': { short: 'too large to look at', why: 'The picture is larger than can be looked at here.', way: 'It is left out; the rest goes on.' },
  'out-of-time': {
    short: 'could not look: out of time',
    why: 'Looking at it did not end in time.',
    way: 'It is left out; the rest goes on. Drop it again to try once more.',
  },
  crashed: { short: 'could not look', why: 'Looking at it failed.', way: 'It is left out; the rest goes on.' },
  unreadable: { short: 'cannot be read', why: 'The pixels do not fit their header.', way: 'Export the series again.' },
};

/** Why a finding stops an object or a series. */
export function reasonFor(finding: Finding): Reason {
  switch (finding.kind) {
    case 'gap':
      return GAP_REASONS[finding.because];
    case 'file':
      return FILE_REASONS[finding.because] ?? { short: 'not taken', why: 'This kind of file is not taken.', way: 'Send a series of images.' };
    case 'face':
      return GAP_REASONS['head-shown'];
    case 'header':
    case 'pixel':
    case 'text':
    case 'context': {
      const { clause } = IDENTIFIER_SOURCES[finding.identifier];
      return {
        short: 'an identifier would be left',
        why: `A possible identifier was found that could not be taken out (${clause}).`,
        way: 'It is left out; the rest goes on.',
      };
    }
    default:
      return finding satisfies never;
  }
}

const FILES: Readonly<Partial<Record<FileRefusalCode, string>>> = {
  truncated: 'The file ends too early. Copy or export it again.',
  'read-failed': 'The file could not be read: it was moved, changed, or its medium is gone. Drop it again.',
  'unknown-syntax': 'It is written in a way that is not known here. Export it in another.',
  'deflate-broken': 'The compressed part is damaged. Copy it again.',
  'needs-decoder': 'This compression cannot be opened here. Export it uncompressed.',
  'no-sop-class': 'It does not say what it is. Export it again.',
  'no-sop-instance': 'It has no number of its own. Export it again.',
  'pixels-missing': 'It holds no picture.',
  'bad-pixels': 'The pixels do not fit their header. Export it again.',
  'too-large': 'It is larger than can be opened here.',
  'too-many': 'It holds more entries than can be opened here.',
  duplicate: 'An element stands in it twice. Export it again.',
  crashed: 'Reading it failed. The rest goes on.',
  stopped: 'Stopped before it was read.',
};

/** Why a file could not be read, and what to do. */
export const sayFile = (code: FileRefusalCode): string => FILES[code] ?? 'It is not written as the standard says. Copy or export it again.';

/** Why an object is left out. */
export function sayNotCleaned(why: NotCleaned): string {
  if (why.kind === 'file') return sayFile(why.refusal.code);
  const [first] = why.findings;
  if (first === undefined) return 'It could not be cleaned and is left out.';
  const reason = reasonFor(first);
  return `${reason.why} ${reason.way}`;
}

/** What a fix does, in a word. */
export const ACTS: Readonly<Record<Fix['kind'], string>> = {
  remove: 'removed',
  empty: 'emptied',
  dummy: 'replaced',
  remap: 'new number',
  shift: 'shifted',
  'round-age': 'rounded',
  redact: 'cut',
  strip: 'stripped',
  blackout: 'blacked out',
  crop: 'cropped',
  'drop-frame': 'left out',
  'leave-out': 'left out',
  deface: 'defaced',
  thicken: 'thickened',
  're-encode': 'encoded anew',
  'strip-audio': 'sound removed',
};

/** A span of seconds as people say it. */
export function sayTimeLeft(seconds: number): string {
  if (seconds < 5) return 'a few seconds left';
  if (seconds < 50) return `about ${Math.ceil(seconds / 5) * 5} seconds left`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? 'about a minute left' : `about ${minutes} minutes left`;
}

/** Seconds left at the pace so far; null while there is no pace yet. */
export function secondsLeft(done: number, of: number, seconds: number): number | null {
  return done === 0 || seconds <= 0.5 ? null : ((of - done) * seconds) / done;
}

/** The age band of an age that was already rounded; null where there is none. */
export function bandOf(
  age: { readonly kind: 'adult'; readonly years: number } | { readonly kind: 'child'; readonly band: AgeBand } | null,
  bands: readonly AgeBand[],
): AgeBand | null {
  if (age === null) return null;
  if (age.kind === 'child') return age.band;
  return age.years >= 90 ? '90-or-over' : (bands.find((band) => band === String(age.years)) ?? null);
}

/** The sex as the case form names it (PS3.3 section C.7.1.1, Patient's Sex). */
export const sexOf = (code: 'M' | 'F' | 'O' | null): Sex | null => (code === null ? null : ({ M: 'male', F: 'female', O: 'other' } as const)[code]);
