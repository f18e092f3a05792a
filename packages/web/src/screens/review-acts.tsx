import type { CaseView } from '@silhouette/core/api';
import type { ReturnReason } from '@silhouette/core/model';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Refused } from '../client/index.ts';
import { Button, Dialog, ErrorBox, SayBox, TextArea, TickField, sayMany } from '../ui/index.ts';
import { EraseButton } from './acts.tsx';
import { useArchive, useRole } from './archive.tsx';
import { RETURN_REASONS, sayRefusal } from './words.ts';

/** At the bottom of the review: approve, return with reasons, and for editors erase. */
export function ReviewActs({ view, unseen, onDone }: { readonly view: CaseView; readonly unseen: number; readonly onDone: () => void }): ReactNode {
  const { client } = useArchive();
  const isEditor = useRole('editor');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const [returning, setReturning] = useState(false);
  const { team, id } = view;
  if (team === null) return null;
  if (team.own) {
    return (
      <div className="bench-acts">
        <SayBox tier="ask" title="This is your own case.">
          You can look at it here as the reviewer will. Approving it takes another person.
        </SayBox>
      </div>
    );
  }
  const approve = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.ask('approve', { params: { id }, body: { version: team.version } });
    setBusy(false);
    if (answer.ok) onDone();
    else setRefusal(answer.refusal);
  };
  const isLast = team.approvals + 1 >= team.approvalsNeeded;
  const off = team.mayApprove
    ? unseen > 0
      ? `Look at every frame first: ${sayMany(unseen, 'frame')} to go`
      : false
    : 'You have approved it, or another person has to';
  return (
    <div className="bench-acts">
      {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
      {off === false ? null : <span className="muted">{off}.</span>}
      <Button kind="primary" keys="Shift+A" wide busy={busy} off={off} onPress={() => void approve()}>
        {isLast ? 'Approve and publish' : 'Approve'}
      </Button>
      <div className="bench-pair">
        <Button keys="R" wide onPress={() => setReturning(true)}>
          Return with reasons
        </Button>
        {isEditor ? <EraseButton wide id={id} reasons={['privacy', 'consent-withdrawn', 'copyright']} onDone={onDone} /> : null}
      </div>
      <ReturnDialog view={view} open={returning} onClose={() => setReturning(false)} onDone={onDone} />
    </div>
  );
}

function ReturnDialog(props: {
  readonly view: CaseView;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const { client } = useArchive();
  const [reasons, setReasons] = useState<readonly ReturnReason[]>([]);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    const answer = await client.ask('giveBack', { params: { id: props.view.id }, body: { reasons: [...reasons], text } });
    setBusy(false);
    if (answer.ok) props.onDone();
    else setRefusal(answer.refusal);
  };
  return (
    <Dialog title="Return with reasons" open={props.open} onClose={props.onClose} wide>
      {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
      <div className="reason-grid" role="group" aria-label="Reasons">
        {REASONS.map((reason) => (
          <TickField
            key={reason}
            checked={reasons.includes(reason)}
            onChange={(on) => setReasons(on ? [...reasons, reason] : reasons.filter((one) => one !== reason))}
          >
            {RETURN_REASONS[reason]}
          </TickField>
        ))}
      </div>
      <TextArea
        label="Words to the contributor"
        aside="may be left empty"
        hint="Point at the place, such as the series and the frame. Do not repeat a name, a date or a number."
        maxLength={4_000}
        value={text}
        onChange={setText}
      />
      <div className="row">
        <Button kind="primary" busy={busy} off={reasons.length === 0 ? 'Choose a reason first' : false} onPress={() => void send()} keys="Mod+Enter">
          Return to the contributor
        </Button>
        <Button kind="quiet" onPress={props.onClose}>
          Go on looking
        </Button>
      </div>
    </Dialog>
  );
}

const REASONS: readonly ReturnReason[] = [
  'identifier-in-pixels',
  'text-burnt-in',
  'identifier-in-text',
  'date',
  'age',
  'face',
  'too-much-shown',
  'consent-needed',
  'wrong-order',
  'incomplete',
  'quality',
  'other',
];
