import {
  bytesSource,
  encodeAscii,
  encodingOf,
  joinChunks,
  writeInstance,
  type DataSet,
  type Element,
  type Instance,
  type Vr,
} from '../dicom/index.ts';
import { resolve, TEACHING, type Channel, type ResolvedPolicy } from '../policy/index.ts';
import { findElement, findKeyword, sopClassOf, tagOf, type Keyword, type SopClassKeyword } from '../standard/index.ts';
import { contributionKey, type ContributionKey } from '../uid/index.ts';
import { newKnown } from '../check/index.ts';
import { cleanInstance, type Cleaned, type CleanJob } from './clean.ts';

/** A small synthetic file and what it is made of: for tests only. */
export interface TestFile {
  readonly sopClass?: SopClassKeyword;
  readonly more?: readonly Element[];
  readonly rows?: number;
  readonly columns?: number;
  readonly pixels?: Uint8Array;
  readonly preamble?: Uint8Array;
  readonly meta?: DataSet;
  readonly trailing?: Uint8Array;
  readonly syntax?: string;
}

/** An element by keyword, its text in ASCII. */
export function element(keyword: Keyword, value: string): Element {
  return raw(tagOf(keyword), vrOf(tagOf(keyword)), encodeAscii(value));
}

/** An element of a tag and VR. */
export function raw(tag: number, vr: Vr, bytes: Uint8Array): Element {
  return vr === 'SQ' ? { tag, vr, items: [] } : { tag, vr, bytes };
}

/** An element of one 16 bit number. */
export function us(keyword: Keyword, value: number): Element {
  return raw(tagOf(keyword), 'US', Uint8Array.of(value & 0xff, value >> 8));
}

/** A sequence. */
export function sequence(keyword: Keyword, items: readonly DataSet[]): Element {
  return { tag: tagOf(keyword), vr: 'SQ', items };
}

/** The VR of a tag in the dictionary. */
export function vrOf(tag: number): Vr {
  return findElement(tag)?.vr ?? 'LO';
}

/** The bytes of a valid single-frame file of 16 bit cells, 12 bits stored, with whatever is planted in it. */
export function fileOf(file: TestFile = {}): Uint8Array {
  const { columns = 8, rows = 8 } = file;
  const base: readonly Element[] = [
    raw(tagOf('SOPClassUID'), 'UI', encodeAscii(sopClassOf(file.sopClass ?? 'CTImageStorage'))),
    element('ImageType', 'ORIGINAL\\PRIMARY\\AXIAL'),
    element('SOPInstanceUID', '1.2.3.4.5.6'),
    element('StudyInstanceUID', '1.2.3.4'),
    element('SeriesInstanceUID', '1.2.3.4.5'),
    element('FrameOfReferenceUID', '1.2.3.4.7'),
    element('StudyDate', '20110213'),
    element('StudyTime', '101112'),
    element('Modality', 'CT'),
    element('Manufacturer', 'SIEMENS'),
    element('PatientName', 'Mustermann^Erika'),
    element('PatientID', 'MRN-4711-0815'),
    element('PatientBirthDate', '19640812'),
    element('PatientSex', 'F'),
    element('PatientAge', '046Y'),
    element('BodyPartExamined', 'CHEST'),
    element('SliceThickness', '2.5'),
    element('PixelSpacing', '0.703125\\0.703125'),
    element('ImagePositionPatient', '-179.6\\-179.6\\-41.25'),
    element('ImageOrientationPatient', '1\\0\\0\\0\\1\\0'),
    element('InstanceNumber', '7'),
    element('RescaleIntercept', '-1024'),
    element('RescaleSlope', '1'),
    element('WindowCenter', '40\\300'),
    element('WindowWidth', '400\\1500'),
    us('SamplesPerPixel', 1),
    element('PhotometricInterpretation', 'MONOCHROME2'),
    us('Rows', rows),
    us('Columns', columns),
    us('BitsAllocated', 16),
    us('BitsStored', 12),
    us('HighBit', 11),
    us('PixelRepresentation', 0),
    raw(tagOf('PixelData'), 'OW', file.pixels ?? ramp(rows * columns)),
  ];
  const tags = new Set((file.more ?? []).map(({ tag }) => tag));
  const data = [...base.filter(({ tag }) => !tags.has(tag)), ...(file.more ?? [])].toSorted((a, b) => a.tag - b.tag);
  return joined({ ...shell(file), data }, file.trailing ?? new Uint8Array(0));
}

function shell({ meta = [], preamble, syntax = '1.2.840.10008.1.2.1' }: TestFile): Omit<Instance, 'data'> {
  const encoding = encodingOf(syntax);
  if (encoding === undefined) throw new Error('no such syntax');
  return { preamble: preamble ?? null, meta, encoding, trailing: null, source: bytesSource(new Uint8Array(0)) };
}

function joined(instance: Instance, trailing: Uint8Array): Uint8Array {
  const bytes = joinChunks(writeInstance(instance), instance.source);
  const all = new Uint8Array(bytes.length + trailing.length);
  all.set(bytes);
  all.set(trailing, bytes.length);
  return all;
}

/** 16 bit cells of which only the lower twelve are used. */
export function ramp(count: number): Uint8Array {
  const bytes = new Uint8Array(count * 2);
  for (let i = 0; i < count; i += 1) bytes.set([(i * 37) & 0xff, ((i * 37) >> 8) & 0x0f], i * 2);
  return bytes;
}

/** The teaching policy, understood. */
export const teaching: ResolvedPolicy = (() => {
  const resolved = resolve(TEACHING);
  if (!resolved.ok) throw new Error('the teaching policy is not understood');
  return resolved.value;
})();

/** A key that is the same in every test. */
export const testKey: ContributionKey = contributionKey(Uint8Array.from({ length: 32 }, (_, i) => i + 1));

/** Decodes each byte as one character: enough for what these files hold. */
export const decode = (_label: string, bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** An order for one file. */
export function jobFor(channels: readonly Channel[] = ['header'], more: Partial<CleanJob> = {}): CleanJob {
  return { policy: teaching, key: testKey, channels, known: newKnown(), decode, boxes: [], decisions: [], fileName: null, ...more };
}

/** Bytes as a source. */
export const from = bytesSource;

/** The attributes that say how the bytes make pixels: what is planted in them makes another file, not a leak. */
export const describing: ReadonlySet<number> = new Set(
  words(
    'SOPClassUID SamplesPerPixel PhotometricInterpretation Rows Columns BitsAllocated BitsStored HighBit PixelRepresentation NumberOfFrames PlanarConfiguration SpecificCharacterSet',
  ),
);

function words(text: string): readonly number[] {
  return text.split(' ').map((word) => findKeyword(word)?.tag ?? 0);
}

/** Cleans a file that must be written: its bytes, and what was done. */
export function cleaned(bytes: Uint8Array, job: CleanJob = jobFor()): { readonly bytes: Uint8Array; readonly done: Cleaned } {
  const answer = cleanInstance(bytesSource(bytes), job);
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code} at ${answer.refusal.at}`);
  const { chunks, questions, refusals, source } = answer.value;
  if (chunks === null) throw new Error(`not written: ${JSON.stringify([questions, refusals])}`);
  return { bytes: joinChunks(chunks, source), done: answer.value };
}
