import type { Form, Forms } from '../model/index.ts';
import {
  allSopClasses,
  findContentRow,
  findElement,
  findSafePrivate,
  isPrivate,
  safePrivates,
  tagOf,
  typeOf,
  type AttributeType,
  type MethodCode,
} from '../standard/index.ts';
import { formAt, mustHaveTime, type Action } from './actions.ts';
import { isPublishedMeaning, publishedCode } from './codes.ts';
import type { ProfileLaw, SafeForm, TagLaw, TextAt } from './law.ts';
import { profileForms } from './profile-forms.ts';
import type { ProfilePolicy } from './schema.ts';
import { strangeSpans } from './text-law.ts';
import { isUnit, isWord } from './vocabulary.ts';
import { words } from './words.ts';

/** The law of a policy that carries out the profile of PS3.15 Annex E; the kinds of objects that it takes, by SOP class. */
export interface ProfileRules {
  readonly law: ProfileLaw;
  readonly kinds: ReadonlyMap<string, string>;
}

/** Compiles a profile and its options: one law for each attribute of PS3.6, private elements and content items besides. */
export function profileRules(policy: ProfilePolicy): ProfileRules {
  const { forms, laws } = profileForms(policy);
  const options: ReadonlySet<MethodCode> = new Set(policy.options);
  const lawOf = (tag: number): TagLaw => laws.get(tag) ?? laws.get(findElement(tag)?.tag ?? -1) ?? UNKNOWN;
  const isSafe = options.has('113111');
  const creators = new Set(safePrivates().map(({ creator, group }) => `${group} ${creator}`));
  const law: ProfileLaw = {
    dates: policy.dates,
    options,
    forms,
    lawOf,
    inItem: (textAt) => inItem(textAt, options),
    privates: (creator, group, element) => (isSafe ? safeForm(creator, { group, element, forms }) : null),
    isSafeCreator: (creator, group) => isSafe && creators.has(`${group} ${creator}`),
    actionAt: (tags, sopClass) => actionAt(tags, { forms, sopClass, lawOf }),
    isWord,
  };
  return { law, kinds: kinds() };
}

const UNKNOWN: TagLaw = { form: null, code: 'X', option: null, asIs: false, because: 'not in PS3.6' };

// Documents in a container are not read, so they are refused; a media directory would have to be written anew.
const NOT_TAKEN = /^(?:encapsulated-|basic-directory)/;

/** Every storage SOP class whose object is known, by UID, with the id of its IOD; documents in a container are left out. */
function kinds(): ReadonlyMap<string, string> {
  const taken = allSopClasses().filter(({ ciod, kind }) => kind === 'storage' && ciod !== null && !NOT_TAKEN.test(ciod));
  return new Map(taken.map(({ ciod, uid }): [string, string] => [uid, ciod ?? '']));
}

interface Around {
  readonly forms: Forms;
  readonly sopClass: string;
  readonly lawOf: (tag: number) => TagLaw;
}

const MEDIA_INSTANCE = tagOf('MediaStorageSOPInstanceUID');
const TRAILING_PADDING = tagOf('DataSetTrailingPadding');

function actionAt(tags: readonly number[], { forms, lawOf, sopClass }: Around): Action {
  const tag = tags.at(-1) ?? 0;
  if ((tag & 0xffff) === 0) return 'group-length';
  if (tag === TRAILING_PADDING) return 'padding';
  if (tag === MEDIA_INSTANCE) return 'remap';
  if (tags.some(isPrivate)) return isPrivate(tag) ? 'remove' : (actionOfForm(lawOf(tag).form) ?? 'remove');
  if (tag >>> 16 === 2 || findElement(tag) === undefined) return 'remove';
  const form = formAt(tags, forms);
  if (form?.kind === 'pseudonym') return tags.length === 1 ? 'dummy' : 'remove';
  return actionOfForm(form ?? null) ?? byCode(lawOf(tag).code, tags, sopClass);
}

function actionOfForm(form: Form | null): Action | null {
  switch (form?.kind) {
    case 'text':
      return 'redact';
    case 'issued-uid':
      return 'remap';
    case 'date':
      return form.shifted ? 'shift' : null;
    case 'pattern':
      return form.pattern.test('090Y') ? 'round-age' : null;
    default:
      return null;
  }
}

// Type 1C whose condition falls away with what else is removed, so that a constant would only say something untrue.
const CONDITION_GONE: ReadonlySet<number> = new Set(
  words(
    'SpecificCharacterSet CodingSchemeVersion ContextIdentifier ContextUID MappingResource MappingResourceUID ContextGroupVersion ContextGroupExtensionFlag ContextGroupLocalVersion ContextGroupExtensionCreatorUID EquivalentCodeSequence LongCodeValue URNCodeValue IssuerOfPatientID TimezoneOffsetFromUTC ReferencedPatientSequence PatientAge',
  ).map(tagOf),
);

/**
 * Decides the codes of Table E.1-1 by the attribute's type in the object: D for type 1, Z for 2, X for 3; where the type is not
 * known D goes before Z and Z before X. A code that would break the object gives way to the one that keeps it whole.
 *
 * @see PS3.15 section E.3.1, Table E.1-1a
 */
function byCode(code: string, tags: readonly number[], sopClass: string): Action {
  const tag = tags.at(-1) ?? 0;
  const high = tag >>> 24;
  if (CONDITION_GONE.has(tag) || high === 0x50 || high === 0x60) return 'remove';
  if (mustHaveTime(tags, sopClass)) return 'dummy';
  const type = typeOf(sopClass, tags);
  const allowed = code === 'X/Z/U*' ? 'X/Z' : code;
  const isSequence = findElement(tag)?.vr === 'SQ';
  const action = ACTIONS[wanted(allowed, type)];
  return isSequence && action === 'dummy' ? 'remove' : action;
}

const ACTIONS = { X: 'remove', Z: 'empty', D: 'dummy' } as const;

function wanted(code: string, type: AttributeType | 'absent' | 'unknown'): 'X' | 'Z' | 'D' {
  const has = (one: string): boolean => code.split('/').includes(one);
  if (type === '1') return 'D';
  if (type === '2') return has('Z') || !has('D') ? 'Z' : 'D';
  if (type === '3' || type === 'absent') return has('X') ? 'X' : has('Z') ? 'Z' : 'D';
  if (type === '2C') return has('Z') ? 'Z' : has('X') ? 'X' : 'D';
  return has('D') ? 'D' : has('Z') ? 'Z' : 'X';
}

const CODE_VALUE = tagOf('CodeValue');
const CODE_SCHEME = tagOf('CodingSchemeDesignator');
const CODE_MEANING = tagOf('CodeMeaning');
const VALUE_TYPE = tagOf('ValueType');
const TEXT_VALUE = tagOf('TextValue');
const CONCEPT_CODE = tagOf('ConceptNameCodeSequence');

// A published code stays with its value; its meaning stays when it is the published one or names nobody.
function inItem(textAt: TextAt, options: ReadonlySet<MethodCode>): Forms | null {
  const value = textAt(CODE_VALUE);
  if (value !== '') {
    const scheme = textAt(CODE_SCHEME);
    return isPublished(scheme, value) ? publishedItem(scheme, value) : null;
  }
  return textAt(VALUE_TYPE) === 'TEXT' ? contentItem(textAt(CONCEPT_CODE), options) : null;
}

function isPublished(scheme: string, value: string): boolean {
  return publishedCode(scheme, value) !== null || (scheme === 'UCUM' && isUnitCode(value));
}

// Units of measure: atoms that we know, with prefixes, numbers, and annotations in braces of known words (UCUM section 2).
function isUnitCode(value: string): boolean {
  if (!/^[A-Za-z0-9%.*/^{}[\]'_()-]{1,24}$/.test(value) || /\d{4,}/.test(value)) return false;
  return (value.match(/[A-Za-z]+/g) ?? []).every((atom) => isUnit(atom.toLowerCase()) || isWord(atom.toLowerCase()));
}

const published = new Map<string, Forms>();

function publishedItem(scheme: string, value: string): Forms {
  const key = `${scheme}|${value}`;
  const before = published.get(key);
  if (before !== undefined) return before;
  const made = new Map<number, Form>([
    [CODE_VALUE, { kind: 'exactly', text: value }],
    [CODE_SCHEME, { kind: 'exactly', text: scheme }],
    [CODE_MEANING, { kind: 'text', strange: (text) => (isPublishedMeaning(text) ? [] : strangeSpans(text)) }],
  ]);
  if (published.size < 4096) published.set(key, made);
  return made;
}

const REMOVED: Forms = new Map<number, Form>([[TEXT_VALUE, { kind: 'exactly', text: 'REMOVED' }]]);
const AS_IT_IS: Forms = new Map<number, Form>([[TEXT_VALUE, { kind: 'kept' }]]);

// Text of a content item by the row of its concept (Table E.3.4-1): kept, cleaned like any text, or a constant.
function contentItem(concept: string, options: ReadonlySet<MethodCode>): Forms | null {
  const [scheme = '', code = ''] = concept.split('|');
  const row = findContentRow(scheme, code, 'TEXT');
  if (row === undefined) return null;
  const marks = (Object.entries(row.options) as [MethodCode, 'K' | 'C'][]).filter(([option]) => options.has(option)).map(([, mark]) => mark);
  if (marks.includes('K')) return AS_IT_IS;
  return marks.includes('C') ? null : REMOVED;
}

const SAFE_NUMBERS = new Set(['DS', 'IS', 'US', 'SS', 'UL', 'SL', 'FL', 'FD', 'SV', 'UV', 'AT']);

/** The form of a safe private element by its VR; bytes, UIDs and dates among them are not kept. */
function safeForm(
  creator: string,
  { element, forms, group }: { readonly group: number; readonly element: number; readonly forms: Forms },
): SafeForm | null {
  const row = findSafePrivate(creator, group, element);
  const vr = row?.vr ?? null;
  if (vr === null) return null;
  if (SAFE_NUMBERS.has(vr)) return { vr, form: { kind: 'number', max: Number.POSITIVE_INFINITY } };
  if (vr === 'CS' || vr === 'LO' || vr === 'SH') return { vr, form: { kind: 'declared', max: 64 } };
  if (vr === 'ST' || vr === 'LT') return { vr, form: { kind: 'text', strange: strangeSpans } };
  return vr === 'SQ' ? { vr, form: { kind: 'items', forms, max: Number.POSITIVE_INFINITY, code: null } } : null;
}
