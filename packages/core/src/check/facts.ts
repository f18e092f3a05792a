import { find, numberOf, readStrings, sopOf, stringOf, type Instance } from '../dicom/index.ts';
import { pixelElement, readPixelDescription, readPlane } from '../image/index.ts';
import { findBodyPart, tagOf, type Keyword } from '../standard/index.ts';

/** An age as it may be shown: adults in fives from 20 to 90 (90 is "90 or over"), children as a band (POLICY.md, S41 and S42). */
export type AgeShown =
  | { readonly kind: 'adult'; readonly years: number }
  | { readonly kind: 'child'; readonly band: 'newborn' | 'infant' | 'toddler' | '5-9' | '10-14' | '15-17' };

/** What a case form, a contact sheet and a viewer's list need of one object. Holds nothing that identifies. */
export interface InstanceFacts {
  readonly sopClass: string;
  readonly transferSyntax: string;
  readonly modality: string | null;
  readonly age: AgeShown | null;
  readonly sex: 'M' | 'F' | 'O' | null;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: number;
  readonly bitsStored: number;
  readonly photometric: string | null;
  readonly encapsulated: boolean;
  readonly hasPixels: boolean;
  readonly seriesNumber: number | null;
  readonly instanceNumber: number | null;
  /** (0020,0032) of the first frame, millimetres. */
  readonly position: readonly [number, number, number] | null;
  /** (0020,0037) of the first frame, two direction cosines in one list of six. */
  readonly orientation: readonly number[] | null;
  /** Millimetres between rows, between columns. */
  readonly spacing: readonly [number, number] | null;
  /** (0018,0050), millimetres. */
  readonly thickness: number | null;
  /** A term of PS3.16 annex L, when the object holds one. */
  readonly bodyPart: string | null;
}

/** Reads the facts of an object. Total: what is missing or malformed is null or 0. */
export function factsOf(instance: Instance): InstanceFacts {
  const { data, encoding } = instance;
  const described = readPixelDescription(instance);
  const plane = readPlane(instance);
  const pixels = described.ok ? described.value : null;
  const bodyPart = text(instance, 'BodyPartExamined');
  const modality = text(instance, 'Modality');
  return {
    sopClass: sopOf(data).classUid,
    transferSyntax: encoding.uid,
    modality: modality !== null && /^[A-Z0-9]{1,16}$/.test(modality) ? modality : null,
    age: ageOf(instance),
    sex: sexOf(text(instance, 'PatientSex')),
    rows: pixels?.rows ?? 0,
    columns: pixels?.columns ?? 0,
    frames: pixels?.frames ?? 0,
    samples: pixels?.samples ?? 0,
    bitsStored: pixels?.bitsStored ?? 0,
    photometric: pixels?.photometric ?? null,
    encapsulated: encoding.encapsulated,
    hasPixels: pixelElement(instance) !== null,
    seriesNumber: number(instance, 'SeriesNumber'),
    instanceNumber: number(instance, 'InstanceNumber'),
    position: plane.position,
    orientation: plane.orientation === null ? null : plane.orientation.flat(),
    spacing: plane.spacingMm,
    thickness: number(instance, 'SliceThickness'),
    bodyPart: bodyPart !== null && findBodyPart(bodyPart) !== undefined ? bodyPart : null,
  };
}

const DAYS = { D: 1, W: 7, M: 365.25 / 12, Y: 365.25 } as const;
const NEWBORN_DAYS = 28;
const ADULT = 18;
const YOUNGEST_SHOWN = 20;
const OLDEST_SHOWN = 90;
const OVER = 88;

/** Rounds an age as POLICY.md says: adults to the nearest five, 18 and 19 to 20, 88 and over to 90; children to a band. */
export function roundAge({ value, unit }: { readonly value: number; readonly unit: 'D' | 'W' | 'M' | 'Y' }): AgeShown {
  const days = value * DAYS[unit];
  const years = unit === 'Y' ? value : Math.floor(days / DAYS.Y);
  if (years >= ADULT) {
    const rounded = Math.floor((years + 2.5) / 5) * 5;
    return { kind: 'adult', years: years >= OVER ? OLDEST_SHOWN : Math.max(YOUNGEST_SHOWN, Math.min(OLDEST_SHOWN, rounded)) };
  }
  if (days < NEWBORN_DAYS) return { kind: 'child', band: 'newborn' };
  if (years < 1) return { kind: 'child', band: 'infant' };
  if (years < 5) return { kind: 'child', band: 'toddler' };
  return { kind: 'child', band: years < 10 ? '5-9' : years < 15 ? '10-14' : '15-17' };
}

function text({ data }: Instance, keyword: Keyword): string | null {
  return stringOf(data, tagOf(keyword)) ?? null;
}

function number({ data, encoding }: Instance, keyword: Keyword): number | null {
  const value = numberOf(data, tagOf(keyword), encoding.bigEndian);
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function sexOf(value: string | null): 'M' | 'F' | 'O' | null {
  return value === 'M' || value === 'F' || value === 'O' ? value : null;
}

const STUDY_DATES: readonly Keyword[] = ['StudyDate', 'SeriesDate', 'AcquisitionDate', 'ContentDate'];

function ageOf(instance: Instance): AgeShown | null {
  const written = /^(\d{3})([DWMY])$/.exec(text(instance, 'PatientAge') ?? '');
  const [, digits, unit] = written ?? [];
  if (digits !== undefined && (unit === 'D' || unit === 'W' || unit === 'M' || unit === 'Y')) return roundAge({ value: Number(digits), unit });
  const birth = dateOf(text(instance, 'PatientBirthDate'));
  const study = STUDY_DATES.map((keyword) => dateOf(readStrings(find(instance.data, tagOf(keyword)))[0] ?? null)).find((date) => date !== null);
  if (birth === null || study === undefined || study === null) return null;
  return ageBetween(birth, study);
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function dateOf(value: string | null): Day | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value ?? '') ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31 ? date : null;
}

// In memory only: neither date goes any further.
function ageBetween(birth: Day, study: Day): AgeShown | null {
  const months = (study.year - birth.year) * 12 + study.month - birth.month - (study.day < birth.day ? 1 : 0);
  if (months < 0 || months > 150 * 12) return null;
  if (months >= 12) return roundAge({ value: Math.floor(months / 12), unit: 'Y' });
  if (months >= 1) return { kind: 'child', band: 'infant' };
  const days = study.day >= birth.day ? study.day - birth.day : study.day + 31 - birth.day;
  return roundAge({ value: days, unit: 'D' });
}
