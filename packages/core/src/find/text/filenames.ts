import { EPONYMS } from './eponyms.ts';
import { HEADS, KIN, TITLES } from './lexicon.ts';
import type { Hit, Page, Token } from './page.ts';

/** Short forms that file names of images use. Own list. */
const usual = new Set(
  `ct mri mr us xr cxr axr pet nm dx cr dr mg rf xa spect dwi adc flair stir swi gre tof mip mpr vr tse fse ax cor sag axial coronal sagittal obl lat ap pa cc mlo rt lt r l left right pre post con cont noncon ce c t t1 t2 t1w t2w pd fs fatsat gad gd iv
  img im image images fig figure slice slices series se scan study case final copy edit edited crop cropped new old annotated labelled arrow arrows v1 v2 v3 thumb thumbnail cover panel a b c d e f frame cine clip loop movie vid video mov still dcm dicom
  png jpg jpeg tif tiff gif bmp mp4 mov avi zip pdf pptx ppt docx doc html heic webp nii gz svg mammo mammogram uss xray ixr hsg mcug vcug ivu mrcp ercp cta ctpa mra mrv dsa echo colour color doppler histo path he gross micro low high res hires web small large
  abdo abd abdomen chest head neck brain spine pelvis knee hip foot hand wrist elbow shoulder ankle thigh lung liver renal kidney bowel gb cbd ivc aorta arterial portal venous delayed phase nephro excretory erect supine prone decub inspiration expiration
  open closed mouth day week month baseline followup fu bx preop postop intraop untitled download export exported final2 combined montage collage diagram schematic table reference key quiz answer title`
    .trim()
    .split(/\s+/),
);

const parts = new Set(
  'knee hip wrist ankle elbow heel foot finger toe hand spine shoulder bladder gallbladder head femur joint neck node nodes hernia'.split(' '),
);

/** Whether a word of a file name tells who it is about. */
function tells(page: Page, i: number, token: Token): boolean {
  const bare = token.low.replace(/\d+[a-z]?$/, '').replace(/^\d+/, '');
  if (usual.has(token.low) || usual.has(bare) || bare.length < 3) return false;
  if (TITLES.has(token.low) || KIN.has(token.low) || (token.low.endsWith('s') && KIN.has(token.low.slice(0, -1))))
    return (
      token.low !== 'twins' &&
      token.low !== 'child' &&
      token.low !== 'baby' &&
      token.low !== 'children' &&
      token.low !== 'master' &&
      token.low !== 'major'
    );
  const next = page.tokens[i + 1];
  if (EPONYMS.has(bare) || (next !== undefined && HEADS.has(next.low) && !parts.has(next.low) && token.sense.eponym)) return false;
  for (const word of [bare, bare.endsWith('s') ? bare.slice(0, -1) : bare]) {
    const { given, surname, listed, known, eponym } = page.words.sense(word);
    if ((given === 2 || (surname === 2 && !listed)) && !EPONYMS.has(word)) return true;
    if (word === bare && !known && !eponym && !page.words.isAcronym(token.text.toUpperCase().replace(/\d+$/, ''))) return true;
  }
  return false;
}

/** Telling words of a file name, whatever their case; the whole name is what is found. */
export function findInFilename(page: Page): Hit[] {
  if (page.field !== 'filename') return [];
  const hits: Hit[] = [];
  for (const [i, token] of page.tokens.entries()) {
    const isKind = token.end === page.cas.length && token.before === '.';
    if (isKind || token.kind === 'number' || !tells(page, i, token)) continue;
    hits.push({ identifier: 'filename', rule: 'filename.word', score: 0.82, start: token.start, end: token.end });
  }
  return hits;
}
