import { findInViews, type TextEngines } from '../find/index.ts';
import {
  exifOrientation,
  hasCodestreamExtras,
  readJpegHead,
  redactJpeg,
  saysRgb,
  strippedCodestream,
  viewsOf,
  type DecodeRefusal,
  type FindFaces,
  type Picture,
} from '../image/index.ts';
import { no, yes, type Box, type FileRefusal, type Finding, type Fix, type Plan, type Result } from '../model/index.ts';
import { notCleared, openQuestions, plan, type Channel, type Decision, type ResolvedPolicy } from '../policy/index.ts';

/** The order for one picture that is not DICOM. */
export interface PictureJob {
  readonly policy: ResolvedPolicy;
  readonly channels: readonly Channel[];
  /** Boxes to black out, besides those that are found, in pixels of the upright picture. */
  readonly boxes: readonly Box[];
  readonly decisions: readonly Decision[];
}

/** What pictures need of engines. */
export interface PictureEngines {
  readonly decodePicture: (bytes: Uint8Array) => Promise<Result<{ readonly format: string; readonly frames: readonly Picture[] }, DecodeRefusal>>;
  readonly encodePng: (picture: Picture) => Promise<Uint8Array>;
  readonly text: Pick<TextEngines, 'first' | 'second'>;
  /** Null: nobody looks for faces, which is a question to a person. */
  readonly faces: FindFaces | null;
}

/** What was seen of a picture, and what the policy demands. */
export interface PictureLooked {
  readonly findings: readonly Finding[];
  readonly plan: Plan;
}

/** What became of a picture. */
export interface CleanedPicture extends PictureLooked {
  /** The clean file: a JPEG stays one, outside of boxes bit for bit; all others become PNG. Null while something is left to do. */
  readonly file: { readonly bytes: Uint8Array; readonly extension: 'jpg' | 'png' } | null;
  readonly fixes: readonly Fix[];
}

/** Looks at a picture: what stands beside its pixels, text in them, faces. Total: what cannot be looked at is a gap. */
export async function lookAtPicture(bytes: Uint8Array, job: PictureJob, engines: PictureEngines): Promise<PictureLooked> {
  const seen = await see(bytes, job, engines);
  return judged(seen.findings, job);
}

const MOST_ROUNDS = 8;

/**
 * The whole story of a picture that is not DICOM: look, black out, write without anything that decoding does not need (metadata,
 * thumbnails, comments, profiles, what stands behind its end), and look again until nothing is found.
 */
export async function cleanPicture(bytes: Uint8Array, job: PictureJob, engines: PictureEngines): Promise<Result<CleanedPicture, FileRefusal>> {
  const seen = await see(bytes, job, engines);
  const looked = judged(seen.findings, job);
  const { picture } = seen;
  if (picture === null || looked.plan.questions.length + looked.plan.refusals.length > 0)
    return yes({ ...looked, fixes: looked.plan.fixes, file: null });
  let boxes = [...job.boxes, ...boxesIn(looked.plan.fixes)];
  let { findings } = looked;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const file = await written(bytes, picture, boxes, engines);
    const again = judged((await see(file.bytes, job, engines)).findings, job);
    const { fixes, questions, refusals } = again.plan;
    if (fixes.length + questions.length + refusals.length === 0) {
      const made: Fix[] = [
        ...looked.plan.fixes.filter(({ kind }) => kind !== 'blackout'),
        ...boxes.map((box): Fix => ({ kind: 'blackout', frames: [0], box })),
      ];
      if (file.extension === 'png') made.push({ kind: 're-encode', to: 'png' });
      return yes({ findings, plan: looked.plan, fixes: made, file });
    }
    findings = [...findings, ...again.findings];
    if (fixes.some(({ kind }) => kind !== 'blackout')) return no({ code: 'not-clean', at: null });
    if (questions.length + refusals.length > 0) return yes({ findings, plan: again.plan, fixes: looked.plan.fixes, file: null });
    boxes = [...boxes, ...boxesIn(fixes)];
  }
  const left = { findings, plan: { ...looked.plan, questions: findings.filter(({ kind }) => kind === 'pixel') } };
  return yes({ ...left, fixes: looked.plan.fixes, file: null });
}

interface SeenPicture {
  readonly picture: Picture | null;
  readonly findings: readonly Finding[];
}

async function see(bytes: Uint8Array, { channels }: PictureJob, engines: PictureEngines): Promise<SeenPicture> {
  const decoded = await engines.decodePicture(bytes);
  if (!decoded.ok) return { picture: null, findings: [{ kind: 'gap', check: 'pixels', because: decoded.refusal }] };
  const [picture, ...others] = decoded.value.frames;
  if (picture === undefined || others.length > 0) return { picture: null, findings: [{ kind: 'file', identifier: 'other', because: 'object-kind' }] };
  const findings: Finding[] = [...besides(bytes, decoded.value.format)];
  if (channels.includes('pixels')) findings.push(...(await textIn(picture, engines)));
  if (channels.includes('heads')) findings.push(...(await peopleIn(picture, engines.faces)));
  return { picture, findings };
}

// Whatever else a PNG of ours holds than pixels is not there: `written` made it so, and the bytes say so.
const PNG_CHUNKS: ReadonlySet<string> = new Set(['IHDR', 'IDAT', 'IEND']);

function besides(bytes: Uint8Array, format: string): readonly Finding[] {
  const extras = format === 'jpeg' ? hasCodestreamExtras(bytes) !== false : format !== 'png' || !isBarePng(bytes);
  return extras ? [{ kind: 'file', identifier: 'other', because: 'codestream-segment' }] : [];
}

function isBarePng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  while (at + 12 <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!PNG_CHUNKS.has(name)) return false;
    at += 12 + view.getUint32(at);
    if (name === 'IEND') return at === bytes.length;
  }
  return false;
}

async function textIn(picture: Picture, { text }: PictureEngines): Promise<readonly Finding[]> {
  const { channels, height, samples, width } = picture;
  const frame = {
    rows: height,
    columns: width,
    samples: channels,
    photometric: channels === 3 ? 'RGB' : 'MONOCHROME2',
    bitsStored: 8,
    signed: false,
    values: samples,
  } as const;
  const seen = await findInViews(viewsOf(frame, { palette: null }), 'both', text);
  if (!seen.ok) return [{ kind: 'gap', check: 'pixels', because: seen.refusal }];
  return seen.value.map(({ box, score }) => ({ kind: 'pixel', identifier: 'other', score, frame: 0, box: [...box], marker: false }));
}

/** From here on a picture is taken for a photograph. */
const PHOTOGRAPH = 0.5;

async function peopleIn(picture: Picture, faces: FindFaces | null): Promise<readonly Finding[]> {
  if (faces === null) return [{ kind: 'gap', check: 'heads', because: 'not-built' }];
  const seen = await faces(picture);
  if (!seen.ok) return [{ kind: 'gap', check: 'heads', because: seen.refusal }];
  const found = seen.value.faces.map(({ box, score }): Finding => ({ kind: 'face', identifier: 'face', score, where: { frame: 0, box: [...box] } }));
  const isPhotograph = seen.value.photograph >= PHOTOGRAPH;
  return isPhotograph ? [...found, { kind: 'file', identifier: 'biometric', because: 'photograph' }] : found;
}

function judged(findings: readonly Finding[], { decisions, policy }: PictureJob): PictureLooked {
  const made = plan(notCleared(findings, decisions), policy, { sopClass: '' });
  return { findings, plan: { ...made, questions: openQuestions(made, decisions) } };
}

const boxesIn = (fixes: readonly Fix[]): readonly Box[] => fixes.flatMap((fix) => (fix.kind === 'blackout' ? [fix.box] : []));

async function written(
  bytes: Uint8Array,
  picture: Picture,
  boxes: readonly Box[],
  { encodePng }: PictureEngines,
): Promise<NonNullable<CleanedPicture['file']>> {
  const jpeg = jpegOf(bytes, boxes);
  if (jpeg !== null) return { bytes: jpeg, extension: 'jpg' };
  return { bytes: await encodePng(blackened(picture, boxes)), extension: 'png' };
}

// One that is to be turned, or whose process cannot be redacted in place, becomes PNG.
function jpegOf(bytes: Uint8Array, boxes: readonly Box[]): Uint8Array | null {
  const head = readJpegHead(bytes);
  if (head === null || exifOrientation(bytes, head) !== 1) return null;
  if (boxes.length === 0) return strippedCodestream(bytes);
  const middle = 2 ** (head.precision - 1);
  const black = head.components.length === 1 ? [0] : (saysRgb(head) ?? false) ? [0, 0, 0] : [0, middle, middle];
  const redacted = redactJpeg(bytes, boxes, black);
  return redacted.ok ? redacted.value.bytes : null;
}

function blackened(picture: Picture, boxes: readonly Box[]): Picture {
  const { channels, height, width } = picture;
  const samples = new Uint8Array(picture.samples);
  for (const [left, top, right, bottom] of boxes)
    for (let y = Math.max(0, top); y < Math.min(height, bottom); y += 1)
      samples.fill(0, (y * width + Math.max(0, left)) * channels, (y * width + Math.min(width, right)) * channels);
  return { ...picture, samples };
}
