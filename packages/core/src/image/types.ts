import type { GapReason, Result } from '../model/index.ts';

/** How the samples of a pixel make a colour (PS3.3 section C.7.6.3.1.2). Retired ones (HSV, ARGB, CMYK) are not read. */
export type Photometric =
  | 'MONOCHROME1'
  | 'MONOCHROME2'
  | 'PALETTE COLOR'
  | 'RGB'
  | 'YBR_FULL'
  | 'YBR_FULL_422'
  | 'YBR_PARTIAL_422'
  | 'YBR_PARTIAL_420'
  | 'YBR_ICT'
  | 'YBR_RCT';

/** Stored values of a frame: the narrowest array that holds them. */
export type StoredArray = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** A look-up table: entry `i` belongs to stored value `first + i`; values outside take the nearest end (PS3.3 section C.11.1.1). */
export interface Lut {
  readonly first: number;
  readonly bits: number;
  readonly entries: Uint8Array | Uint16Array;
}

/** The three tables of PALETTE COLOR (PS3.3 section C.7.6.3.1.5), segmented ones expanded. */
export interface Palette {
  readonly red: Lut;
  readonly green: Lut;
  readonly blue: Lut;
}

/** A window on modality values (PS3.3 section C.11.2.1.2). */
export interface VoiWindow {
  readonly center: number;
  readonly width: number;
  readonly shape: 'linear' | 'linear-exact' | 'sigmoid';
}

/** Which element holds the pixels: Pixel Data, Float Pixel Data or Double Float Pixel Data. */
export type PixelElement = 'integer' | 'float' | 'double';

/** What the header says about the pixels of an instance (PS3.3 section C.7.6.3), checked to be consistent and within limits. */
export interface PixelDescription {
  readonly element: PixelElement;
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samples: number;
  readonly photometric: Photometric;
  /** True where each sample has a plane of its own (Planar Configuration 1). */
  readonly planar: boolean;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  /** How native cells lie: little endian, big endian, or bytes swapped in pairs (cells under 16 bits in big endian OW). */
  readonly order: 'little' | 'big' | 'swapped';
  readonly palette: Palette | null;
  readonly modalityLut: Lut | null;
  readonly rescale: { readonly slope: number; readonly intercept: number } | null;
  readonly windows: readonly VoiWindow[];
  readonly voiLut: Lut | null;
  /** Stored values that are no picture, both ends included (PS3.3 section C.7.5.1.1.2). */
  readonly padding: { readonly from: number; readonly to: number } | null;
  /** Height and width of a pixel as a ratio, where Pixel Aspect Ratio says so. */
  readonly aspect: readonly [number, number] | null;
}

/** One frame as stored values: rows x columns x samples, the samples of a pixel side by side, signs extended, unused bits gone. */
export interface FrameValues {
  readonly rows: number;
  readonly columns: number;
  readonly samples: number;
  /** What the samples mean now: a decoder that converted to RGB says RGB; chroma is never subsampled here. */
  readonly photometric: Photometric;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly values: StoredArray;
}

/** One frame as it stands in encapsulated Pixel Data, its fragments joined. */
export interface EncodedFrame {
  /** The transfer syntax UID. */
  readonly syntax: string;
  readonly bytes: Uint8Array;
  readonly description: PixelDescription;
}

/** Why a frame gave no values. */
export type DecodeRefusal = Extract<GapReason, 'no-decoder' | 'too-large' | 'unreadable'>;

/** A frame that was decoded. */
export interface DecodedFrame extends FrameValues {
  /** True where the codestream had something beside Bits Stored: it is not in `values`, but it is in the file. */
  readonly unusedBitsSet: boolean;
}

/** Decodes one frame. Never throws and never guesses: what is cut off, damaged or unlike its header is refused. */
export type DecodeFrame = (frame: EncodedFrame) => Promise<Result<DecodedFrame, DecodeRefusal>>;

/** Encodes one frame without loss in a transfer syntax; `no-decoder` where no encoder does that. */
export type EncodeFrame = (frame: FrameValues, syntax: string) => Promise<Result<Uint8Array, DecodeRefusal>>;

/** A picture as a detector sees it: rows from the top, 8 bits a sample, grey (1) or red, green, blue (3) side by side. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly samples: Uint8Array;
}

/** A place that a detector saw: left, top, right, bottom in pixels of the picture, right and bottom exclusive; and how sure it is, 0 to 1. */
export interface Seen {
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  readonly score: number;
}

/** Finds lines of text in a picture: boxes that cover their ink. Never throws. */
export type FindText = (picture: Picture) => Promise<Result<readonly Seen[], DecodeRefusal | 'crashed'>>;

/** What was seen of people in a picture: how surely it is a photograph, and faces, also those with a bar, a blur or pixels over them. */
export interface FacesSeen {
  readonly photograph: number;
  readonly faces: readonly Seen[];
}

/** Tells photographs from other pictures and finds faces. Never throws. */
export type FindFaces = (picture: Picture) => Promise<Result<FacesSeen, DecodeRefusal | 'crashed'>>;
