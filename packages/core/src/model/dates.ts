/** Days since 1970-01-01 of a civil date of the Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function civilOf(days: number): readonly [number, number, number] {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const part = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * part + 2) / 5) + 1;
  const month = part < 10 ? part + 3 : part - 9;
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const DATE = /^(\d{4})(\.?)(\d{2})\2(\d{2})$/;
const TIME = /^\d{2}(?::?\d{2}(?::?\d{2}(?:\.\d{1,6})?)?)?$/;
const DATE_TIME = /^(\d{4})(\d{2})?(\d{2})?((?:\d{2}){0,3}(?:\.\d{1,6})?)([+-]\d{4})?$/;

/** Whether a value is a date, time or date with time as its VR has it, the legacy form with points included; empty counts. */
export function isTemporal(vr: string, value: string): boolean {
  const text = value.trim();
  if (text === '') return true;
  if (vr === 'TM') return TIME.test(text);
  return shiftedBack(vr, text, 0) !== null;
}

/**
 * A value of VR DA, DT or TM some whole days earlier; times, precision and offsets stay as they are, so that intervals do. The legacy
 * forms with points and colons become those of today.
 * Null when it is malformed or would leave the years 1 to 9999.
 *
 * @see PS3.15 section E.3.6, PS3.5 section 6.2
 */
export function shiftedBack(vr: string, value: string, days: number): string | null {
  const text = value.trim();
  if (text === '' || vr === 'TM') return text === '' || TIME.test(text) ? text.replaceAll(':', '') : null;
  const [, year, , month, day] = DATE.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const moved = movedBack(Number(year), Number(month), Number(day), days);
    return moved === null ? null : moved.join('');
  }
  if (vr !== 'DT') return null;
  const [, years, months, dates, rest = '', zone = ''] = DATE_TIME.exec(text) ?? [];
  if (years === undefined || (dates === undefined && rest !== '')) return null;
  const moved = movedBack(Number(years), Number(months ?? '7'), Number(dates ?? '15'), days);
  if (moved === null) return null;
  return moved.slice(0, months === undefined ? 1 : dates === undefined ? 2 : 3).join('') + rest + zone;
}

function movedBack(year: number, month: number, day: number, days: number): readonly [string, string, string] | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const [y, m, d] = civilOf(daysOf(year, month, day) - days);
  if (y < 1 || y > 9999) return null;
  return [String(y).padStart(4, '0'), String(m).padStart(2, '0'), String(d).padStart(2, '0')];
}
