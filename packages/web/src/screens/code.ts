/** Makes what a person copied from a terminal or a letter into a one-time code: spaces out, upper case, groups of five. */
export function codeFrom(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
    .slice(0, 25);
  return letters.replaceAll(/(.{5})(?=.)/g, '$1-');
}
