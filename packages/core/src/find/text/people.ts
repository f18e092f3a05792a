import { actsLikePerson, credits, isFamily, isGiven } from './acting.ts';
import { byOne } from './alone.ts';
import { CLINICIAN_TITLES, KIN, PARTICLES, PATIENT_WORDS, TITLES, WORDY_TITLES } from './lexicon.ts';
import { isEponymUse, isNameLike, isStop, nameRun } from './names.ts';
import type { Hit, Page } from './page.ts';
import { at, put, take, type Kind, type Reader } from './reader.ts';

/** A title and a name: "Mrs Doyle", "Dr. med. Katrin Vogel", "mrs sheila o'donnell". */
function byTitle(reader: Reader, i: number): number {
  const { page } = reader;
  const title = at(page, i);
  if (title === undefined || title.possessive) return i;
  const isClinician = CLINICIAN_TITLES.has(title.low);
  if (title.low === 'md' && title.text !== 'Md') return i;
  if (!isClinician && !TITLES.has(title.low)) return i;
  let next = i + 1;
  while (
    next < i + 4 &&
    /^[. ]{0,2}$/.test(at(page, next)?.before ?? ',') &&
    /^(?:med|rer|nat|dent|phil|dr|mr|mrs|ms|prof|professor|emeritus)$/.test(at(page, next)?.low ?? '')
  )
    next += 1;
  const after = at(page, next);
  if (after === undefined || !/^[.\s]{1,3}$/.test(after.before) || after.before.includes('\n')) return i;
  if (after.text.length === 1 && after.shape === 'low' && /^\.(?!\d)/.test(page.cas.slice(after.end, after.end + 2)) && title.low !== 'pan') {
    put(reader, { rule: 'name.title', identifier: isClinician ? 'clinician' : 'name', score: 0.9 }, [title, after]);
    return next + 1;
  }
  if (
    after.kind !== 'word' ||
    (title.low === 'mr' && title.shape === 'upper' && !(after.shape === 'upper' && isNameLike(page, after) && !after.sense.known))
  )
    return i;
  const capital = after.shape === 'cap' || (after.shape === 'upper' && after.text.length > 1) || after.shape === 'odd';
  const lower =
    after.shape === 'low' &&
    !isStop(after.low) &&
    (!after.sense.listed || after.sense.given === 2 || (after.sense.surname === 2 && title.low !== 'ms'));
  if (
    WORDY_TITLES.has(title.low) &&
    title.shape === 'low' &&
    !(capital && isNameLike(page, after)) &&
    !(lower && (title.low === 'mr' || title.low === 'ms') && (after.sense.given === 2 || after.sense.surname === 2) && !after.sense.known)
  )
    return i;
  if (
    /^(?:sister|major|general|miss|lady|master|consultant|registrar|nurse|surgeon|pan|lord|captain|justice|officer|father|nan|nana|radiologist|fellow|resident|intern|reg)$/.test(
      title.low,
    ) &&
    capital &&
    after.sense.known &&
    !isNameLike(page, after)
  )
    return i;
  if (!capital && !lower && !PARTICLES.has(after.low)) return i;
  if (capital && isStop(after.low) && after.text.length > 1) return i;
  if (/^(?:sign|score|view|image|images|elastography|enterography|angiography|fistulogram)$/.test(after.low)) return i;
  const role =
    /(?:under|ref by|referred by|seen by|reported by|per|d\/w|discussed with|performed by|operated on by|review by|reviewed by|surgeon|consultant|our surgeon|care of|c\/o)\s$/.test(
      page.low.slice(Math.max(0, title.start - 24), title.start),
    );
  const identifier: Kind = isClinician || role ? 'clinician' : 'name';
  let end = nameRun(page, next, true);
  if (end === next) end = next + 1;
  const last = at(page, end - 1);
  if (last === undefined) return i;
  put(reader, { rule: isClinician ? 'name.clinician-title' : 'name.title', identifier, score: 0.97 }, [title, last]);
  return end;
}

/** "Patient: MacDonald", "pt JW", "Pt name Siobhan". */
function byPatientWord(reader: Reader, i: number): number {
  const { page } = reader;
  const word = at(page, i);
  if (word === undefined || word.possessive) return i;
  const label = /^(?:name|surname|forename|forenames|nombre|nom|firstname|lastname|fullname|alias|nickname|aka)$/.test(word.low);
  if (!PATIENT_WORDS.has(word.low) && !label) return i;
  let next = i + 1;
  while (next < i + 3 && /^(?:name|named|called|is|was|initials|surname|known|as|full)$/.test(at(page, next)?.low ?? '')) next += 1;
  const after = at(page, next);
  if (after === undefined || !/^\s?[:=,(-]{0,2}\s{0,2}$/.test(after.before) || /[\n.]/.test(after.before)) return i;
  const named = next > i + 1 || label || /:/.test(after.before);
  if (label && !/[:=]/.test(after.before) && !/^(?:is|was)$/.test(at(page, next - 1)?.low ?? '') && after.shape !== 'cap') return i;
  if (after.shape === 'upper' && after.text.length <= 3 && !page.words.isAcronym(after.text)) {
    put(reader, { rule: 'name.initials', identifier: 'initials', score: 0.9 }, [after, after]);
    return next + 1;
  }
  if (after.shape === 'low' && !PARTICLES.has(after.low)) {
    if (!named || after.sense.known) return i;
    return take(reader, next, 'name.patient', { identifier: 'name', score: 0.85, strong: true });
  }
  if (!named && after.sense.known && !(after.sense.given === 2 || after.sense.surname === 2) && !PARTICLES.has(after.low)) return i;
  if (isStop(after.low) && !PARTICLES.has(after.low)) return i;
  return take(reader, next, 'name.patient', { identifier: 'name', score: 0.93, strong: named || !after.sense.known || PARTICLES.has(after.low) });
}

/** Relatives: "husband David", "Her sister (Iris Okonjo)", "family (Tom and Jenny)", "Baby of Jessica Tran", "w/o Ramesh". */
function byKin(reader: Reader, i: number): number {
  const { page } = reader;
  const word = at(page, i);
  if (word === undefined) return i;
  const slash = /^[swdbhcm]$/.test(word.low) && at(page, i + 1)?.low === 'o' && at(page, i + 1)?.before === '/';
  if (!slash && (!KIN.has(word.low) || word.possessive)) return i;
  let next = slash ? i + 2 : i + 1;
  if (!slash && /^(?:of|named|called|is|was|name|in|law)$/.test(at(page, next)?.low ?? '')) next += at(page, next)?.low === 'in' ? 2 : 1;
  if (/^(?:is|was)$/.test(at(page, next)?.low ?? '')) next += 1;
  let after = at(page, next);
  if (!slash && after?.before.startsWith('-') === true) return i;
  if (after === undefined || !/^[\s,:;("'-]{1,3}$/.test(after.before) || after.kind !== 'word') return i;
  if (after.text.length === 1 && !/^\.?\s?[A-Z]/.test(page.cas.slice(after.end, after.end + 3))) return i;
  if (/^(?:is|was|of)$/.test(at(page, next - 1)?.low ?? '') && !isNameLike(page, after)) return i;
  let end = next;
  for (let turn = 0; turn < 5 && after !== undefined; turn += 1) {
    const known = after.sense.known && after.sense.given !== 2 && after.sense.given !== 3 && after.sense.surname !== 2;
    const good =
      after.shape === 'low'
        ? !after.sense.known && (after.sense.given > 0 || slash) && !(slash && after.sense.eponym)
        : !known && !isStop(after.low) && (!isEponymUse(page, next) || TITLES.has(after.low));
    const stop = slash && (after.sense.known || /^(?:contrast|iv)$/.test(after.low));
    if (
      (!good || stop) &&
      !(
        after.shape === 'cap' &&
        after.sense.given === 4 &&
        !slash &&
        !/[A-Z]/.test(page.cas.charAt(word.start)) &&
        /^[,(\s]{1,3}$/.test(after.before)
      ) &&
      !TITLES.has(after.low)
    )
      break;
    const last = take(reader, next, 'name.kin', { identifier: 'relative-name', score: 0.93, strong: true });
    if (last === next) break;
    end = last;
    next = last;
    const joint = at(page, next);
    if (joint === undefined || !(/^(?:and)$/.test(joint.low) || /^\s?[,&/]\s?$/.test(joint.before))) break;
    if (joint.low === 'and') next += 1;
    after = at(page, next);
    if (after !== undefined && after.shape === 'low') break;
  }
  return end === next || end > i ? Math.max(end, i) : i;
}

const roleWords =
  /(?:^|[^a-z])(?:ref(?:erred)?\.? (?:by|from|dr|to)|reported by|reporting(?: doctor| radiologist)?:?|report:|d\/w|dw|discussed with|d\/c with|seen by|signed(?: off)?(?: by)?:?|electronically signed by:?|verified by:?|dictated by:?|approved by:?|authori[sz]ed by:?|performed by|operated(?: on)? by|done by|read by|reviewed by|review with|reviewed with|requested by|req(?:uesting)?(?: by| dr| doctor)?:|referrer:?|referring(?: doctor| physician| clinician)?:|radiologist:|consultant:|surgeon:|operator:|attending:|registrar:|gp:|physician:|radiographer:|sonographer:|technologist:|tech:|cc:?|attn:?|dear|thanks to|thanks|thank you|cheers|ta|thank you to|thank|we thank|ring|rang|call|called|phoned|spoke (?:with|to)|speak to|told|informed|notified|contact|contacted|ask|asked|paged|emailed|message|messaged|courtesy of|credit to|photo by|images by|image by|acknowledge|acknowledg(?:e)?ments?:?|operiert von|zuweiser:?|medecin:?|prescripteur:?|opinion of|opinion from|according to|supervised by|assisted by|care of|c\/o|under|by|with|treated by|delivered by|scanned by|advice from|sent by|sent to|prepared by|written by|author:?|presented by|from our colleague|colleague|colleagues|(?:the|our|my|his|her|a|local|ed|icu|ward|duty|on-?call|charge|senior|junior|surgical|medical|night|family)\s(?:[a-z]{3,12}\s)?(?:physio|physiotherapist|gp|registrar|reg|fellow|consultant|resident|intern|nurse|midwife|radiographer|sonographer|radiologist|surgeon|oncologist|pathologist|physician|neurologist|dentist|podiatrist|osteopath|chiropractor|paramedic|pharmacist|trainee|student|houseman|sho|reg|specialist|attending|technologist|therapist|dietitian|psychologist|social worker|case manager|receptionist|secretary|coroner|vet),?)\s{0,2}$/;

/** "d/w Lee", "signed by Robert K. Fleming", "Ring Bruce": a role and a name. */
function byRole(reader: Reader, i: number): number {
  const { page } = reader;
  const name = at(page, i);
  if (name === undefined || name.kind !== 'word' || (name.shape !== 'cap' && name.shape !== 'upper') || isStop(name.low)) return i;
  if (!/\s|:/.test(name.before)) return i;
  const before = page.low.slice(Math.max(0, name.start - 40), name.start);
  if (/\n/.test(name.before)) return i;
  const role = roleWords.exec(before);
  if (role === null || (name.shape === 'upper' && (page.words.isAcronym(name.text) || name.text.length < 4))) return i;
  const weak = /(?:^|[^a-z])(?:by|with|under|call|called|contact|ring|told|according to|message|colleagues?|cc:?|ask|thank|c\/o)\s{0,2}$/.test(
    before,
  );
  const listed = name.sense.given === 2 || (name.sense.given > 0 && !name.sense.known) || name.sense.surname === 2 || name.sense.given === 3;
  const unknown = !name.sense.known && !name.sense.eponym && !name.sense.proper && name.sense.city === 0;
  if (
    isEponymUse(page, i) ||
    name.sense.proper ||
    (weak ? !(listed && !name.sense.known) && !(unknown && nameRun(page, i, false) > i + 1) && !(name.sense.given === 2) : !listed && !unknown)
  )
    return i;
  return take(reader, i, 'name.role', { identifier: 'clinician', score: weak ? 0.8 : 0.88, strong: true });
}

/** "Robert K. Fleming, MD": a name and letters of a degree. */
function byDegree(reader: Reader, i: number): number {
  const { page } = reader;
  const degree = at(page, i);
  if (
    degree === undefined ||
    !/^(?:MD|DO|FRANZCR|FRCR|FRCS|FRACS|FRACP|MRCP|FRCP|FRCPC|MBBS|MBChB|BMBS|PhD|RN|NP|DNP|DPhil|FACR|FACEM|FCPS|DNB|DMRD|FFRRCSI|FRACGP|MRCGP|DDS|DMD|PA-C|CRNA|MPH|MSc|BSc)$/.test(
      degree.text,
    ) ||
    !/^,?\s$/.test(degree.before)
  )
    return i;
  let start = i;
  for (let k = i - 1; k >= Math.max(0, i - 4); k -= 1) {
    const token = at(page, k);
    if (token === undefined || !(token.shape === 'cap' || (token.shape === 'upper' && !page.words.isAcronym(token.text))) || isStop(token.low)) break;
    start = k;
    if (!/^\.?[\s-]$/.test(token.before)) break;
  }
  const first = at(page, start);
  if (first === undefined || start === i || (i - start === 1 && first.sense.known)) return i;
  put(reader, { rule: 'name.degree', identifier: 'clinician', score: 0.95 }, [first, degree]);
  return i + 1;
}

/** "WONG, Siew Ling", "JOHNSON, MICHAEL T", "Doyle, Margaret". */
function bySurnameFirst(reader: Reader, i: number): number {
  const { page } = reader;
  let comma = i;
  while (comma < i + 4 && /^\s$/.test(at(page, comma + 1)?.before ?? '') && at(page, comma + 1)?.shape === at(page, i)?.shape) comma += 1;
  const first = at(page, i);
  const surname = at(page, comma);
  const given = at(page, comma + 1);
  if (first === undefined || surname === undefined || given === undefined || given.before !== ', ' || given.kind !== 'word' || first.kind !== 'word')
    return i;
  const loud = surname.text.length > 1 && [first, surname].every(({ text }) => text === text.toUpperCase());
  if (!loud && first.shape !== 'cap') return i;
  if (loud && page.words.isAcronym(first.text) && first.shape === 'upper' && first.sense.surname < 2) return i;
  if (given.shape !== 'cap' && given.shape !== 'upper') return i;
  const named = given.sense.given === 2 || given.sense.given === 3 || (given.sense.given === 1 && !given.sense.known);
  const family = surname.sense.surname > 0 || surname.sense.given > 0 || !surname.sense.known;
  if (isStop(given.low) || isStop(surname.low) || (surname.sense.known && surname.sense.surname === 0) || (given.sense.known && !named)) return i;
  if (page.words.isAcronym(surname.text) && (surname.sense.surname < 2 || /^[IVX]+[A-S]?$/.test(surname.text))) return i;
  if (given.sense.eponym && given.sense.given < 2) return i;
  const good = loud
    ? family && (named || !given.sense.known)
    : named &&
      surname.sense.surname >= 2 &&
      (!surname.sense.eponym || (given.sense.given === 2 && !given.sense.eponym)) &&
      (first.first || /[:(\n]/.test(first.before)) &&
      given.text.length > 2;
  if (!good || (!loud && /^\s(?:and|or|&)\s[A-Z]/.test(page.cas.slice(given.end, given.end + 8)))) return i;
  const end = Math.max(nameRun(page, comma + 1, true), comma + 2);
  const last = at(page, end - 1);
  if (last === undefined) return i;
  put(reader, { rule: 'name.surname-first', identifier: 'name', score: 0.93 }, [first, last]);
  return end;
}

/** A heading or a list of names of things goes on after the run. */
const titled = (page: Page, i: number, end: number): boolean =>
  at(page, i - 1)?.shape === 'cap' ||
  at(page, end)?.shape === 'cap' ||
  (/[,/&-]/.test(at(page, end)?.before ?? '') && at(page, end)?.sense.eponym === true);

/** Two or more name tokens in a row, capitalised or, when the lists are sure of both, small. */
function byPair(reader: Reader, i: number): number {
  const { page } = reader;
  const first = at(page, i);
  const second = at(page, i + 1);
  if (first === undefined || second === undefined || first.kind !== 'word' || first.possessive) return i;
  const tight = /^(?: |\. |-| [A-Z]\.? )$/.test(second.before);
  if (!tight || second.kind !== 'word' || isStop(first.low) || first.before.endsWith('-')) return i;
  const end = nameRun(page, i, false);
  const last = at(page, end - 1);
  if (first.shape === 'cap' && end >= i + 2 && last !== undefined) {
    const tokens = page.tokens.slice(i, end);
    const givens = tokens.filter(isGiven).length;
    const families = tokens.filter((t) => isFamily(t) || t.sense.surname === 3).length;
    const unknown = tokens.filter((t) => !t.sense.known && t.text.length > 2).length;
    const plainWords = tokens.filter((t) => t.sense.known && !isGiven(t) && t.sense.surname < 2).length;
    const eponyms = tokens.filter((t) => t.sense.eponym || t.sense.proper).length;
    if (eponyms > 0 && tokens.slice(1).every((t) => t.text.length === 1))
      return tokens.length === 2 && actsLikePerson(page, end - 1) !== 'no' ? byOne(reader, i) : i;
    const headed = isEponymUse(page, end - 1) || (eponyms > 0 && isEponymUse(page, i));
    const hyphen = tokens.length === 2 && second.before === '-';
    const joined = tokens.slice(1).some((t) => t.before === '-');
    if (headed) return i;
    const verb = actsLikePerson(page, end - 1);
    if (eponyms === tokens.length) {
      const isPerson = first.sense.given === 2 && !joined && !titled(page, i, end) && tokens.some((t, k) => k > 0 && t.sense.surname >= 2);
      if (!isPerson) return i;
      put(reader, { rule: 'name.pair', identifier: 'name', score: verb === 'no' ? 0.7 : 0.88 }, [first, last]);
      return end;
    }
    const strong =
      (isGiven(first) && (families > 0 || unknown > 0) && plainWords <= 1 && !(first.sense.known && plainWords > 0 && verb === 'no')) ||
      (givens >= 1 && families >= 1 && givens + families > 1 && plainWords === 0) ||
      givens >= 2;
    const weak = unknown >= 2 && plainWords === 0 && verb !== 'no';
    const place = page.words.isCity(tokens.map((t) => t.low).join('')) > 0;
    if (!strong && !weak) return i;
    if (place && verb === 'no' && givens < 2) return i;
    if (tokens.some((t) => t.sense.wide) && verb === 'no') return i;
    if (at(page, i - 1)?.sense.proper === true && first.before === ' ' && verb === 'no') return i;
    if (eponyms > 0 && joined && verb === 'no') return i;
    if (hyphen && (verb === 'no' || verb === 'verb') && eponyms > 0) return i;
    if (credits.test(page.low.slice(last.end, last.end + 20))) return i;
    put(reader, { rule: 'name.pair', identifier: 'name', score: strong ? (verb === 'no' ? 0.85 : 0.93) : 0.75 }, [first, last]);
    return end;
  }
  if (
    first.shape === 'low' &&
    second.shape === 'low' &&
    second.before === ' ' &&
    first.sense.given === 2 &&
    !first.sense.eponym &&
    second.sense.surname >= 2 &&
    second.low.length > 2 &&
    second.sense.surname === 2 &&
    !isStop(second.low)
  ) {
    if ((first.sense.listed && first.low.length < 4) || (second.sense.known && first.sense.known && actsLikePerson(page, i + 1) === 'no')) return i;
    put(reader, { rule: 'name.pair-small', identifier: 'name', score: 0.8 }, [first, second]);
    return i + 2;
  }
  return i;
}

const finders = [byTitle, byPatientWord, byKin, byDegree, bySurnameFirst, byRole, byPair, byOne];

/** Names of patients, relatives and clinicians: by title, label, kinship, role, degree, order, pairing, and as who does something. */
export function findPeople(page: Page): Hit[] {
  const reader: Reader = { page, hits: [] };
  for (let i = 0; i < page.tokens.length;) {
    let next = i;
    for (const finder of finders) {
      next = finder(reader, i);
      if (next > i) break;
    }
    i = Math.max(next, i + 1);
  }
  return reader.hits;
}
