import { charsetsOf, find, readText, type Instance } from '@silhouette/core/dicom';
import type { DecodeBytes } from '@silhouette/core/deid';
import { tagOf, type Keyword } from '@silhouette/core/standard';

/** Header values of a case by keyword: what the text gate looks for in near forms. They go from worker to worker and nowhere else. */
export type HeaderWords = Readonly<Record<string, readonly string[]>>;

const TELLING: readonly Keyword[] = [
  'PatientName',
  'OtherPatientNames',
  'PatientBirthName',
  'PatientMotherBirthName',
  'PatientID',
  'OtherPatientIDs',
  'PatientBirthDate',
  'PatientAddress',
  'PatientTelephoneNumbers',
  'AccessionNumber',
  'StudyID',
  'InstitutionName',
  'InstitutionAddress',
  'InstitutionalDepartmentName',
  'ReferringPhysicianName',
  'PerformingPhysicianName',
  'OperatorsName',
  'NameOfPhysiciansReadingStudy',
  'PhysiciansOfRecord',
  'RequestingPhysician',
  'StationName',
  'DeviceSerialNumber',
  'StudyDate',
  'SeriesDate',
  'AcquisitionDate',
  'ContentDate',
];

/** The telling values of one original. */
export function headerWordsOf({ data }: Instance, decode: DecodeBytes): HeaderWords {
  const charsets = charsetsOf(data);
  return Object.fromEntries(
    TELLING.flatMap((keyword) => {
      const values = readText(find(data, tagOf(keyword)), charsets, decode).filter((value) => value.trim() !== '');
      return values.length === 0 ? [] : [[keyword, values] as const];
    }),
  );
}

/** All values of both, each once. */
export function joinedWords(a: HeaderWords, b: HeaderWords): HeaderWords {
  const keywords = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keywords].map((keyword) => [keyword, [...new Set([...(a[keyword] ?? []), ...(b[keyword] ?? [])])]]));
}

/** The earliest date of a study, YYYYMMDD, by which dates in texts are told as days; null where no original has one. */
export function firstStudyIn({ StudyDate = [] }: HeaderWords): string | null {
  return StudyDate.filter((date) => /^\d{8}$/.test(date)).toSorted()[0] ?? null;
}
