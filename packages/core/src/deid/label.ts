import { encodeAscii, find, stringOf, type DataSet, type Element } from '../dicom/index.ts';
import { withElements } from '../fix/index.ts';
import { pathTo, type Fix } from '../model/index.ts';
import type { Label } from '../policy/index.ts';
import { tagOf, type Keyword } from '../standard/index.ts';

/** Writes the label of a file into its data set, and says which of its former elements that changed. */
export function withLabel(data: DataSet, label: Label): { readonly data: DataSet; readonly fixes: readonly Fix[] } {
  const elements = labelElements(label);
  const fixes: Fix[] = [];
  for (const keyword of LABEL) {
    const before = find(data, tagOf(keyword));
    if (before === undefined) continue;
    const after = elements.find(({ tag }) => tag === before.tag);
    const at = pathTo([{ tag: before.tag }]);
    if (after === undefined) fixes.push({ kind: 'remove', code: 'X', at });
    else if (!isSame(before, after)) fixes.push({ kind: 'dummy', code: 'D', at });
  }
  const tags = new Set(LABEL.map(tagOf));
  return {
    data: withElements(
      data.filter(({ tag }) => !tags.has(tag)),
      elements,
    ),
    fixes,
  };
}

const LABEL: readonly Keyword[] = [
  'PatientIdentityRemoved',
  'DeidentificationMethod',
  'DeidentificationMethodCodeSequence',
  'BurnedInAnnotation',
  'RecognizableVisualFeatures',
  'LongitudinalTemporalInformationModified',
];

function labelElements(label: Label): readonly Element[] {
  const codes = label.codes.map(({ code, meaning }): DataSet => [
    text('CodeValue', 'SH', code),
    text('CodingSchemeDesignator', 'SH', 'DCM'),
    text('CodeMeaning', 'LO', meaning),
  ]);
  return [
    text('PatientIdentityRemoved', 'CS', 'YES'),
    text('DeidentificationMethod', 'LO', label.methods.join('\\')),
    { tag: tagOf('DeidentificationMethodCodeSequence'), vr: 'SQ', items: codes },
    ...(label.burnedIn === null ? [] : [text('BurnedInAnnotation', 'CS', label.burnedIn)]),
    ...(label.recognisable === null ? [] : [text('RecognizableVisualFeatures', 'CS', label.recognisable)]),
    text('LongitudinalTemporalInformationModified', 'CS', label.temporal),
  ];
}

function text(keyword: Keyword, vr: 'CS' | 'LO' | 'SH', value: string): Element {
  return { tag: tagOf(keyword), vr, bytes: encodeAscii(value) };
}

function isSame(a: Element, b: Element): boolean {
  if ('items' in a && 'items' in b) {
    return a.items.length === b.items.length && a.items.every((item, index) => codeOf(item) === codeOf(b.items[index] ?? []));
  }
  return stringOf([a], a.tag) === stringOf([b], b.tag) && 'bytes' in a && 'bytes' in b && Math.abs(a.bytes.length - b.bytes.length) <= 1;
}

function codeOf(item: DataSet): string {
  return `${stringOf(item, tagOf('CodeValue')) ?? ''} ${stringOf(item, tagOf('CodeMeaning')) ?? ''} ${item.length}`;
}
