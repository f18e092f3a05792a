import { SOP_CLASS_KEYWORD_ROWS, SOP_CLASS_ROWS, type SopClassKeyword } from './sop-classes.generated.ts';
import { TRANSFER_SYNTAX_ROWS } from './transfer-syntaxes.generated.ts';
import { lazy, rowsOf } from './table.ts';

/** A SOP class, PS3.4 and PS3.6 Table A-1. */
export interface SopClass {
  readonly uid: string;
  readonly name: string;
  /** Storage classes are what files hold; `meta` groups others. */
  readonly kind: 'storage' | 'meta' | 'other';
  /** The id of its IOD, such as `ct-image`; null where none is known. */
  readonly ciod: string | null;
  readonly retired: boolean;
}

const sopClasses = lazy(
  () =>
    new Map(
      rowsOf(SOP_CLASS_ROWS, '|').map(([uid = '', kind = '', ciod = '-', retired = '-', name = '']): [string, SopClass] => [
        uid,
        { uid, name, kind: kind as SopClass['kind'], ciod: ciod === '-' ? null : ciod, retired: retired === 'R' },
      ]),
    ),
);

const sopClassUids = lazy(() => new Map(rowsOf(SOP_CLASS_KEYWORD_ROWS).map(([uid = '', keyword = '']) => [keyword, uid])));

/** The SOP class of a UID; undefined where the standard has none. */
export function findSopClass(uid: string): SopClass | undefined {
  return sopClasses().get(uid);
}

/** The UID of a SOP class that the compiler knows. */
export function sopClassOf(keyword: SopClassKeyword): string {
  const uid = sopClassUids().get(keyword);
  if (uid === undefined) throw new Error('the generated keywords and rows differ');
  return uid;
}

/** Every SOP class of the standard. */
export function allSopClasses(): readonly SopClass[] {
  return [...sopClasses().values()];
}

/** How a transfer syntax writes a data set, PS3.5 annex A. */
export interface TransferSyntax {
  readonly uid: string;
  readonly name: string;
  readonly explicitVr: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  readonly encapsulated: boolean;
  readonly video: boolean;
  readonly retired: boolean;
  /** False for those that no Part 10 file uses (real-time video, MIME, XML, private). */
  readonly forFiles: boolean;
  /** `either`: lossless or lossy by the codestream; `referenced`: the pixels stand elsewhere. */
  readonly compression: 'none' | 'lossless' | 'lossy' | 'either' | 'referenced';
  /** The term of Lossy Image Compression Method (0028,2114), or null. */
  readonly lossyMethod: string | null;
}

const transferSyntaxes = lazy(
  () =>
    new Map(
      rowsOf(TRANSFER_SYNTAX_ROWS, '|').map(([uid = '', flags = '', compression = '', method = '-', name = '']): [string, TransferSyntax] => [
        uid,
        {
          uid,
          name,
          explicitVr: flags.includes('E'),
          bigEndian: flags.includes('B'),
          deflated: flags.includes('Z'),
          encapsulated: flags.includes('F'),
          video: flags.includes('V'),
          retired: flags.includes('R'),
          forFiles: !flags.includes('N'),
          compression: compression as TransferSyntax['compression'],
          lossyMethod: method === '-' ? null : method,
        },
      ]),
    ),
);

/** The transfer syntax of a UID; undefined where the standard has none. */
export function findTransferSyntax(uid: string): TransferSyntax | undefined {
  return transferSyntaxes().get(uid);
}

/** Every transfer syntax of the standard. */
export function allTransferSyntaxes(): readonly TransferSyntax[] {
  return [...transferSyntaxes().values()];
}
