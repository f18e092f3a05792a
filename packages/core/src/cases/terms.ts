import type { AttestationId } from '../model/index.ts';

/** A statement as it is put to the contributor; a changed sentence has a new version. */
export interface Statement {
  readonly id: AttestationId;
  readonly version: number;
  readonly text: string;
}

/** The three statements that a contributor makes for each case (S18, S63). */
export const ATTESTATIONS: readonly Statement[] = [
  { id: 'may-share', version: 1, text: "I may share this case under my institution's policy." },
  { id: 'seen-every-frame', version: 1, text: 'I have looked at every frame as it will be sent.' },
  { id: 'nothing-identifies', version: 1, text: 'To my knowledge nothing here can identify the patient.' },
];

/** The terms that are accepted with each case (S58 to S62). */
export const TERMS: { readonly version: number; readonly paragraphs: readonly string[] } = {
  version: 1,
  paragraphs: [
    'You send only cases that you may share, and only after the identity has been taken out.',
    'Another person looks at every case before it is shown.',
    'Anyone may send a notice about a case, without an account and without giving a reason. The case is hidden at once.',
    'A case in which someone could be identified is erased, no questions asked. We cannot bring it back: keep your own copy.',
  ],
};

/** What "I am not sure" about consent leads to (S19). */
export const CONSENT_UNSURE =
  'When in doubt, ask the patient or their representative for written consent first, and send the case afterwards. Nothing is lost: the draft stays.';
