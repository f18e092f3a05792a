import type { Identifier } from '../model/index.ts';
import { findElement } from '../standard/index.ts';

const BY_KEYWORD: readonly (readonly [RegExp, Identifier])[] = [
  [/^PatientBirth(Date|Time)/, 'date-of-birth'],
  [/MotherBirthName|ResponsiblePerson/, 'relative-name'],
  [/^PatientAge$|^EthnicGroup/, 'age'],
  [/Address/, 'address'],
  [/Telephone|Phone|Telecom/, 'phone'],
  [
    /Physician|Operator|Performer|Performing|Requesting|Reading|Interpretation(Author|Transcriber|Approver|Recorder)|Verifying|Reviewer|ContentCreator|OrderEnteredBy|ObserverName/,
    'clinician',
  ],
  [/Institution|Department|Organization|ClinicalTrialS(ite|ponsor)|Custodial/, 'institution'],
  [/Serial|DeviceID|DetectorID|StationName|GantryID|PlateID|UDI|UniqueDeviceIdentifier|AETitle|Model|Software/, 'device-serial'],
  [/Country|Region$|Location|Residence/, 'place'],
  [/PatientID|Accession|StudyID|AdmissionID|ProcedureID|OrderNumber|Issuer|ID$|IDs$|Identifier/, 'id-number'],
  [/URL|URI/, 'url'],
];

const BY_VR: Readonly<Record<string, Identifier>> = {
  PN: 'name',
  DA: 'date',
  DT: 'date',
  TM: 'date',
  UI: 'id-number',
  AE: 'device-serial',
  UR: 'url',
  AS: 'age',
};
const kinds = new Map<number, Identifier>();

/** Which kind of identifier an element may hold, judged by its keyword and VR alone; `other` where they do not tell. */
export function identifierOf(tag: number): Identifier {
  const before = kinds.get(tag);
  if (before !== undefined) return before;
  const fact = findElement(tag);
  if (fact === undefined) return 'other';
  const keyword: string = fact.keyword ?? '';
  const kind = BY_KEYWORD.find(([pattern]) => pattern.test(keyword))?.[1] ?? BY_VR[fact.vr ?? ''] ?? 'other';
  kinds.set(tag, kind);
  return kind;
}
