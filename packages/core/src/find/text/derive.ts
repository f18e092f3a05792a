/** Asks whether a folded word stands in a list. */
export type Has = (word: string) => boolean;

const shapes =
  /(?:osis|oses|itis|itides|ectomy|ectomies|ostomy|otomy|plasty|scopy|scopic|graphy|graphic|gram|grams|oma|omas|omata|oid|pathy|pathic|emia|aemia|penia|genic|lytic|trophy|trophic|plasia|plastic|sclerosis|stenosis|ization|isation|ation|ations|ability|ically|ular|ulum|ium|osum|oides|eal|inal|atous|itic|otic|metry|metric|cele|lith|lithiasis|tomes|ograph|ographs|phasic|dense|lucent|echoic|intense|attenuating|philic|phobic|mab|tinib|ine|ase)$/;

/** True for a long word whose ending is one of medicine's own, so that it is hardly anybody's name. */
export function looksMedical(word: string): boolean {
  return (
    (word.length >= 9 && shapes.test(word)) || (word.length >= 14 && !/(?:ville|burg|borough|town|shire|stein|berg|ovich|opoulos|ington)$/.test(word))
  );
}

const undouble = (stem: string): string => (stem.length > 3 && stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem);

/** The words that a word may be an inflection of, at most four, longest first. */
export function stemsOf(word: string): readonly string[] {
  const cut = (n: number): string => word.slice(0, -n);
  if (word.length < 5) return word.endsWith('s') && word.length === 4 ? [cut(1)] : [];
  if (word.endsWith('ies')) return [`${cut(3)}y`, cut(1)];
  if (word.endsWith('ing')) return [cut(3), `${cut(3)}e`, undouble(cut(3))];
  if (word.endsWith('ied')) return [`${cut(3)}y`];
  if (word.endsWith('ed')) return [cut(1), cut(2), undouble(cut(2))];
  if (word.endsWith('ly')) return [cut(2)];
  if (word.endsWith('ness')) return [cut(4)];
  if (word.endsWith('like')) return [cut(4)];
  if (word.endsWith('es')) return [cut(1), cut(2)];
  return word.endsWith('s') && !word.endsWith('ss') ? [cut(1)] : [];
}

/** Whether a word follows from the list by an inflection, or by a combining form before a listed word of four letters or more. */
export function follows(word: string, has: Has, affixes: ReadonlySet<string>): boolean {
  if (word.length < 4) return false;
  if (stemsOf(word).some((stem) => stem.length > 2 && has(stem))) return true;
  for (let cut = 2; cut <= word.length - 4 && cut <= 12; cut += 1) {
    if (!affixes.has(word.slice(0, cut))) continue;
    const rest = word.slice(cut);
    if (has(rest) || stemsOf(rest).some((stem) => stem.length > 3 && has(stem))) return true;
  }
  return false;
}
