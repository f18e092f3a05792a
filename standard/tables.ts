/** One row of a source: column to cell. */
export type Row = Readonly<Record<string, string>>;
export type Rows = readonly Row[];

/** One generated file: its name, the sources it is made from, and how. */
export interface Table {
  readonly name: string;
  readonly from: readonly string[];
  readonly make: (get: (file: string) => Rows) => string;
}

const cell = (row: Row, column: string): string => row[column] ?? '';
const orDash = (text: string): string => (text === '' ? '-' : text);

/** A constant with one row a line. */
function constant(name: string, doc: string, lines: readonly string[]): string {
  const bad = lines.find((line) => /[`\\$]/.test(line));
  if (bad !== undefined) throw new Error(`${name}: a row holds a character that a template string cannot`);
  return `/** ${doc} */\nexport const ${name} = \`\n${lines.join('\n')}\n\`;\n`;
}

/** A union of strings, one a line. */
function union(name: string, doc: string, words: readonly string[]): string {
  const sorted = [...new Set(words.filter((word) => word !== ''))].toSorted();
  return `/** ${doc} */\nexport type ${name} =\n${sorted.map((word) => `  | '${word}'`).join('\n')};\n`;
}

const byTag = (a: Row, b: Row): number => compare(cell(a, 'tag'), cell(b, 'tag'));
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows that share what `key` gives, in order of first sight. */
function group(rows: Rows, key: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const found = groups.get(key(row));
    if (found === undefined) groups.set(key(row), [row]);
    else found.push(row);
  }
  return groups;
}

const elements: Table = {
  name: 'elements',
  from: ['elements.tsv'],
  make: (get) => {
    const rows = [...get('elements.tsv')].toSorted(byTag);
    const line = (row: Row): string =>
      [cell(row, 'tag'), orDash(cell(row, 'keyword')), orDash(cell(row, 'vr')), orDash(cell(row, 'vm')), cell(row, 'retired') === 'Y' ? 'R' : '']
        .join(' ')
        .trimEnd();
    return constant(
      'ELEMENT_ROWS',
      'PS3.6 chapters 6 to 9: tag, keyword, VR, VM, R when retired. An x stands for any hexadecimal digit.',
      rows.map(line),
    );
  },
};

const keywords: Table = {
  name: 'keywords',
  from: ['elements.tsv'],
  make: (get) =>
    union(
      'Keyword',
      'The keyword of a data element, PS3.6.',
      get('elements.tsv').map((row) => cell(row, 'keyword')),
    ),
};

/** The option columns of Table E.1-1 with their CID 7050 codes, from the source of CID 7050. */
function optionColumns(get: (file: string) => Rows): readonly (readonly [code: string, column: string])[] {
  return get('cid_7050.tsv').map((row): [string, string] => [cell(row, 'code_value'), cell(row, 'profile_column')]);
}

const profile: Table = {
  name: 'profile',
  from: ['profile.tsv', 'cid_7050.tsv'],
  make: (get) => {
    const options = optionColumns(get).filter(([, column]) => column !== '' && column !== 'basic');
    const line = (row: Row): string => {
      const marks = options.flatMap(([code, column]) => (cell(row, column) === '' ? [] : [`${code}${cell(row, column)}`]));
      const notes = `${cell(row, 'retired') === 'Y' ? 'R' : ''}${cell(row, 'std_comp_iod') === 'N' ? 'N' : ''}`;
      return [cell(row, 'tag'), orDash(cell(row, 'keyword')), cell(row, 'basic'), orDash(notes), ...marks].join(' ');
    };
    const rows = [...get('profile.tsv')].toSorted(byTag);
    return [
      "/** The edition of PS3.15 that these rows are. */\nexport const PROFILE_EDITION = '2026c';\n",
      union(
        'ProfileCode',
        'An action code of the Basic Profile, PS3.15 Table E.1-1a.',
        rows.map((row) => cell(row, 'basic')),
      ),
      union(
        'MethodCode',
        'A code of CID 7050, De-identification Method.',
        optionColumns(get).map(([code]) => code),
      ),
      constant(
        'METHOD_ROWS',
        'CID 7050 (PS3.16): code and meaning.',
        get('cid_7050.tsv').map((row) => `${cell(row, 'code_value')} ${cell(row, 'meaning')}`),
      ),
      constant(
        'PROFILE_ROWS',
        'PS3.15 Table E.1-1: tag, keyword, basic code, notes (R retired, N not in a standard composite IOD), then the options: CID 7050 code and action.',
        rows.map(line),
      ),
    ].join('\n');
  },
};

const privates: Table = {
  name: 'private',
  from: ['safe_private.tsv'],
  make: (get) => {
    const key = (row: Row): string =>
      [cell(row, 'creator'), cell(row, 'group'), cell(row, 'element').slice(2), orDash(cell(row, 'vr')), orDash(cell(row, 'vm'))].join('|');
    return constant(
      'SAFE_PRIVATE_ROWS',
      'PS3.15 Table E.3.10-1: creator, group, last two digits of the element, VR, VM.',
      get('safe_private.tsv').map(key).toSorted(),
    );
  },
};

const content: Table = {
  name: 'content',
  from: ['structured_content.tsv', 'cid_7050.tsv'],
  make: (get) => {
    const columns = optionColumns(get);
    const line = (row: Row): string => {
      const marks = columns.flatMap(([code, column]) =>
        column === '' || column === 'basic' || cell(row, column) === '' ? [] : [`${code}${cell(row, column)}`],
      );
      return [cell(row, 'scheme'), cell(row, 'code_value'), cell(row, 'value_type'), cell(row, 'basic'), ...marks].join(' ');
    };
    return constant(
      'CONTENT_ROWS',
      'PS3.15 Table E.3.4-1: scheme, code, value type, basic code, then the options.',
      get('structured_content.tsv').map(line).toSorted(),
    );
  },
};

const sopClasses: Table = {
  name: 'sop-classes',
  from: ['sop_classes.tsv'],
  make: (get) => {
    const line = (row: Row): string =>
      [cell(row, 'uid'), cell(row, 'kind'), orDash(cell(row, 'ciod')), cell(row, 'retired') === 'Y' ? 'R' : '-', cell(row, 'name')].join('|');
    const rows = get('sop_classes.tsv');
    return [
      constant('SOP_CLASS_ROWS', 'PS3.6 Table A-1 and PS3.4: UID, kind, IOD, R when retired, name.', rows.map(line).toSorted()),
      union(
        'SopClassKeyword',
        'The keyword of a SOP class UID, PS3.6 Table A-1.',
        rows.map((row) => cell(row, 'keyword')),
      ),
      constant(
        'SOP_CLASS_KEYWORD_ROWS',
        'PS3.6 Table A-1: UID and keyword of SOP classes.',
        rows
          .filter((row) => cell(row, 'keyword') !== '')
          .map((row) => `${cell(row, 'uid')} ${cell(row, 'keyword')}`)
          .toSorted(),
      ),
    ].join('\n');
  },
};

const transferSyntaxes: Table = {
  name: 'transfer-syntaxes',
  from: ['transfer_syntaxes.tsv'],
  make: (get) => {
    const flags = (row: Row): string =>
      [
        cell(row, 'vr') === 'explicit' ? 'E' : 'I',
        cell(row, 'endian') === 'big' ? 'B' : 'L',
        cell(row, 'deflated') === 'Y' ? 'Z' : '',
        cell(row, 'encapsulated') === 'Y' ? 'F' : '',
        cell(row, 'video') === 'Y' ? 'V' : '',
        cell(row, 'retired') === 'Y' ? 'R' : '',
        /^(not a|real-time|private)/.test(cell(row, 'note')) ? 'N' : '',
      ].join('');
    const line = (row: Row): string =>
      [cell(row, 'uid'), flags(row), cell(row, 'compression'), orDash(cell(row, 'lossy_method_term')), cell(row, 'name')].join('|');
    return constant(
      'TRANSFER_SYNTAX_ROWS',
      'PS3.6 Table A-1 and PS3.5 annex A: UID, flags (E explicit, I implicit, L little, B big endian, Z deflated, F encapsulated, V video, R retired, N not for files), compression, method term, name.',
      get('transfer_syntaxes.tsv').map(line).toSorted(),
    );
  },
};

const vrs: Table = {
  name: 'vr',
  from: ['vr.tsv'],
  make: (get) => {
    const rows = get('vr.tsv');
    const number = (text: string): string => (/^\d+$/.test(text) ? text : '-');
    const yes = (row: Row, column: string): string => (cell(row, column).startsWith('Y') ? 'Y' : 'N');
    const line = (row: Row): string =>
      [
        cell(row, 'vr'),
        number(cell(row, 'max_chars')),
        number(cell(row, 'max_bytes')),
        number(cell(row, 'fixed_bytes')),
        yes(row, 'charset_0008_0005'),
        yes(row, 'multi_valued'),
        orDash(cell(row, 'pad')),
        cell(row, 'explicit_length_bytes'),
      ].join(' ');
    return [
      union(
        'Vr',
        'A value representation, PS3.5 section 6.2.',
        rows.map((row) => cell(row, 'vr')),
      ),
      constant(
        'VR_ROWS',
        'PS3.5 section 6.2: VR, most characters, most bytes, bytes of one value, Y when Specific Character Set applies, Y when it may have several values, pad byte in hexadecimal, bytes of the explicit length field.',
        rows.map(line),
      ),
    ].join('\n');
  },
};

const characterSets: Table = {
  name: 'character-sets',
  from: ['specific_character_sets.tsv'],
  make: (get) => {
    const line = (row: Row): string =>
      [
        cell(row, 'term') === '(empty)' ? '' : cell(row, 'term'),
        cell(row, 'code_extension') === 'none' ? '-' : 'E',
        cell(row, 'width').startsWith('multi') ? 'M' : 'S',
        orDash(cell(row, 'element')),
        cell(row, 'escape_bytes').replaceAll(' ', ''),
        cell(row, 'iso_registration').replace('ISO-IR ', ''),
      ].join('|');
    return constant(
      'CHARACTER_SET_ROWS',
      'PS3.3 section C.12.1.1.2: defined term, E with code extensions, S single or M multi-byte, code element, escape sequence in hexadecimal, ISO-IR number.',
      get('specific_character_sets.tsv').map(line),
    );
  },
};

const terms: Table = {
  name: 'terms',
  from: ['defined_terms.tsv'],
  make: (get) => {
    const groups = group(get('defined_terms.tsv'), (row) =>
      [cell(row, 'tag'), cell(row, 'kind') === 'enum' ? 'E' : 'D', orDash(cell(row, 'value_number'))].join('|'),
    );
    const line = ([key, rows]: readonly [string, readonly Row[]]): string => [key, ...new Set(rows.map((row) => cell(row, 'value')))].join('|');
    return constant('TERM_ROWS', 'PS3.3: tag, E enumerated or D defined, number of the value, then the terms.', [...groups].map(line).toSorted());
  },
};

const bodyParts: Table = {
  name: 'body-parts',
  from: ['body_parts.tsv'],
  make: (get) => {
    const line = (row: Row): string =>
      [
        cell(row, 'value'),
        cell(row, 'paired') === 'Y' ? 'P' : '-',
        orDash(cell(row, 'scheme')),
        orDash(cell(row, 'code_value')),
        cell(row, 'meaning'),
      ].join('|');
    return constant(
      'BODY_PART_ROWS',
      'PS3.16 annex L: Body Part Examined, P when paired, scheme, code, meaning.',
      get('body_parts.tsv').map(line).toSorted(),
    );
  },
};

const iods: Table = {
  name: 'iods',
  from: ['iod_modules.tsv'],
  make: (get) => {
    const groups = group(get('iod_modules.tsv'), (row) => cell(row, 'ciod'));
    const line = (row: Row): string => [cell(row, 'usage'), cell(row, 'module'), ...(cell(row, 'attributes_from') === '-' ? ['?'] : [])].join(' ');
    const lines = [...groups].toSorted(([a], [b]) => compare(a, b)).flatMap(([ciod, rows]) => [`# ${ciod}`, ...rows.map(line).toSorted()]);
    return constant('IOD_ROWS', 'PS3.3 annex A: after # the IOD, then usage and module; ? where no table of its attributes is at hand.', lines);
  },
};

/** Rows of attributes as a tree in depth-first order: dots for the depth, tag, type; or dots and @macro. */
function treeLines(rows: Rows): readonly string[] {
  const line = (row: Row): string => {
    const steps = cell(row, 'path').split('/');
    return `${'.'.repeat(steps.length - 1)}${steps.at(-1) ?? ''}${cell(row, 'path').includes('@') ? '' : ` ${orDash(cell(row, 'strict') || cell(row, 'type'))}`}`;
  };
  return [...rows].toSorted((a, b) => compare(cell(a, 'path'), cell(b, 'path'))).map(line);
}

const attributes: Table = {
  name: 'attributes',
  from: ['module_attributes.tsv', 'macro_attributes.tsv'],
  make: (get) => {
    const tree = (file: string, column: string): readonly string[] =>
      [...group(get(file), (row) => cell(row, column))]
        .toSorted(([a], [b]) => compare(a, b))
        .flatMap(([name, rows]) => [`# ${name}`, ...treeLines(rows)]);
    return [
      constant(
        'MACRO_ROWS',
        'PS3.3 macros: after # the macro; dots for the depth, then tag and type, or @ and a macro.',
        tree('macro_attributes.tsv', 'macro'),
      ),
      constant(
        'ATTRIBUTE_ROWS',
        'PS3.3 modules: after # the module, then as in MACRO_ROWS. Types are the strictest of the sources.',
        tree('module_attributes.tsv', 'module'),
      ),
    ].join('\n');
  },
};

/** Every generated file, by use: a page that needs one does not load the others. */
export const TABLES: readonly Table[] = [
  elements,
  keywords,
  profile,
  privates,
  content,
  sopClasses,
  transferSyntaxes,
  vrs,
  characterSets,
  terms,
  bodyParts,
  iods,
  attributes,
];
