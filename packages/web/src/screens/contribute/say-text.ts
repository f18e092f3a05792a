import type { DismissReason, Identifier } from '@silhouette/core/model';

/** The name of a kind of identifier, for people. */
export function sayIdentifier(identifier: Identifier): string {
  return identifier === 'other' ? 'circumstance' : identifier.replaceAll('-', ' ');
}

/** Why a place may stay, in words to choose from. */
export const DISMISSALS: readonly (readonly [DismissReason, string])[] = [
  ['names-nobody', 'It names nobody'],
  ['not-this-case', 'It is not about this patient'],
  ['needed-to-teach', 'It is needed to teach, and common'],
];
