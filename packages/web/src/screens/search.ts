/** The words of a search, without spaces at the ends and between. */
export const cleanWords = (typed: string): string => typed.trim().replaceAll(/\s+/g, ' ');

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Whether every word that was typed begins a word of the title; accents and case do not matter. */
export function fits(title: string, typed: string): boolean {
  const words = plain(title).split(/[^\p{L}\p{N}]+/u);
  return cleanWords(plain(typed))
    .split(' ')
    .every((word) => words.some((one) => one.startsWith(word)));
}
