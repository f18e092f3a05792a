// Scores the policy `research` by a key in the manner of MIDI-B: `node bench/midi.bench.ts [--list]`. Ends with 1 below the goal.
import { cleanInstance, newKnown, type CleanJob } from '@silhouette/core/deid';
import { bytesSource, find, itemsOf, joinChunks, readInstance, readStrings, sopOf, type DataSet, type Element } from '@silhouette/core/dicom';
import { RESEARCH, resolve } from '@silhouette/core/policy';
import { findElement, findProfileRow, isPrivate, keywordOf, tagOf, typeOf, type Keyword } from '@silhouette/core/standard';
import { contributionKey } from '@silhouette/core/uid';
import {
  instanceOf,
  latin1,
  makeRandom,
  sequence,
  text,
  textAt,
  withParts,
  writeFile,
  type Modality,
  type Part,
  type Random,
  type Visit,
} from '@silhouette/testkit';

const GOAL = 99.95;
const PATIENTS = 60;
const MODALITIES: readonly Modality[] = ['CT', 'MR', 'CR', 'DX', 'US'];

/** The actions of the published scorer (DICOM.md section 5). */
type ActionName =
  | 'tag_retained'
  | 'text_notnull'
  | 'text_retained'
  | 'text_removed'
  | 'date_shifted'
  | 'uid_changed'
  | 'uid_consistent'
  | 'patid_consistent'
  | 'pixels_retained';

/** One line of the key: what must hold of one element of one file. */
interface Row {
  readonly action: ActionName;
  readonly tag: number;
  readonly value: string;
}

/** What people write into descriptions, without any name. */
const PHRASES =
  `CT CHEST W CONTRAST|Thorax 1.0 B70f|AX T1 POST GD FS|SAG T2 FSE|COR STIR|t2_tse_tra_p2|ep2d_diff_3scan_trace_p2_ADC|MPRAGE 1mm iso|FLAIR axial|LOCALIZER|3-PLANE LOC|WB PET AC|CT Abdomen and Pelvis with IV contrast|Lung 5.0 mm STANDARD|PORTABLE CHEST AP UPRIGHT|Chest PA and lateral|Knee 3 views left|L-spine AP/LAT|ABDOMEN SUPINE|Mammogram bilateral screening|R CC|L MLO|US abdomen limited right upper quadrant|US thyroid|DOPPLER CAROTID BILATERAL|delayed phase 5 min|arterial phase liver|Portal venous 2.5mm|Dose report|Scout|Pre contrast|MIP cor|VOLUME RENDERING|dynamic post 1st pass|BRAIN PERFUSION CBF|DWI b1000|SWI mIP|TOF 3D multi slab|Prostate T2 high res|breast MR dynamic subtraction|Cardiac short axis cine|4 chamber|Follow up lung nodule|evaluate for pulmonary embolism|rule out appendicitis|status post resection|Patient could not hold breath|motion artifact|no acute abnormality|right hip pain after fall|history of breast cancer|possible fracture of the distal radius|recon 3 axial soft tissue|bone window|HRCT inspiration|HRCT expiration prone|CTA head and neck|MRCP thick slab|Lumbar spine without contrast|Shoulder external rotation|fat sat proton density|subtraction images|whole body bone scan|Q-SPACE|calcium score|screening colonography supine|low dose chest CT|trauma series|intraoperative fluoroscopy|catheter placement check|radial 3D VIBE breath hold|renal ultrasound both kidneys|gallbladder wall thickening|pleural effusion left base|stable appearance since prior|recommend clinical correlation|compared with previous examination|mild degenerative change|large field of view|small field of view|limited study due to motion|sedated|emergency department|portable technique|non diagnostic quality|repeat view|additional oblique view|magnification view|spot compression|contrast given|hepatocellular carcinoma surveillance|pancreatic protocol CT biphasic|temporal bone ultra high resolution|pituitary dynamic thin section|enterography with oral contrast|urogram split bolus|perianal fistula|rectal cancer staging|brachial plexus|wrist arthrogram|sacroiliac joints bilateral|elbow flexed abducted supinated|neck soft tissue nasopharynx|orbits with fat suppression|internal auditory canals|fetal brain single shot|placenta accreta assessment|testicular torsion|hysterosalpingogram|barium swallow esophagram|small bowel follow through|voiding cystourethrogram|thoracic aortic dissection|renal artery stenosis|TAVI planning ECG gated|pulmonary vein mapping|myocardial viability late enhancement|stress perfusion adenosine|MUGA rest|DMSA cortical scan|HIDA with ejection fraction|sentinel node lymphoscintigraphy|FDG PET oncology|PSMA gallium|skeletal survey|scoliosis standing|bone age left hand|panoramic dental|cephalometric lateral|stereotactic biopsy specimen|tomosynthesis screening|post lumpectomy|implant displaced views|wire localization|spine metastases cord compression|multiple sclerosis protocol|seizure epilepsy protocol|acute stroke perfusion|aneurysm clip check|shunt series|hydrocephalus followup|carotid bifurcation plaque|deep vein thrombosis left leg|AV fistula mapping|transplant kidney doppler|hernia valsalva|appendix compression ultrasound|thyroid nodule TIRADS|neonatal head ultrasound|hip dysplasia|cine swallow|quantitative susceptibility|spectroscopy voxel left frontal|resting state BOLD|diffusion tensor 64 directions|arterial spin labeling|magnetization transfer|T1 mapping native|fat fraction dixon|elastography wave|nephrographic phase kidneys|liver mass quadruple phase|adrenal washout study|pelvic congestion venogram|uterine fibroid embolization planning|ovarian torsion doppler|scrotal pain left|thoracic outlet arms up|rib detail oblique|sternum lateral|nasal bones|zygomatic arch jug handle|cervical spine flexion extension|odontoid open mouth|swimmers view|clavicle serendipity|scapula Y view|axillary view|elbow radial head|scaphoid series ulnar deviation|gamekeeper thumb stress|frog leg lateral|sunrise patella|tunnel view knee|ankle mortise|foot weight bearing|leg length study|loopogram|nephrostogram|sialography parotid|dacryocystogram|myelogram CT lumbar|discogram L4-L5|vertebral augmentation|biopsy guidance|drain check abscessogram|PICC line tip position|NG tube placement|ETT position supine|lordotic apical view|lateral decubitus right side down|upright abdomen free air|KUB stones|cecal volvulus|Dixon in phase|opposed phase|B0 map|noise scan|coil check|test bolus|bolus tracking|premonitoring|patient protocol|summary series|screen save|evidence images|key images|processed images|thick MIP 10mm|curved MPR RCA|vessel analysis|LV function report|bullseye|lung CAD|registration fusion PET`.split(
    '|',
  );

const WRITTEN: readonly Keyword[] = [
  'StudyDescription',
  'SeriesDescription',
  'ProtocolName',
  'ImageComments',
  'RequestedProcedureDescription',
  'PerformedProcedureStepDescription',
  'PatientComments',
];

const REMOVED: readonly Keyword[] = [
  'PatientName',
  'ReferringPhysicianName',
  'OperatorsName',
  'InstitutionName',
  'InstitutionAddress',
  'StationName',
  'DeviceSerialNumber',
  'AccessionNumber',
];

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
const english = (date: string): string => `${Number(date.slice(4, 6))}/${Number(date.slice(6))}/${date.slice(0, 4)}`;

/** What must not stay of a patient, in the forms in which people write it. */
function identifiersOf(visit: Visit, random: Random): readonly string[] {
  const [family = '', given = ''] = visit.name.split('^');
  const phone = `555-${String(1000 + random.below(9000))}`;
  return [
    family,
    `${given} ${family}`,
    `${family.toUpperCase()}, ${given.toUpperCase()}`,
    visit.patientId,
    visit.accession,
    visit.birthDate,
    dashed(visit.birthDate),
    english(visit.studyDate),
    visit.institution,
    visit.serial,
    visit.referring.replaceAll('^', ' ').trim(),
    phone,
    `(030) ${String(100 + random.below(900))} ${String(1000 + random.below(9000))}`,
    `${given.toLowerCase()}@example.org`,
  ];
}

interface Planted {
  readonly bytes: Uint8Array;
  readonly rows: readonly Row[];
}

const joinAt = (random: Random, phrase: string, identifier: string): string =>
  random.below(3) === 0
    ? `${identifier} ${phrase}`
    : random.below(2) === 0
      ? `${phrase} ${identifier}`
      : phrase.replace(/ |$/, ` ${identifier} `).trim();

const pick = (random: Random, all: readonly string[]): string => all[random.below(all.length)] ?? '';

/** A file with descriptions, safe and other private elements and references, and the key to it. */
function plant(patient: number, modality: Modality, index: number): Planted {
  const random = makeRandom(patient * 101 + index * 13 + MODALITIES.indexOf(modality));
  const base = instanceOf({ seed: 5000 + patient, modality, rows: 16, columns: 16, slices: 2 }, index);
  const { visit } = base;
  const rows: Row[] = [];
  const parts: Part[] = [];
  for (const keyword of WRITTEN) {
    const phrase = pick(random, PHRASES);
    const identifier = pick(random, identifiersOf(visit, random));
    const isPlain = random.below(4) === 0;
    const words = isPlain ? phrase : joinAt(random, phrase, identifier);
    parts.push(text(keyword, words.slice(0, 64)));
    if (words.length > 64) continue;
    rows.push({ action: 'text_retained', tag: tagOf(keyword), value: phrase });
    if (!isPlain) rows.push({ action: 'text_removed', tag: tagOf(keyword), value: identifier });
  }
  parts.push(
    textAt(0x00190010, 'LO', 'GEMS_ACQU_01'),
    textAt(0x00191023, 'DS', '55.0'),
    textAt(0x00090020, 'LO', 'ACME 1.1'),
    textAt(0x00092001, 'LO', visit.patientId),
    text('PatientAge', `${String(30 + random.below(69)).padStart(3, '0')}Y`),
    sequence('ReferencedImageSequence', [text('ReferencedSOPClassUID', base.sopClass), text('ReferencedSOPInstanceUID', visit.instance(2 - index))]),
  );
  rows.push({ action: 'text_retained', tag: 0x00191023, value: '55.0' }, { action: 'text_removed', tag: 0x00092001, value: visit.patientId });
  return { bytes: writeFile(withParts(base, parts)), rows };
}

const latin = (element: Element): string =>
  'bytes' in element
    ? Array.from(element.bytes, (byte) => String.fromCharCode(byte))
        .join('')
        .replace(/[\0 ]+$/, '')
    : '';

/** The rows that follow from the object itself: types of its IOD, dates, UIDs, and what the profile has no word for. */
function ruled(data: DataSet, sopClass: string): readonly Row[] {
  const rows: Row[] = [];
  for (const element of data) {
    const { tag, vr } = element;
    if (isPrivate(tag) || tag === 0x7fe00010) continue;
    const value = latin(element);
    const type = typeOf(sopClass, [tag]);
    const row = findProfileRow(tag);
    const keyword = keywordOf(tag);
    if (type === '1' && value !== '') rows.push({ action: 'text_notnull', tag, value });
    if (type === '2') rows.push({ action: 'tag_retained', tag, value });
    if (vr === 'DA' && value !== '' && keyword !== 'PatientBirthDate') rows.push({ action: 'date_shifted', tag, value });
    if (vr === 'UI' && row?.basic === 'U') rows.push({ action: 'uid_changed', tag, value }, { action: 'uid_consistent', tag, value });
    if (keyword === 'PatientID') rows.push({ action: 'patid_consistent', tag, value });
    if (keyword !== null && REMOVED.includes(keyword)) rows.push({ action: 'text_removed', tag, value });
    const isKept =
      row === undefined &&
      keyword !== 'SpecificCharacterSet' &&
      keyword !== 'BurnedInAnnotation' &&
      (findElement(tag)?.vrs ?? []).every((one) => ['DS', 'IS', 'US', 'CS', 'LO', 'SH'].includes(one));
    if ((isKept || keyword === 'PatientSex' || keyword === 'PatientSize' || keyword === 'PatientWeight') && value !== '' && 'bytes' in element)
      rows.push({ action: 'text_retained', tag, value });
  }
  rows.push({ action: 'pixels_retained', tag: 0x7fe00010, value: '' });
  return rows;
}

const STOPWORDS = new Set('a an and are as at be by for from has he in is it its of on or that the to was were will with'.split(' '));
const tokensOf = (words: string): readonly string[] =>
  (words.toLowerCase().match(/[a-z0-9.]+/g) ?? []).filter((word) => !STOPWORDS.has(word) && word.length > 0);

function retained(key: string, value: string): boolean {
  const lower = value.toLowerCase();
  return lower.includes(key.toLowerCase()) || tokensOf(key).every((word) => lower.includes(word)) || (key !== '' && Number(key) === Number(value));
}

interface Pair {
  readonly before: DataSet;
  readonly after: DataSet;
  readonly uids: ReadonlyMap<string, string>;
  readonly patients: ReadonlyMap<string, string>;
}

/** Whether a row of the key holds. */
function passes(row: Row, { after, before, patients, uids }: Pair): boolean {
  const element = find(after, row.tag);
  const value = element === undefined ? '' : latin(element);
  switch (row.action) {
    case 'tag_retained':
      return element !== undefined;
    case 'text_notnull':
      return element !== undefined && ('bytes' in element ? value !== '' : true);
    case 'text_retained':
      return element !== undefined && retained(row.value, value);
    case 'text_removed':
      return element === undefined || tokensOf(row.value).every((word) => word.length < 2 || !tokensOf(value).includes(word));
    case 'date_shifted':
    case 'uid_changed':
      return !value.includes(row.value);
    case 'uid_consistent':
      return element === undefined || value === uids.get(row.value);
    case 'patid_consistent':
      return value === patients.get(row.value);
    case 'pixels_retained': {
      const original = find(before, row.tag);
      return original !== undefined && element !== undefined && latin(original) === latin(element);
    }
  }
}

function dataOf(bytes: Uint8Array): DataSet {
  const read = readInstance(bytesSource(bytes));
  if (!read.ok) throw new Error(`an own file cannot be read: ${read.refusal.code}`);
  return read.value.data;
}

const resolved = resolve(RESEARCH);
if (!resolved.ok) throw new Error('the policy is not understood');
const policy = resolved.value;
const key = contributionKey(latin1('a key for measuring, of 32 bytes'));

function cleanedOf(bytes: Uint8Array): Uint8Array | null {
  const decode: CleanJob['decode'] = (label, some) => new TextDecoder(label).decode(some);
  const answer = cleanInstance(bytesSource(bytes), {
    policy,
    key,
    channels: ['header'],
    known: newKnown(),
    decode,
    boxes: [],
    decisions: [],
    fileName: null,
  });
  return answer.ok && answer.value.chunks !== null ? joinChunks(answer.value.chunks, answer.value.source) : null;
}

interface Scored {
  readonly passed: number;
  readonly failed: number;
}

const counts = new Map<ActionName, Scored>();
const faults: string[] = [];
const uids = new Map<string, string>();
const patients = new Map<string, string>();
const files: { readonly planted: Planted; readonly before: DataSet; readonly after: DataSet | null; readonly name: string }[] = [];

for (let patient = 0; patient < PATIENTS; patient += 1)
  for (const modality of MODALITIES)
    for (let index = 0; index < (modality === 'CT' || modality === 'MR' ? 2 : 1); index += 1) {
      const planted = plant(patient, modality, index);
      const out = cleanedOf(planted.bytes);
      const before = dataOf(planted.bytes);
      const after = out === null ? null : dataOf(out);
      files.push({ planted, before, after, name: `${modality} ${patient}.${index}` });
      for (const keyword of ['SOPInstanceUID', 'SeriesInstanceUID', 'StudyInstanceUID', 'FrameOfReferenceUID', 'PatientID'] as const) {
        const [old] = readStrings(find(before, tagOf(keyword)));
        const [now] = after === null ? [] : readStrings(find(after, tagOf(keyword)));
        const map = keyword === 'PatientID' ? patients : uids;
        if (old !== undefined && now !== undefined && !map.has(old)) map.set(old, now);
      }
    }

function count(action: ActionName, good: boolean): void {
  const { failed, passed } = counts.get(action) ?? { failed: 0, passed: 0 };
  counts.set(action, good ? { failed, passed: passed + 1 } : { failed: failed + 1, passed });
}

for (const { after, before, name, planted } of files) {
  const seen = new Set<string>();
  for (const row of [...planted.rows, ...ruled(before, sopOf(before).classUid)]) {
    const id = `${row.action} ${row.tag} ${row.value}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const good = after !== null && passes(row, { before, after, uids, patients });
    count(row.action, good);
    if (!good) faults.push(`${name}: ${row.action} ${keywordOf(row.tag) ?? row.tag.toString(16)}`);
  }
  const [reference = []] = itemsOf(before, tagOf('ReferencedImageSequence'));
  const [mapped = []] = after === null ? [] : itemsOf(after, tagOf('ReferencedImageSequence'));
  const [old = ''] = readStrings(find(reference, tagOf('ReferencedSOPInstanceUID')));
  const [now = ''] = readStrings(find(mapped, tagOf('ReferencedSOPInstanceUID')));
  if (uids.has(old)) count('uid_consistent', uids.get(old) === now);
}

const all = [...counts.values()].reduce((sum, { failed, passed }) => ({ failed: sum.failed + failed, passed: sum.passed + passed }), {
  failed: 0,
  passed: 0,
});
const score = (100 * all.passed) / (all.passed + all.failed);
console.log(`${files.length} files of ${PATIENTS} invented patients, ${all.passed + all.failed} actions`);
for (const [action, { failed, passed }] of [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`${action.padEnd(18)} ${String(passed).padStart(7)} pass ${String(failed).padStart(5)} fail`);
console.log(`score ${score.toFixed(3)} % (goal ${GOAL} %)`);
if (process.argv.includes('--list')) console.log([...new Set(faults)].slice(0, 200).join('\n'));
if (score < GOAL) process.exitCode = 1;
