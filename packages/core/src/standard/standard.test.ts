import { expect, test } from 'vitest';
import {
  allBodyParts,
  allElements,
  allSopClasses,
  allTransferSyntaxes,
  characterSets,
  contentRows,
  findBodyPart,
  findContentRow,
  findElement,
  findKeyword,
  findProfileRow,
  findSafePrivate,
  findSopClass,
  findTransferSyntax,
  iodOf,
  isTerm,
  isVr,
  keywordOf,
  methodMeanings,
  profileRows,
  PROFILE_EDITION,
  safePrivates,
  sopClassOf,
  tagOf,
  termsOf,
  typeOf,
  vrFact,
} from './index.ts';

const CT = sopClassOf('CTImageStorage');

test('[N3] every row of the sources is there', () => {
  expect(PROFILE_EDITION).toBe('2026c');
  expect(profileRows()).toHaveLength(656);
  expect(safePrivates()).toHaveLength(479);
  expect(contentRows()).toHaveLength(213);
  // 5,373 rows, six of them dropped and one added by errata
  expect(allElements()).toHaveLength(5368);
  expect(allSopClasses()).toHaveLength(318);
  expect(allTransferSyntaxes()).toHaveLength(64);
  expect(allBodyParts()).toHaveLength(348);
  expect(characterSets()).toHaveLength(35);
  expect(methodMeanings().size).toBe(13);
});

test.each([
  [0x0020000d, 'StudyInstanceUID', 'UI', '1'],
  [0x00080018, 'SOPInstanceUID', 'UI', '1'],
  [0x00100010, 'PatientName', 'PN', '1'],
  [0x7fe00010, 'PixelData', 'OW', '1'],
  [0x60023000, 'OverlayData', 'OW', '1'],
  [0x50043000, 'CurveData', 'OW', '1'],
  [0x00280106, 'SmallestImagePixelValue', 'US', '1'],
] as const)('[N4] the dictionary knows %i as %s', (tag, keyword, vr, vm) => {
  expect(findElement(tag)).toMatchObject({ keyword, vr, vm });
  expect(keywordOf(tag)).toBe(keyword);
});

test('[N4] a keyword leads to its tag, and that to the keyword', () => {
  expect(tagOf('StudyInstanceUID')).toBe(0x0020000d);
  expect(tagOf('OverlayData')).toBe(0x60003000);
  for (const { keyword } of allElements()) {
    if (keyword !== null) expect(keywordOf(tagOf(keyword))).toBe(keyword);
  }
});

test('[N4] what is private, a group length or invented is not in the dictionary', () => {
  for (const tag of [0x00090010, 0x60013000, 0x00080000, 0x00081fff, 0xfffffffe]) expect(findElement(tag)).toBeUndefined();
  expect(findKeyword('NotAKeyword')).toBeUndefined();
});

test.each([
  ['PatientID', 'Z/D', {}],
  ['StudyDate', 'Z', { 113106: 'K', 113107: 'C' }],
  ['SOPInstanceUID', 'U', { 113110: 'K' }],
  ['SeriesDescription', 'X', { 113105: 'C' }],
] as const)('[N5] the profile has %s as %s', (keyword, basic, options) => {
  expect(findProfileRow(tagOf(keyword))).toMatchObject({ keyword, basic, options });
});

test('[N5] private attributes, curves and overlays have their rows', () => {
  expect(findProfileRow(0x00091001)).toMatchObject({ tag: null, basic: 'X', options: { 113111: 'C' } });
  expect(findProfileRow(0x50120030)).toMatchObject({ tag: 0x50000000, basic: 'X' });
  expect(findProfileRow(0x60043000)).toMatchObject({ keyword: 'OverlayData', options: { 113103: 'C' } });
  expect(findProfileRow(tagOf('Rows'))).toBeUndefined();
});

test('[N5] every attribute of the profile is in the dictionary under the same keyword', () => {
  for (const { tag, keyword } of profileRows()) {
    if (tag !== null && keyword !== null) expect(keywordOf(tag)).toBe(keyword);
  }
});

test('[N6] safe private elements are found by creator, group and last byte', () => {
  expect(findSafePrivate('SIEMENS MR HEADER', 0x0019, 0x0c)).toMatchObject({ vr: 'IS', vm: '1' });
  expect(findSafePrivate('SIEMENS MR HEADER', 0x0019, 0x100c)).toMatchObject({ element: 0x0c });
  expect(findSafePrivate('GEMS_PARM_01', 0x0043, 0x39)).toMatchObject({ vr: 'IS', vm: '4' });
  expect(findSafePrivate('SOMEBODY ELSE', 0x0019, 0x0c)).toBeUndefined();
});

test('[N6] content items are found by concept and value type', () => {
  expect(findContentRow('DCM', '110180', 'UIDREF')).toMatchObject({ basic: 'D', options: { 113110: 'K' } });
  expect(findContentRow('DCM', '110180', 'TEXT')).toBeUndefined();
});

test('[N7] SOP classes and transfer syntaxes say what a file is', () => {
  expect(CT).toBe('1.2.840.10008.5.1.4.1.1.2');
  expect(findSopClass(CT)).toMatchObject({ kind: 'storage', ciod: 'ct-image', retired: false });
  expect(findSopClass('1.2.3')).toBeUndefined();
  expect(findTransferSyntax('1.2.840.10008.1.2')).toMatchObject({ explicitVr: false, encapsulated: false, forFiles: true });
  expect(findTransferSyntax('1.2.840.10008.1.2.2')).toMatchObject({ bigEndian: true, retired: true });
  expect(findTransferSyntax('1.2.840.10008.1.2.1.99')).toMatchObject({ deflated: true, explicitVr: true });
  expect(findTransferSyntax('1.2.840.10008.1.2.4.50')).toMatchObject({ encapsulated: true, compression: 'lossy', lossyMethod: 'ISO_10918_1' });
  expect(findTransferSyntax('1.2.840.10008.1.2.7.1')).toMatchObject({ forFiles: false });
});

test.each([
  [['PatientName'], '2'],
  [['StudyInstanceUID'], '1'],
  [['Modality'], '1'],
  [['SeriesDescription'], '3'],
  [['ReferencedImageSequence', 'ReferencedSOPInstanceUID'], '1'],
  [['RequestAttributesSequence', 'ScheduledProtocolCodeSequence', 'CodeValue'], '1C'],
  [['EchoTime'], 'absent'],
  [['ReferencedImageSequence', 'PatientName'], 'absent'],
] as const)('[N8] in a CT image %j has type %s', (keywords, type) => {
  expect(
    typeOf(
      CT,
      keywords.map((keyword) => tagOf(keyword)),
    ),
  ).toBe(type);
});

test('[N8] content trees of reports are known to any depth', () => {
  const path = Array.from({ length: 12 }, () => tagOf('ContentSequence'));
  expect(typeOf(sopClassOf('ComprehensiveSRStorage'), [...path, tagOf('ValueType')])).toBe('1');
});

test('[N8] a type is unknown, not absent, where the IOD or one of its modules is not at hand', () => {
  expect(typeOf('1.2.3', [tagOf('PatientName')])).toBe('unknown');
  const holes = allSopClasses().filter(({ uid, kind }) => kind === 'storage' && iodOf(uid)?.complete === false);
  expect(holes.length).toBeGreaterThan(20);
  expect(typeOf(holes[0]?.uid ?? '', [tagOf('ChannelSensitivity')])).toBe('unknown');
});

test('[N8] every IOD has the SOP Common and patient modules', () => {
  for (const { uid, ciod } of allSopClasses()) {
    const iod = iodOf(uid);
    expect(iod === undefined, uid).toBe(ciod === null);
    if (iod !== undefined && ciod !== 'basic-directory') expect(['1', '1C']).toContain(iod.top.typeOf(tagOf('SOPClassUID')));
  }
});

test('[N9] terms and body parts can be told from free text', () => {
  expect(isTerm(tagOf('ImageType'), 'LOCALIZER', 3)).toBe(true);
  expect(isTerm(tagOf('ImageType'), 'SMITH', 3)).toBe(false);
  expect(termsOf(tagOf('PatientSex'))[0]).toMatchObject({ enumerated: true });
  expect(findBodyPart('KNEE')).toMatchObject({ paired: true });
  expect(findBodyPart('SMITH')).toBeUndefined();
});

test('[N9] VR facts', () => {
  expect(isVr('LO')).toBe(true);
  expect(isVr('QQ')).toBe(false);
  expect(vrFact('LO')).toMatchObject({ maxChars: 64, characterSet: true, multiValued: true, pad: 0x20, lengthBytes: 2 });
  expect(vrFact('UI')).toMatchObject({ pad: 0, characterSet: false });
  expect(vrFact('OB')).toMatchObject({ lengthBytes: 4, multiValued: false });
});
