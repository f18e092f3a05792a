import { makeRandom, type Random } from './random.ts';

/** An invented patient and visit: every value that headers repeat. */
export interface Visit {
  readonly name: string;
  readonly patientId: string;
  readonly birthDate: string;
  readonly sex: 'F' | 'M';
  readonly ageYears: number;
  readonly studyDate: string;
  readonly studyTime: string;
  readonly accession: string;
  readonly referring: string;
  readonly operator: string;
  readonly institution: string;
  readonly address: string;
  readonly station: string;
  readonly serial: string;
  readonly study: string;
  readonly series: string;
  readonly frame: string;
  /** The SOP Instance UID of the instance with this number. */
  instance(number: number): string;
}

const FAMILY = ['Mustermann', 'Ejemplo', 'Specimen', 'Modelle', 'Vzorek', 'Przyklad', 'Beispiel', 'Esempio'] as const;
const GIVEN = ['Ada', 'Bruno', 'Clara', 'Dario', 'Edda', 'Fabio', 'Greta', 'Hugo'] as const;
const PLACE = ['Nirgendwo', 'Utopia', 'Erewhon', 'Seldwyla'] as const;

const digits = (random: Random, count: number): string => Array.from({ length: count }, () => random.below(10)).join('');

/** A UID under 2.25 (a random UUID), PS3.5 section B.2. */
export function randomUid(random: Random): string {
  let bits = 0n;
  for (let i = 0; i < 4; i++) bits = (bits << 32n) | BigInt(Math.floor(random.next() * 0x1_0000_0000));
  const version4 = (bits & ~(0xf000n << 64n) & ~(0xc000n << 48n)) | (0x4000n << 64n) | (0x8000n << 48n);
  return `2.25.${version4}`;
}

/** Invents a visit. The same seed gives the same visit. */
export function makeVisit(seed: number): Visit {
  const random = makeRandom(seed * 7919 + 1);
  const two = (number: number): string => String(number).padStart(2, '0');
  const year = 2019 + random.below(6);
  const ageYears = 20 + random.below(65);
  const root = `1.2.826.0.1.3680043.8.498.${1 + random.below(9)}${digits(random, 14)}`;
  return {
    name: `${random.pick(FAMILY)}^${random.pick(GIVEN)}`,
    patientId: `P${digits(random, 7)}`,
    birthDate: `${year - ageYears - 1}${two(1 + random.below(12))}${two(1 + random.below(28))}`,
    sex: random.below(2) === 0 ? 'F' : 'M',
    ageYears,
    studyDate: `${year}${two(1 + random.below(12))}${two(1 + random.below(28))}`,
    studyTime: `${two(7 + random.below(12))}${two(random.below(60))}${two(random.below(60))}`,
    accession: `A${digits(random, 8)}`,
    referring: `${random.pick(FAMILY)}^${random.pick(GIVEN)}^^Dr`,
    operator: `${random.pick(FAMILY)}^${random.pick(GIVEN)}`,
    institution: `Spital ${random.pick(PLACE)}`,
    address: `Musterweg ${1 + random.below(99)}, ${random.pick(PLACE)}`,
    station: `ST${digits(random, 4)}`,
    serial: `SN${digits(random, 6)}`,
    study: randomUid(random),
    series: `${root}.1`,
    frame: `${root}.2`,
    instance: (number) => `${root}.3.${number}`,
  };
}
