import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tagOf } from '@silhouette/core/standard';
import { canary, type Canary, instanceOf, latin1, makePlanter, sequence, text, textAt, value, withParts, writeFile } from '@silhouette/testkit';

/** A folder of a study as a person has it, with everything in it that must not leave the device. */
export interface PlantedFolder {
  readonly dir: string;
  /** The folder that is dropped. */
  readonly study: string;
  readonly slices: number;
  readonly size: number;
  readonly spacingMm: number;
  readonly canaries: readonly Canary[];
  /** A word in an element that is kept: it must be found in what was sent. */
  readonly kept: string;
  /** The centres of two bright squares on each slice, in columns and rows. */
  readonly marks: readonly [readonly [number, number], readonly [number, number]];
}

const SHARED = [
  'PatientName', 'PatientID', 'PatientBirthDate', 'OtherPatientNames', 'PatientAddress', 'AdditionalPatientHistory', 'PatientComments', 'InstitutionName',
  'InstitutionAddress', 'ReferringPhysicianName', 'OperatorsName', 'StationName', 'AccessionNumber', 'StudyDescription', 'SeriesDescription', 'ProtocolName',
  'DeviceSerialNumber', 'ManufacturerModelName', 'SoftwareVersions', 'StudyDate', 'SeriesDate', 'AcquisitionDate', 'RequestingPhysician',
  'RequestedProcedureDescription', 'PerformedProcedureStepDescription',
] as const; // prettier-ignore
const OF_SLICE = ['ImageComments', 'DerivationDescription', 'ContentDate'] as const;
const FIRST = 20_000;

/** Writes a multi-slice CT of the abdomen with canaries in headers, private blocks, preambles, trailing bytes and names. */
export function plantFolder({ slices, size, seed }: { readonly slices: number; readonly size: number; readonly seed: number }): PlantedFolder {
  const dir = mkdtempSync(join(tmpdir(), 'silhouette-folder-'));
  const shared = makePlanter(FIRST);
  const everywhere = SHARED.map((keyword) => shared.element(tagOf(keyword)));
  const creator = [
    textAt(0x00110010, 'LO', 'SOMEBODY 1.0'),
    textAt(0x00111001, 'LO', shared.word('private element')),
    textAt(0x00111002, 'UN', shared.word('private UN')),
  ];
  const nested = sequence('RequestAttributesSequence', [
    text('RequestedProcedureID', shared.word('nested')),
    text('ScheduledProcedureStepDescription', shared.word('nested')),
  ]);
  const kept = canary(FIRST - 1);
  const study = join(dir, `${shared.word('folder name')} Patient`);
  const series = join(study, shared.word('folder name'));
  const marks = [[Math.round(size * 0.06), Math.round(size * 0.06)], [Math.round(size * 0.92), Math.round(size * 0.9)]] as const; // prettier-ignore
  const own: Canary[] = [];
  let spacingMm = 0;
  for (let index = 0; index < slices; index += 1) {
    const planter = makePlanter(FIRST + 500 + index * 20);
    const base = instanceOf({ seed, modality: 'CT', bodyPart: 'ABDOMEN', slices, rows: size, columns: size, sliceMm: 5, lesion: true }, index);
    const parts = [...everywhere, ...creator, nested, text('Manufacturer', kept), ...OF_SLICE.map((keyword) => planter.element(tagOf(keyword)))];
    const file = withParts(base, parts);
    const data = file.data.map((part) =>
      part.tag === 0x7fe00010 && part.kind === 'value' ? { ...part, bytes: marked(part.bytes, size, marks) } : part,
    );
    const preamble = new Uint8Array(128);
    preamble.set(latin1(planter.word('preamble')), 3);
    const meta = [value(0x00020016, 'AE', latin1(planter.word('application entity')))];
    const bytes = writeFile({ ...file, data, preamble, meta, tail: latin1(planter.word('trailing bytes')) });
    write(join(series, `${planter.word('file name')} ${slices - index}.dcm`), bytes);
    own.push(...planter.planted);
    own.push(
      ...[base.visit.study, base.visit.series, base.visit.frame, base.visit.instance(index + 1), base.visit.patientId, base.visit.serial].map(
        (word) => ({ word, place: 'visit' }),
      ),
    );
    spacingMm = Math.round((390 / size) * 10_000) / 10_000;
  }
  write(join(study, 'README.TXT'), latin1(`Reading notes ${shared.word('text file')}`));
  return { dir, study, slices, size, spacingMm, canaries: unique([...shared.planted, ...own]), kept, marks };
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

function marked(bytes: Uint8Array, size: number, marks: PlantedFolder['marks']): Uint8Array {
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  for (const [column, row] of marks) {
    for (let y = row - 3; y <= row + 3; y += 1) for (let x = column - 3; x <= column + 3; x += 1) view.setUint16((y * size + x) * 2, 4000, true);
  }
  return copy;
}

const unique = (canaries: readonly Canary[]): readonly Canary[] => [
  ...new Map(canaries.filter(({ word }) => word.length >= 8).map((one) => [one.word, one])).values(),
];
