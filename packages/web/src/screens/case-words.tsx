import type { CaseContent, CaseView } from '@silhouette/core/api';
import type { ReactNode } from 'react';
import { sayModality, saySubject } from './words.ts';

/** Words of a case: never spell-checked, translated or completed by a browser, which may send them away. */
const PRIVATE = { translate: 'no', spellCheck: false } as const;

/** How consent stands, in the words that readers and reviewers see (S56 adds more when the board decides). */
export function sayConsent(consent: CaseContent['consent']): string {
  return consent === 'declared'
    ? 'The contributor declares that the patient, or a representative, gave written consent to publish this case.'
    : 'None declared. It is not asked for where nobody can be identified.';
}

/** All words of a case, as a reviewer reads them. */
export function CaseWords({ view }: { readonly view: CaseView }): ReactNode {
  const { content } = view;
  const subject = saySubject(content.age, content.sex);
  return (
    <>
      <section className="bench-row" {...PRIVATE}>
        <h2>Words</h2>
        <div className="bench-title">{content.title}</div>
        {subject === '' ? null : <div className="muted">{subject}</div>}
        {content.presentation === '' ? null : <p className="bench-text">{content.presentation}</p>}
        {content.studies.map((study, n) => (
          <div key={n}>
            <h3 className="bench-sub">Findings, {sayModality(study.modality)}</h3>
            <p className="bench-text">{study.findings === '' ? <span className="muted">none written</span> : study.findings}</p>
          </div>
        ))}
        {content.discussion === '' ? null : (
          <>
            <h3 className="bench-sub">Discussion</h3>
            <p className="bench-text">{content.discussion}</p>
          </>
        )}
      </section>
      <section className="bench-row">
        <h2>Consent</h2>
        {sayConsent(content.consent)}
      </section>
    </>
  );
}
