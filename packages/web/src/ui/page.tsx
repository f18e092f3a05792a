import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button.tsx';

/** How a page takes its width: full for a workbench, narrow for one question, reading for words. */
export type PageWidth = 'wide' | 'reading' | 'narrow' | 'full';

/** The mark of the house. */
export function Mark(): ReactNode {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      <path
        d="M9 1a5 5 0 0 0-5 5c0 2 .9 3 .9 4.400C4.900 12.500 2 12.700 2 17h14c0-4.300-2.900-4.500-2.900-6.600C13.100 9 14 8 14 6a5 5 0 0 0-5-5Z"
        fill="currentColor"
      />
    </svg>
  );
}

/** The bar at the top: the mark leads home, what else stands there is given. */
export function TopBar({ home = '/', children }: { readonly home?: string; readonly children?: ReactNode }): ReactNode {
  return (
    <header className="bar">
      <a className="to-content" href="#content">
        To the content
      </a>
      <a className="brand" href={home} aria-label="Silhouette, to the library">
        <Mark />
        <span className="brand-name">Silhouette</span>
      </a>
      <div id="bar-slot" className="bar-slot" />
      {children}
    </header>
  );
}

/** Puts what a screen wants in view all the time, such as the ledger, into the bar at the top. */
export function BarSlot({ children }: { readonly children: ReactNode }): ReactNode {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById('bar-slot')), []);
  return slot === null ? null : createPortal(children, slot);
}

/** The name of the tab. A case that is not published has none of its own: tabs and histories travel (THREATS.md). */
export function useTabTitle(title: string | null): void {
  useEffect(() => {
    document.title = title === null ? 'Silhouette' : `${title} · Silhouette`;
    return () => {
      document.title = 'Silhouette';
    };
  }, [title]);
}

/** What a page can be told. */
export interface PageProps {
  readonly title?: ReactNode;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly width?: PageWidth;
  readonly children: ReactNode;
}

/** The content of a screen under the bar: heading, one sentence, actions at the right, then the rest. */
export function Page({ title, lead, actions, width = 'wide', children }: PageProps): ReactNode {
  return (
    <main id="content" className={`page page-${width}`} tabIndex={-1}>
      {title === undefined ? null : (
        <div className="page-head">
          <div>
            <h1>{title}</h1>
            {lead === undefined ? null : <div className="lead">{lead}</div>}
          </div>
          {actions === undefined ? null : <div className="row">{actions}</div>}
        </div>
      )}
      {children}
    </main>
  );
}

/** A surface one step up, with an optional heading. */
export function Panel({
  title,
  actions,
  children,
}: {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="panel">
      {title === undefined ? null : (
        <div className="panel-head">
          <h2>{title}</h2>
          <div className="grow" />
          {actions}
        </div>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}

/** Words that matter, where they matter: what, why, what to do. `again` offers another try. */
export function SayBox({
  tier,
  title,
  children,
  again,
}: {
  readonly tier: 'block' | 'ask' | 'clean' | 'note';
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly again?: () => void;
}): ReactNode {
  return (
    <div className={`say say-${tier}`} role={tier === 'block' ? 'alert' : 'status'}>
      <div>
        <b>{title}</b>
        {children}
        {again === undefined ? null : (
          <div className="row">
            <Button onPress={again}>Try again</Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** What failed, and what to do next. */
export function ErrorBox({
  title,
  children,
  again,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly again?: () => void;
}): ReactNode {
  return (
    <SayBox tier="block" title={title} {...(again === undefined ? {} : { again })}>
      {children}
    </SayBox>
  );
}

/** Nothing is here: one sentence, why, and the way on. */
export function EmptyState(props: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It is all that the page says, so its title is the heading of the page. */
  readonly alone?: boolean;
}): ReactNode {
  const { actions, alone = false, children, title } = props;
  return (
    <div className="nothing">
      {alone ? <h1>{title}</h1> : <b>{title}</b>}
      {children === undefined ? null : <p>{children}</p>}
      {actions === undefined ? null : <div className="row">{actions}</div>}
    </div>
  );
}

/** A line that fills as work is done, with its numbers in words beside it. */
export function Meter({ done, of, label }: { readonly done: number; readonly of: number; readonly label: string }): ReactNode {
  const part = of === 0 ? 0 : Math.min(1, done / of);
  return (
    <div className="meter" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={of} aria-valuenow={done}>
      <i style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
