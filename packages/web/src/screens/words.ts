import type { RouteName } from '@silhouette/core/api';
import type { AgeBand, ErasureReason, HideReason, NoticeClass, ReturnReason, Role, Sex, Stage } from '@silhouette/core/model';
import type { Refused } from '../client/index.ts';

/** What each refusal means and what to do next. */
const REFUSALS: Readonly<Record<Refused['code'], string>> = {
  'no-such-case': 'There is no such case, or it is not yours to see.',
  'not-allowed': 'Your account may not do this. An editor can give it the role.',
  'not-yours': 'Only its contributor may do this.',
  'own-case': 'This is your own case. Another person has to decide about it.',
  'wrong-stage': 'The case has moved on since this page was opened. Open it again.',
  'not-shown': 'This case is not shown at present.',
  erased: 'This case was erased.',
  changed: 'The case has changed since this page was opened. Open it again and look at what is new.',
  'already-approved': 'You have approved this case already. Another person has to do the rest.',
  'already-cleared': 'You have cleared this case already. A second editor has to agree.',
  'approver-may-not-clear': 'You approved this version, so two other editors have to clear it.',
  'attestation-missing': 'Each of the three statements has to be made.',
  'terms-outdated': 'The terms have changed. Read and accept them again.',
  'policy-outdated': 'The policy has changed since the files were cleaned. Clean them again.',
  'consent-unsure': 'Ask for consent first, and send the case afterwards. The draft stays.',
  'gate-not-green': 'The second look found something to do. Open the draft: the place is marked.',
  'frames-not-seen': 'Some frames have not been looked at. Open the contact sheet and look at the rest.',
  'title-missing': 'The case needs a title.',
  'objects-missing': 'The case needs at least one series, and some objects have not arrived. Send again: only what is missing goes.',
  'reason-missing': 'Choose at least one reason.',
  'bad-input': 'The archive could not read this. Load the page again; a newer version may be out.',
  'bad-request-origin': 'The request did not come from this site. Open the archive by its own address.',
  'not-signed-in': 'Sign in first.',
  'wrong-sign-in': 'Name or pass phrase is not right.',
  'wrong-code': 'This code is not right, or it has been used. Ask for a new one.',
  'already-set-up': 'This archive is set up. Sign in instead.',
  'login-taken': 'This name is taken. Choose another.',
  'no-such-account': 'There is no such account.',
  'last-editor': 'An archive needs one editor at least. Make another one first.',
  'too-large': 'This is larger than the archive takes.',
  'too-many-requests': 'Too many requests from here. Wait a minute and try again.',
  'too-many-objects': 'A case can hold 20,000 objects. Leave a series out.',
  'not-clean': 'The archive looked again and found something left to do. The file was turned away and not kept.',
  'text-not-clean': 'The text still has a place that may identify someone. Mend it; nothing of it was kept.',
  'unreadable-object': 'The archive could not read this object. It was turned away and not kept.',
  'hash-mismatch': 'The bytes changed on the way. Send again.',
  'no-such-object': 'This object is not there any more.',
  'no-such-study': 'This study is not there any more.',
  'no-such-notice': 'There is no notice with this receipt.',
  'no-such-page': 'There is no such page.',
  busy: 'The archive is busy. It goes on in a moment; try again.',
  internal: 'Something in the archive failed. Nothing was lost; try again, and tell the administrator if it stays.',
  'no-connection': 'The archive cannot be reached. Check the connection and try again.',
  'bad-answer': 'The answer was not one of this archive. Load the page again.',
  stopped: 'Stopped.',
};

/** A refusal as a sentence with its way out. */
export const sayRefusal = (refusal: Refused): string => REFUSALS[refusal.code];

const ROUTES: Readonly<Partial<Record<RouteName, string>>> = {
  session: 'Ask who is signed in',
  draft: 'Open an empty draft',
  missing: 'Ask which clean instances are missing (their digests)',
  putObject: 'Send a clean instance',
  removeObject: 'Take a clean instance back',
  patch: 'Send a confirmed text, age, sex or the order',
  submit: 'Submit, with the statements and the record',
  policy: 'Ask for the policy in force',
  case: 'Look at the draft',
  library: 'Look at the library',
  mine: 'Look at my cases',
};

/** A request in the words of the ledger. */
export const sayRoute = (route: RouteName): string => ROUTES[route] ?? 'Ask the archive';

export const STAGES: Readonly<Record<Stage, string>> = {
  none: 'none',
  draft: 'Draft',
  'in-review': 'In review',
  published: 'Published',
  hidden: 'Hidden',
  erased: 'Erased',
};

export const ROLES: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  contributor: { name: 'Contributor', may: 'sends cases' },
  reviewer: { name: 'Reviewer', may: 'looks at cases of others and approves or returns them' },
  editor: { name: 'Editor', may: 'answers for the library: notices, hiding, erasing, accounts' },
};

export const AGES: Readonly<Record<AgeBand, string>> = {
  newborn: 'newborn (under 28 days)',
  infant: 'infant (1 to 11 months)',
  toddler: 'toddler (1 to 4 years)',
  '5-9': '5 to 9 years',
  '10-14': '10 to 14 years',
  '15-17': '15 to 17 years',
  '20': 'about 20 years',
  '25': 'about 25 years',
  '30': 'about 30 years',
  '35': 'about 35 years',
  '40': 'about 40 years',
  '45': 'about 45 years',
  '50': 'about 50 years',
  '55': 'about 55 years',
  '60': 'about 60 years',
  '65': 'about 65 years',
  '70': 'about 70 years',
  '75': 'about 75 years',
  '80': 'about 80 years',
  '85': 'about 85 years',
  '90-or-over': '90 years or over',
};

export const SEXES: Readonly<Record<Sex, string>> = { female: 'Female', male: 'Male', other: 'Other' };

export const RETURN_REASONS: Readonly<Record<ReturnReason, string>> = {
  'identifier-in-pixels': 'Something in the pixels could identify someone',
  'identifier-in-text': 'Something in the text could identify someone',
  date: 'A date is left',
  age: 'The age is too exact',
  face: 'A face is shown or could be rendered',
  'too-much-shown': 'More is shown than the teaching point needs',
  'text-burnt-in': 'Text is burnt into a frame',
  'consent-needed': 'Written consent should be asked for',
  'wrong-order': 'Frames or series are in the wrong order',
  incomplete: 'Something is missing',
  quality: 'The quality is too low to teach with',
  other: 'Something else',
};

export const NOTICE_CLASSES: Readonly<Record<NoticeClass, { readonly name: string; readonly hint: string }>> = {
  image: { name: 'Something in an image', hint: 'a name, a date, a number, a label' },
  text: { name: 'Something in the text', hint: 'title, presentation, findings or discussion' },
  face: { name: 'A face, or a head from which one could be made', hint: '' },
  'consent-withdrawn': { name: 'Consent was withdrawn', hint: '' },
  'me-or-family': { name: 'It is me, or somebody of my family', hint: 'no reason is needed' },
  other: { name: 'Something else', hint: '' },
};

export const HIDE_REASONS: Readonly<Record<HideReason, string>> = {
  privacy: 'Privacy',
  'consent-withdrawn': 'Consent withdrawn',
  author: 'Wish of the contributor',
  quality: 'Quality',
  copyright: 'Copyright',
};

export const ERASURE_REASONS: Readonly<Record<ErasureReason, string>> = {
  privacy: 'privacy',
  'consent-withdrawn': 'consent withdrawn',
  author: 'wish of the contributor',
  copyright: 'copyright',
  'notice-unanswered': 'a notice that nobody answered within 24 hours',
};

const MODALITIES: Readonly<Record<string, string>> = {
  CT: 'CT',
  MR: 'MRI',
  CR: 'Radiograph',
  DX: 'Radiograph',
  MG: 'Mammography',
  US: 'Ultrasound',
  NM: 'Nuclear medicine',
  PT: 'PET',
  XA: 'Angiography',
  RF: 'Fluoroscopy',
  OT: 'Other',
  SC: 'Secondary capture',
};

/** A modality's code (PS3.3 C.7.3.1.1.1) as readers say it; an unknown code stays as it is. */
export const sayModality = (code: string): string => MODALITIES[code] ?? code;

const ADULT = /^(\d\d|90-or-over)$/;

/** Who is shown, in a few words: `Woman, about 45 years`. Empty where nothing was given. */
export function saySubject(age: AgeBand | null, sex: Sex | null): string {
  const isAdult = age !== null && ADULT.test(age);
  const grown = sex === 'female' ? 'Woman' : sex === 'male' ? 'Man' : '';
  const young = sex === 'female' ? 'Girl' : sex === 'male' ? 'Boy' : '';
  const who = isAdult || age === null ? grown : young;
  return [who, age === null ? '' : AGES[age]].filter((part) => part !== '').join(', ');
}
