import { plain } from './fold.ts';

/** Cyrillic and Greek letters that look like a Latin one, in the same order as `lookedLike`. */
const lookalikes = 'АВЕЅІЈКМНОРСТХУаеѕіјорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν';
const lookedLike = 'ABESIJKMHOPCTXYaesijopcyxdqwhABEZHIKMNOPTYXoiv';
const latinFor: ReadonlyMap<string, string> = new Map(Array.from(lookalikes, (letter, i) => [letter, lookedLike.charAt(i)] as const));

// Marks that are no letters (\p{M}), format characters (\p{Cf}) and fillers.
const invisible = /[\u115f\u1160]|\p{M}|\p{Cf}|[\ufff9-\ufffb]/u;
const quotes = /[\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\uff07]/;
const doubles = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02]/;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/;
const spaces = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/**
 * A text as the rules read it: compatibility forms resolved, accents, invisible characters and curly marks gone. `cas` keeps the case,
 * `low` is small; both are equally long. Unit i came from the original's UTF-16 units `from[i]` to `to[i]`, end exclusive.
 */
export interface Normal {
  readonly cas: string;
  readonly low: string;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

function unitsFor(point: string): string {
  if (point < '\u0080') return point === '\t' || point === '\v' || point === '\f' || point === '\r' ? ' ' : point;
  if (quotes.test(point)) return "'";
  if (doubles.test(point)) return '"';
  if (dashes.test(point)) return '-';
  if (spaces.test(point)) return ' ';
  if (point === '\u2028' || point === '\u2029' || point === '\u0085') return '\n';
  if (point === '\u00d7' || point === '\u00b5' || point === '\u00b0' || point === '\u00b2' || point === '\u00b3') return point;
  return point.normalize('NFKC');
}

/** A word that mixes Latin letters with lookalikes of other scripts is read as Latin. */
function unmask(units: string[]): void {
  const isLatin = (unit: string): boolean => /[A-Za-z]/.test(unit);
  for (let i = 0; i < units.length;) {
    let end = i;
    let latin = false;
    let other = false;
    for (; end < units.length && (isLatin(units[end] ?? '') || latinFor.has(units[end] ?? '')); end += 1) {
      if (isLatin(units[end] ?? '')) latin = true;
      else other = true;
    }
    if (latin && other) for (let k = i; k < end; k += 1) units[k] = latinFor.get(units[k] ?? '') ?? units[k] ?? '';
    i = Math.max(end, i + 1);
  }
}

/** Normalises a text with a map back to the original. Total; linear. */
export function normalise(text: string): Normal {
  const units: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let at = 0;
  for (const point of text) {
    const end = at + point.length;
    if (!invisible.test(point)) {
      const bare = unitsFor(point);
      for (let i = 0; i < bare.length; i += 1) {
        const unit = plain(bare.charAt(i));
        if (invisible.test(unit)) continue;
        units.push(unit === '' ? ' ' : unit);
        from.push(at);
        to.push(end);
      }
    } else if (to.length > 0) to[to.length - 1] = end;
    at = end;
  }
  unmask(units);
  const small = units.map((unit) => {
    const lower = unit.toLowerCase();
    return lower.length === 1 ? lower : unit;
  });
  return { cas: units.join(''), low: small.join(''), from: Uint32Array.from(from), to: Uint32Array.from(to) };
}
