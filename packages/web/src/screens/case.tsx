import type { CaseId, CaseView } from '@silhouette/core/api';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';
import { refused } from '../client/index.ts';
import type { Refused } from '../client/index.ts';
import { EmptyState, ErrorBox, LinkButton, Page, TierBadge, useTabTitle } from '../ui/index.ts';
import { Viewer } from '../viewer/index.ts';
import { EraseButton, HideButton } from './acts.tsx';
import { useArchive, useRole } from './archive.tsx';
import { shortId } from './case-line.tsx';
import { sayConsent } from './case-words.tsx';
import { caseIdOf } from './ids.ts';
import { sayDay } from './day.ts';
import { useFrames } from './use-frames.ts';
import { useWatchedCase } from './watched-case.ts';
import { viewerSeries } from './viewer-series.ts';
import { ERASURE_REASONS, STAGES, sayModality, sayRefusal, saySubject } from './words.ts';

/** The page of a case: the stack at once, then words. It goes blank within seconds when the case is hidden. */
export function CaseScreen({ id: text }: { readonly id: string }): ReactNode {
  const id = caseIdOf(text);
  return id === null ? <CaseGone refusal={refused('no-such-case')} /> : <WatchedCase id={id} />;
}

function WatchedCase({ id }: { readonly id: CaseId }): ReactNode {
  const { now, again } = useWatchedCase(id);
  const [erased, setErased] = useState<string | null>(null);
  if (erased !== null) {
    return (
      <Page>
        <EmptyState alone title="The case is erased." actions={<LinkButton href="/">To the library</LinkButton>}>
          {erased}
        </EmptyState>
      </Page>
    );
  }
  switch (now.state) {
    case 'busy':
      return (
        <Page>
          <CaseBones />
        </Page>
      );
    case 'covered':
      return (
        <Page width="narrow">
          <ErrorBox title="The archive cannot be reached." again={again}>
            Whether this case is still shown is not known, so it is covered until the archive answers.
          </ErrorBox>
        </Page>
      );
    case 'refused':
      return <CaseGone refusal={now.refusal} again={again} />;
    case 'ok':
      return (
        <div className={now.asleep ? 'asleep' : 'awake'}>
          <CasePage view={now.value} onHidden={again} onErased={setErased} />
        </div>
      );
    default:
      return now satisfies never;
  }
}

/** What stands where a case was: one sentence, nothing else of it. */
export function CaseGone({ refusal, again }: { readonly refusal: Refused; readonly again?: () => void }): ReactNode {
  if (refusal.code === 'not-shown') {
    return (
      <Page>
        <EmptyState alone title="This case is not shown at present." />
      </Page>
    );
  }
  if (refusal.code === 'erased') {
    const { tombstone } = refusal;
    return (
      <Page>
        <EmptyState
          alone
          title={
            tombstone === null
              ? 'This case was erased.'
              : `This case was erased on ${sayDay(tombstone.on)}. Reason: ${ERASURE_REASONS[tombstone.reason]}.`
          }
        />
      </Page>
    );
  }
  if (refusal.code === 'no-such-case') {
    return (
      <Page>
        <EmptyState alone title="There is no such case." actions={<LinkButton href="/">To the library</LinkButton>}>
          The address may be cut off, or the case is not yours to see.
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page width="narrow">
      <ErrorBox title="The case could not be opened." {...(again === undefined ? {} : { again })}>
        {sayRefusal(refusal)}
      </ErrorBox>
    </Page>
  );
}

function CaseBones(): ReactNode {
  return (
    <div className="case-page" aria-busy="true">
      <div>
        <div className="bone case-bone-title" />
        <div className="viewer-bone" />
      </div>
    </div>
  );
}

function CasePage({
  view,
  onHidden,
  onErased,
}: {
  readonly view: CaseView;
  readonly onHidden: () => void;
  readonly onErased: (words: string) => void;
}): ReactNode {
  const [, go] = useLocation();
  const start = new URLSearchParams(useSearch());
  const frames = useFrames('object');
  const { content, stage, id } = view;
  useTabTitle(stage === 'published' ? content.title : null);
  const series = useMemo(() => viewerSeries(id, content), [id, content]);
  const subject = saySubject(content.age, content.sex);
  return (
    <Page>
      <article className="case-page" translate="no" spellCheck={false}>
        <div className="case-main">
          <div className="case-head">
            <h1>{content.title === '' ? 'Case without a title' : content.title}</h1>
            {subject === '' ? null : <div className="muted">{subject}</div>}
          </div>
          <Viewer series={series} frames={frames} startAt={start.get('object')} onNotice={(place) => go(noticeHref(id, place))} />
          <div className="case-text">
            {content.presentation === '' ? null : <CaseText title="Presentation" text={content.presentation} />}
            {content.studies.map((study, n) =>
              study.findings === '' ? null : (
                <CaseText
                  key={n}
                  title={content.studies.length === 1 ? 'Findings' : `Findings, ${sayModality(study.modality)}`}
                  text={study.findings}
                />
              ),
            )}
            {content.discussion === '' ? null : <CaseText title="Discussion" text={content.discussion} />}
          </div>
        </div>
        <CaseAside view={view} onHidden={onHidden} onErased={onErased} />
      </article>
    </Page>
  );
}

/** Where a notice about a place of a case begins. */
export function noticeHref(id: string, place: { readonly object: string; readonly frame: number } | null): string {
  return place === null ? `/case/${id}/notice` : `/case/${id}/notice?object=${place.object}&frame=${place.frame}`;
}

function CaseText({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <section>
      <h2>{title}</h2>
      <p className="prose">{text}</p>
    </section>
  );
}

function CaseAside({
  view,
  onHidden,
  onErased,
}: {
  readonly view: CaseView;
  readonly onHidden: () => void;
  readonly onErased: (words: string) => void;
}): ReactNode {
  const { id, stage, content, team } = view;
  return (
    <aside className="case-aside">
      {stage === 'published' ? null : (
        <section>
          <h2>Where it stands</h2>
          <TierBadge tier="ask">{STAGES[stage]}</TierBadge>
          <p className="muted">Only its contributor, reviewers and editors see this page.</p>
        </section>
      )}
      <section>
        <h2>Confidentiality</h2>
        <p>
          <TierBadge tier="clean">Headers</TierBadge> written anew on the contributor’s device, looked at again by the server.
        </p>
        <p>
          <TierBadge tier="clean">Every frame</TierBadge> looked at by the contributor{stage === 'published' ? ' and by another person' : ''}.
        </p>
        <p>
          <TierBadge tier="note">Not checked by a machine:</TierBadge> text in the pixels, faces. <a href="/policy">What we look for</a>
        </p>
      </section>
      <section>
        <h2>Consent</h2>
        {sayConsent(content.consent)}
      </section>
      <section>
        <h2>Cite</h2>
        <span className="mono">Silhouette, case {shortId(id)}</span>
      </section>
      <section>
        <LinkButton wide href={noticeHref(id, null)}>
          Something here could identify someone
        </LinkButton>
        <p className="muted aside-note">Hides the case at once. No account needed.</p>
      </section>
      {team === null || stage !== 'published' ? null : <CaseTeamActs id={id} own={team.own} onHidden={onHidden} onErased={onErased} />}
    </aside>
  );
}

function CaseTeamActs({
  id,
  own,
  onHidden,
  onErased,
}: {
  readonly id: CaseId;
  readonly own: boolean;
  readonly onHidden: () => void;
  readonly onErased: (words: string) => void;
}): ReactNode {
  const isEditor = useRole('editor');
  const { session } = useArchive();
  const name = own ? 'For you, its contributor' : isEditor ? 'For editors' : 'For reviewers';
  if (session.account === null) return null;
  return (
    <section>
      <h2>{name}</h2>
      <div className="row aside-acts">
        <HideButton
          id={id}
          reasons={own ? ['author', 'privacy', 'consent-withdrawn'] : ['privacy', 'consent-withdrawn', 'quality', 'copyright']}
          onDone={onHidden}
        />
        {own || isEditor ? (
          <EraseButton
            id={id}
            reasons={own ? ['author', 'privacy', 'consent-withdrawn', 'copyright'] : ['privacy', 'consent-withdrawn', 'copyright']}
            onDone={onErased}
          />
        ) : null}
      </div>
    </section>
  );
}
