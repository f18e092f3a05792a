import { knownSpans, isShifted, textsOf, type KnownValues } from '../check/index.ts';
import { stringOf, type DataSet, type Element, type Instance } from '../dicom/index.ts';
import type { FixJob, TidiedTerms } from '../fix/index.ts';
import { shiftedBack, type ElementPath, type Form, type Span } from '../model/index.ts';
import { CAPPED_AGE, formAt, HIDDEN_MEANING, merged, publishedCode, tagsOf, withoutSpans, type ProfileLaw } from '../policy/index.ts';
import { tagOf, typeOf } from '../standard/index.ts';
import { daysBack, issuePseudonym, type ContributionKey } from '../uid/index.ts';

/** What is needed to carry out a profile on one object. */
export interface ProfileWork {
  readonly instance: Instance;
  readonly sopClass: string;
  readonly key: ContributionKey;
  readonly known: KnownValues;
}

const PATIENT_ID = tagOf('PatientID');
const PATIENT_NAME = tagOf('PatientName');
const IMAGE_TYPES: ReadonlySet<number> = new Set([tagOf('ImageType'), tagOf('FrameType')]);

/** How the fixes of a profile are made: pseudonyms, shifted dates, capped ages, cleaned texts. */
export function profileJob(profile: ProfileLaw, work: ProfileWork): FixJob {
  const patient = stringOf(work.instance.data, PATIENT_ID)?.trim() ?? '';
  const days = daysBack(work.key, patient);
  const isDone = isShifted(work.instance.data, work.key.publicId);
  return {
    key: work.key,
    shownAge,
    tidyTerms: (at, text, item) => tidied({ profile, work }, { at, text, item }),
    meaning: (scheme, value) => publishedCode(scheme, value) ?? HIDDEN_MEANING,
    constantFor: (element, text) => pseudonymFor(element, text.trim(), { patient, key: work.key }),
    shifted: (vr, text) => shiftedAll(vr, text, isDone ? 0 : days),
  };
}

function pseudonymFor({ tag }: Element, text: string, { key, patient }: { readonly patient: string; readonly key: ContributionKey }): string | null {
  if (tag === PATIENT_ID) return text === '' ? null : issuePseudonym(key, text);
  return tag === PATIENT_NAME ? issuePseudonym(key, patient === '' ? text : patient) : null;
}

// Ages of 90 and over count as one (45 CFR 164.514(b)(2)(i)(C)).
function shownAge(text: string): string | null {
  const age = text.trim();
  if (CAPPED_AGE.test(age)) return age;
  return /^\d{3}Y$/.test(age) ? '090Y' : null;
}

function shiftedAll(vr: string, text: string, days: number): string | null {
  const values = text.split('\\').map((value) => (value.trim() === '' ? '' : shiftedBack(vr, value, days)));
  return values.some((value) => value === null) ? null : values.join('\\');
}

interface Tidying {
  readonly profile: ProfileLaw;
  readonly work: ProfileWork;
}

interface Place {
  readonly at: ElementPath;
  readonly text: string;
  readonly item: DataSet;
}

/** A text without what its law and the known identifiers of the case take out; null for a constant. */
function tidied({ profile, work }: Tidying, { at, item, text }: Place): TidiedTerms | null {
  const tags = tagsOf(at);
  const tag = tags.at(-1) ?? 0;
  const general = formAt(tags, profile.forms) ?? profile.lawOf(tag).form;
  const own = general?.kind === 'kept' ? undefined : profile.inItem(textsOf(item))?.get(tag);
  const form = own ?? general;
  if (form?.kind === 'exactly') return { text: form.text, spans: text === '' ? [] : [[0, text.length]] };
  const rest = cleanedText(printable(text), form ?? null, work.known);
  if (rest.text !== '') return IMAGE_TYPES.has(tag) ? imageType(rest, text.split('\\')) : rest;
  const type = typeOf(work.sopClass, tags);
  if (type === '1' || type === '1C') return null;
  return { text: type === '2' || type === '2C' ? '' : null, spans: rest.spans };
}

// A strange value of Image Type becomes the standard's own word for it.
function imageType({ spans, text }: Cleaned, before: readonly string[]): TidiedTerms | null {
  const values = text.split('\\');
  if (values[0] === '' || values[1] === '' || values[1] === undefined) return null;
  return {
    text: values.map((value, index) => (value !== '' || (before[index] ?? '').trim() === '' ? value : index === 2 ? 'OTHER' : 'NONE')).join('\\'),
    spans,
  };
}

interface Cleaned {
  readonly text: string;
  readonly spans: readonly Span[];
}

const ROUNDS = 4;

// What is left is looked at again, because words that come to stand side by side may say something new.
function cleanedText(text: string, form: Form | null, known: KnownValues): Cleaned {
  const strange = (rest: string): readonly Span[] =>
    merged([...(form?.kind === 'text' ? form.strange(rest) : form?.kind === 'kept' ? [] : whole(rest)), ...knownSpans(rest, known)]);
  const spans = strange(text);
  let rest = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const left = round === 0 ? spans : strange(rest);
    if (left.length === 0) return { text: rest.trim(), spans };
    rest = withoutSpans(rest, left);
  }
  return { text: strange(rest).length === 0 ? rest.trim() : '', spans: whole(text) };
}

function whole(text: string): readonly Span[] {
  return text === '' ? [] : [[0, text.length]];
}

// Line ends and tabs are spaces: what is written is plain.
function printable(text: string): string {
  return Array.from(text, (sign) => ((sign < ' ' && sign !== '\u001b') || sign === '\u007f' ? ' ' : sign)).join('');
}
