import type { ReactNode } from 'react';

/** What a place asks of a person, or that nothing is left to do. */
export type TierWord = 'block' | 'ask' | 'fix' | 'note' | 'clean';

const SIGNS: Readonly<Record<TierWord, string>> = { block: '■', ask: '●', fix: '◆', note: '○', clean: '✓' };
const WORDS: Readonly<Record<TierWord, string>> = { block: 'stop', ask: 'to answer', fix: 'to mend', note: 'note', clean: 'clean' };

/** A tier: colour, sign and word together, never colour alone. */
export function TierBadge({ tier, children }: { readonly tier: TierWord; readonly children?: ReactNode }): ReactNode {
  return (
    <span className={`tier tier-${tier}`}>
      <span aria-hidden="true">{SIGNS[tier]}</span>
      {children ?? WORDS[tier]}
    </span>
  );
}

/** A small word in a rounded frame. */
export function Tag({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className="tag">{children}</span>;
}
