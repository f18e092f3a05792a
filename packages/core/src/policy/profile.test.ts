import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTemporal, shiftedBack } from '../model/index.ts';
import { findElement, findProfileRow, keywordOf, sopClassOf, tagOf, type Keyword, type SopClassKeyword } from '../standard/index.ts';
import { BEYOND, explain, RESEARCH, resolve, SHIPPED, strangeSpans, withoutSpans, type Policy, type ProfileLaw } from './index.ts';

const lawWith = (options: Extract<Policy, { allow: 'profile' }>['options']): ProfileLaw => {
  const resolved = resolve({ ...RESEARCH, name: 'trial', options, dates: options.includes('113107') ? 'shift' : 'remove', private: 'remove' });
  if (!resolved.ok || resolved.value.profile === null) throw new Error('a trial policy is not understood');
  return resolved.value.profile;
};
const basic = lawWith([]);
const actionIn = (sopClass: SopClassKeyword, ...path: readonly Keyword[]): string => basic.actionAt(path.map(tagOf), sopClassOf(sopClass));

test.each<[string, SopClassKeyword, Keyword[], string]>([
  ['Z of type 2', 'CTImageStorage', ['StudyDate'], 'empty'],
  ['X/D of type 3', 'CTImageStorage', ['ProtocolName'], 'remove'],
  ['X/Z/D of type 3', 'CTImageStorage', ['InstitutionName'], 'remove'],
  ['X/D of type 1', 'EnhancedCTImageStorage', ['AcquisitionDateTime'], 'dummy'],
  ['Z/D of type 2', 'CTImageStorage', ['AccessionNumber'], 'empty'],
  ['Z that a multi-frame object must have', 'EnhancedCTImageStorage', ['ContentDate'], 'dummy'],
  ['X', 'CTImageStorage', ['PatientAddress'], 'remove'],
  ['D of a name in a report', 'BasicTextSRStorage', ['ContentSequence', 'PersonName'], 'dummy'],
  ['U', 'CTImageStorage', ['SOPInstanceUID'], 'remap'],
  ['D in an item that stays', 'BasicTextSRStorage', ['VerifyingObserverSequence', 'VerifyingObserverName'], 'dummy'],
])('[R15] the code %s is decided by the type of the attribute in the object', (_what, sopClass, path, action) => {
  expect(actionIn(sopClass, ...path)).toBe(action);
});

test('[R15] where the type is not known D goes before Z and Z before X', () => {
  const nobodys = '1.2.3.4';
  expect([['DeviceSerialNumber'], ['AcquisitionDate'], ['PatientAddress']].map(([keyword]) => basic.actionAt([findTag(keyword)], nobodys))).toEqual([
    'dummy',
    'empty',
    'remove',
  ]);
  expect(basic.actionAt([tagOf('ReferencedStudySequence')], nobodys)).toBe('empty');
});

function findTag(keyword: string | undefined): number {
  return tagOf((keyword ?? 'PatientName') as Keyword);
}

test('[R16] what we say beyond the table is not in the table, has a reason, and no attribute twice', () => {
  const all = BEYOND.flatMap(({ keywords }) => keywords);
  expect(all.filter((keyword) => findProfileRow(tagOf(keyword)) !== undefined)).toEqual([]);
  expect(all.filter((keyword, at) => all.indexOf(keyword) !== at)).toEqual([]);
  expect(BEYOND.every(({ because }) => because.length > 20)).toBe(true);
  expect(all.length).toBeGreaterThan(100);
});

test('[R16] no attribute of free text, name or address without a row stays without its words being looked at', () => {
  const full = lawWith(['113105', '113107']);
  for (const keyword of ['ROIDescription', 'SegmentDescription', 'InformationSummary', 'BeamName', 'GraphicLayerDescription'] as const) {
    expect(full.lawOf(tagOf(keyword)).form?.kind, keyword).toBe('text');
    expect(basic.lawOf(tagOf(keyword)).form, keyword).toBeNull();
  }
  for (const keyword of ['EvaluatorName', 'RetrieveURL', 'DeviceID', 'RadiationMachineName'] as const)
    expect(full.lawOf(tagOf(keyword)).form, keyword).toBeNull();
  expect([basic.lawOf(0x0010f0f0).form, basic.lawOf(0x60003000).form, basic.lawOf(0x50003000).form]).toEqual([null, null, null]);
});

test.each([
  ['StudyDate', 'C'],
  ['PatientID', 'D'],
  ['SOPInstanceUID', 'U'],
  ['SliceThickness', 'K/X/Z'],
  ['PatientAddress', 'X'],
])('[R17] the research policy explains what becomes of %s', (keyword, action) => {
  const policy = resolve(SHIPPED.get('research'));
  if (!policy.ok) throw new Error('the research policy is not understood');
  const explained = explain(keyword, policy.value);
  expect(explained?.action).toBe(action);
  expect(explained?.because.length).toBeGreaterThan(1);
});

test('[R4] a shift keeps intervals, whatever the dates', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
  const ms = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6)));
  fc.assert(
    fc.property(day, day, fc.nat(4014), (a, b, days) => {
      const [x, y] = [shiftedBack('DA', a, days), shiftedBack('DA', b, days)];
      return x !== null && y !== null && isTemporal('DA', x) && ms(a) - ms(x) === days * 86_400_000 && ms(a) - ms(b) === ms(x) - ms(y);
    }),
    { seed: 6, numRuns: 500 },
  );
});

test('[R7] what is left of any text has nothing strange in it once it was cleaned again, and cleaning ends', () => {
  const words = fc.constantFrom('chest', 'Mustermann', '20110213', '5mm', '12.03.2011', 'Zoë', 'T2', '\\', '-', 'MRN', '4711', ' ', '555-1234');
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
      let text = parts.join(' ');
      for (let round = 0; round < 5 && strangeSpans(text).length > 0; round += 1) text = withoutSpans(text, strangeSpans(text));
      return strangeSpans(text).length === 0 && !/Muster|Zo|MRN|2011/.test(text);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('[R16] the laws name only attributes of PS3.6', () => {
  expect([...basic.forms.keys()].filter((tag) => findElement(tag) === undefined || keywordOf(tag) === null)).toEqual([]);
});
