const special: Readonly<Record<string, string>> = {
  ß: 's',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  þ: 't',
  æ: 'a',
  Æ: 'A',
  œ: 'o',
  Œ: 'O',
  ı: 'i',
};

/** One UTF-16 unit without its accents, case kept; a unit that is no Latin letter stays as it is. */
export function plain(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 0x80) return unit;
  return special[unit] ?? unit.normalize('NFD').charAt(0);
}

/** A word as the lists hold it: without accents, small, without space, hyphen and apostrophe. */
export function fold(word: string): string {
  let out = '';
  for (const unit of word) {
    const letter = plain(unit).toLowerCase();
    if (!/[\s'’ʼ`´.-]/.test(letter)) out += letter;
  }
  return out;
}
