import { ATTESTATIONS, TERMS } from '@silhouette/core/cases';
import type { ReactNode } from 'react';
import { ErrorBox, Page, useAnswer, useTabTitle } from '../ui/index.ts';
import { useArchive } from './archive.tsx';
import { sayRefusal } from './words.ts';

const TAKEN: readonly string[] = [
  'Names, initials and names of relatives',
  'Dates of birth, and every other date: not even the year of a study is kept',
  'Addresses, whole or partial postal codes, places',
  'Telephone and fax numbers, e-mail and web addresses',
  'Record, accession and other numbers, and every UID of the original',
  'Serial numbers of devices, names of institutions and of staff',
  'Faces in photographs, and recordings of a voice',
  'Exact ages: adults are shown to the nearest five years, 90 or over as one group, children in bands',
];

/** What is taken out, what is checked and by whom, what is promised and what is not. */
export function PolicyScreen(): ReactNode {
  const { client } = useArchive();
  const { now, again } = useAnswer(() => client.ask('policy', {}), 'policy');
  useTabTitle('What we take out');
  return (
    <Page width="reading" title="What we take out, and what we promise">
      <div className="policy">
        <section>
          <h2>On the contributor’s device, before anything is sent</h2>
          <p>
            A file is not scrubbed; a new one is written. Only the elements that a reader needs to see and to measure are copied into it, each checked
            against its kind. Everything else stays on the device. Of the identifiers we take out:
          </p>
          <ul className="bullets">
            {TAKEN.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>
            Then the new file is looked at again, and every identifying value of the original is searched for in its bytes. One hit, and the file is
            not sent.
          </p>
        </section>
        <section>
          <h2>Lettering and faces in pictures</h2>
          <p>
            Lettering is looked for in every frame and blacked out, and what was written is looked at again. No detector finds all of it: the
            contributor sees every frame as it will be sent and can black out more, and the reviewer sees every frame again. No machine looks for
            faces in volumes yet, so those of the head are not taken at all.
          </p>
        </section>
        <section>
          <h2>When it arrives, and before it is shown</h2>
          <p>
            The server looks again at every file and every sentence with the same rules. It turns away what is not clean; it has no code that could
            mend it. Another person then looks at every frame and every word. Nobody approves a case of their own.
          </p>
        </section>
        <section>
          <h2>When something was missed</h2>
          <p>
            Anyone may{' '}
            <a href="/notice" data-server="">
              say so
            </a>
            , without an account and without a reason. The case is hidden at once; an editor then erases it or, with a second one, shows it again.
            What nobody acts on within 24 hours is erased. Erased means deleted, looked for again, and gone.
          </p>
        </section>
        <section>
          <h2>What we do not promise</h2>
          <p>
            Patients may recognise their own case, and so may people who know the story. Copies that were made while a case was public are out of our
            reach. Machines and people both miss things; that is why there are three looks and a notice.
          </p>
        </section>
        <section>
          <h2>What every contributor states</h2>
          <ul className="bullets">
            {ATTESTATIONS.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
          <h2 className="policy-sub">Terms, version {TERMS.version}</h2>
          <ul className="bullets">
            {TERMS.paragraphs.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>The policy in force</h2>
          {now.state === 'refused' ? (
            <ErrorBox title="The policy could not be fetched." again={again}>
              {sayRefusal(now.refusal)}
            </ErrorBox>
          ) : null}
          {now.state === 'ok' ? (
            <>
              <p>
                Policy “{now.value.stamp.name}”, version {now.value.stamp.version}. Every case says which version it passed.
              </p>
              <p className="mono muted policy-digest">SHA-256 {now.value.stamp.digest}</p>
              <details>
                <summary>The policy as data</summary>
                <pre className="mono policy-data">{JSON.stringify(now.value.document, null, 2)}</pre>
              </details>
            </>
          ) : null}
        </section>
      </div>
    </Page>
  );
}
