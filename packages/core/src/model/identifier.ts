import { z } from 'zod';

/** The kinds of datum that can identify a person (CLI.md's list). */
export const Identifier = z.enum([
  'name',
  'initials',
  'relative-name',
  'date-of-birth',
  'date',
  'age',
  'address',
  'postcode',
  'phone',
  'fax',
  'email',
  'id-number',
  'vehicle',
  'device-serial',
  'url',
  'ip',
  'biometric',
  'face',
  'audio',
  'institution',
  'clinician',
  'place',
  'filename',
  'other',
]);
export type Identifier = z.infer<typeof Identifier>;

/** One row: the HIPAA Safe Harbor item, 45 CFR 164.514(b)(2)(i)(A) to (R), and the policy's clause. */
export interface IdentifierSource {
  readonly hipaa: string;
  readonly clause: string;
}

/** Maps each kind of identifier to its HIPAA item and to the clause of the policy (S25 to S42). */
export const IDENTIFIER_SOURCES: Readonly<Record<Identifier, IdentifierSource>> = {
  name: { hipaa: 'A', clause: 'S25' },
  initials: { hipaa: 'A', clause: 'S26' },
  'relative-name': { hipaa: 'A', clause: 'S39' },
  'date-of-birth': { hipaa: 'C', clause: 'S27' },
  date: { hipaa: 'C', clause: 'S40' },
  age: { hipaa: 'C', clause: 'S41' },
  address: { hipaa: 'B', clause: 'S28' },
  postcode: { hipaa: 'B', clause: 'S28' },
  phone: { hipaa: 'D', clause: 'S29' },
  fax: { hipaa: 'E', clause: 'S29' },
  email: { hipaa: 'F', clause: 'S30' },
  'id-number': { hipaa: 'H', clause: 'S31' },
  vehicle: { hipaa: 'L', clause: 'S32' },
  'device-serial': { hipaa: 'M', clause: 'S33' },
  url: { hipaa: 'N', clause: 'S34' },
  ip: { hipaa: 'O', clause: 'S34' },
  biometric: { hipaa: 'P', clause: 'S35' },
  face: { hipaa: 'Q', clause: 'S36' },
  audio: { hipaa: 'P', clause: 'S38' },
  institution: { hipaa: 'R', clause: 'S47' },
  clinician: { hipaa: 'R', clause: 'S47' },
  place: { hipaa: 'B', clause: 'S28' },
  filename: { hipaa: 'R', clause: 'S23' },
  other: { hipaa: 'R', clause: 'S23' },
};
