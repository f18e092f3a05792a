import { latin1 } from './bytes.ts';

/** A word that was planted, and where. */
export interface Canary {
  readonly word: string;
  /** Where it stands, for the reader of a failed test: a tag path or a part of the file. */
  readonly place: string;
}

/**
 * A word that occurs nowhere else: eight capital letters, a legal value of every text VR that is not a number, a date or a UID,
 * and of the length of a double. The same number gives the same word.
 */
export function canary(n: number): string {
  let letters = '';
  for (let rest = Math.floor(n), i = 0; i < 4; i++) {
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
    rest = Math.floor(rest / 26);
  }
  return `QX${letters}ZW`;
}

const six = (n: number): string => String(100000 + (n % 900000));

/** A canary that is a legal value of a VR: a date for DA, a number for IS, a UID for UI; a word elsewhere. */
export function canaryText(vr: string, n: number): string {
  switch (vr) {
    case 'DA':
      return `1${String(801 + (n % 90))}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`;
    case 'TM':
      return `113355.${six(n)}`;
    case 'DT':
      return `18770707113355.${six(n)}`;
    case 'IS':
      return `77${six(n)}`;
    case 'DS':
      return `7.7${six(n)}`;
    case 'UI':
      return `1.2.826.0.1.3680043.8.498.77.${six(n)}.7`;
    case 'AS':
      return `${String(900 + (n % 99))}D`;
    case 'UR':
      return `http://${canary(n).toLowerCase()}.example/`;
    case 'PN':
      return `${canary(n)}^Test`;
    default:
      return canary(n);
  }
}

/** What to look for in a value that holds `canaryText(vr, n)`. */
export function canaryWord(vr: string, n: number): string {
  return vr === 'UR' || vr === 'PN'
    ? canary(n)
    : vr === 'AT' || vr === 'FL' || vr === 'SL' || vr === 'UL'
      ? canary(n).slice(2, 6)
      : canaryText(vr, n);
}

/** The same as bytes: binary VRs hold the letters of a word (two values of FL, four of US), so that a search finds them. */
export function canaryBytes(vr: string, n: number): Uint8Array {
  return latin1(vr === 'AT' || vr === 'FL' || vr === 'SL' || vr === 'UL' ? canary(n).slice(2, 6) : canaryText(vr, n));
}
