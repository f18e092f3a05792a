/** Where bytes come from: their number, and a function that gives a range of them (end exclusive, clipped to `size`). Synchronous: Node reads a file descriptor, a browser worker uses FileReaderSync. */
export interface ByteSource {
  readonly size: number;
  read(start: number, end: number): Uint8Array;
  /** The same bytes in an array that is good only until the next call: for looking through large values without holding them. */
  borrow?(start: number, end: number): Uint8Array;
}

/** A range of a ByteSource, end exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A value representation (PS3.5 section 6.2). */
export type Vr =
  | 'AE'
  | 'AS'
  | 'AT'
  | 'CS'
  | 'DA'
  | 'DS'
  | 'DT'
  | 'FD'
  | 'FL'
  | 'IS'
  | 'LO'
  | 'LT'
  | 'OB'
  | 'OD'
  | 'OF'
  | 'OL'
  | 'OV'
  | 'OW'
  | 'PN'
  | 'SH'
  | 'SL'
  | 'SQ'
  | 'SS'
  | 'ST'
  | 'SV'
  | 'TM'
  | 'UC'
  | 'UI'
  | 'UL'
  | 'UN'
  | 'UR'
  | 'US'
  | 'UT'
  | 'UV';

/** A value that is held: a view into what was read. */
export interface HeldElement {
  readonly tag: number;
  readonly vr: Exclude<Vr, 'SQ'>;
  readonly bytes: Uint8Array;
}
/** A value over 64 KB: it stays in the source and is copied by range. */
export interface LeftElement {
  readonly tag: number;
  readonly vr: Exclude<Vr, 'SQ'>;
  readonly at: ByteRange;
}
export interface SequenceElement {
  readonly tag: number;
  readonly vr: 'SQ';
  readonly items: readonly DataSet[];
}
/** Encapsulated Pixel Data (PS3.5 section A.4): the first fragment is the Basic Offset Table; each stays in the source or is held. */
export interface EncapsulatedElement {
  readonly tag: number;
  readonly vr: 'OB' | 'OW' | 'UN';
  readonly fragments: readonly (Uint8Array | ByteRange)[];
}
export type Element = HeldElement | LeftElement | SequenceElement | EncapsulatedElement;

/** Elements in file order. */
export type DataSet = readonly Element[];

/** How a data set is written (PS3.5 section 10, PS3.6 table A-1). */
export interface Encoding {
  readonly uid: string;
  readonly explicitVr: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  readonly encapsulated: boolean;
}

/** A file as parts; every byte of the input belongs to exactly one of them. `source` holds what `at` and ranges point into (the inflated data set when the file was deflated). */
export interface Instance {
  readonly preamble: Uint8Array | null;
  readonly meta: DataSet;
  readonly encoding: Encoding;
  readonly data: DataSet;
  /** Bytes of the source behind the data set: not part of it, never written. */
  readonly trailing: ByteRange | null;
  readonly source: ByteSource;
}
