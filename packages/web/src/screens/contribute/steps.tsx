import type { ReactNode } from 'react';

/** The part of the bench that is in view on a small screen; on a large one it says which words are shown. */
export type Pane = 'series' | 'fix' | 'write' | 'send';

/** The way through a case: what is done, what is next, and how much is left. */
export function Steps({
  aside,
  needs,
  onPane,
  pane,
  written,
}: {
  readonly pane: Pane;
  readonly onPane: (pane: Pane) => void;
  readonly needs: number;
  readonly written: boolean;
  readonly aside: string;
}): ReactNode {
  const steps: readonly (readonly [Pane, string, boolean])[] = [
    ['series', 'Series', true],
    ['fix', needs === 0 ? 'Fix' : `Fix · ${needs} left`, needs === 0],
    ['write', 'Write', written],
    ['send', 'Send', false],
  ];
  return (
    <nav className="steps" aria-label="Steps">
      {steps.map(([one, name, done]) => (
        <button
          key={one}
          type="button"
          className={`step step-${one}${done ? ' step-done' : ''}`}
          aria-current={pane === one ? 'step' : undefined}
          onClick={() => onPane(one)}
        >
          {done ? (
            <span className="step-sign" aria-label="done">
              ✓
            </span>
          ) : null}
          {name}
        </button>
      ))}
      <span className="grow" />
      <span className="muted steps-aside" role="status">
        {aside}
      </span>
    </nav>
  );
}
