import type { Answer, CaseId } from '@silhouette/core/api';
import type { ErasureReason, HideReason } from '@silhouette/core/model';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Refused } from '../client/index.ts';
import { Button, Dialog, ErrorBox, PickField, sayBytes, sayMany } from '../ui/index.ts';
import { useClient } from './archive.tsx';
import { ERASURE_REASONS, HIDE_REASONS, sayRefusal } from './words.ts';

type Receipt = Answer<'erase'>;

/** Hides a published case at once. */
export function HideButton({
  id,
  reasons,
  onDone,
}: {
  readonly id: CaseId;
  readonly reasons: readonly HideReason[];
  readonly onDone: () => void;
}): ReactNode {
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<HideReason | null>(reasons[0] ?? null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const hide = async (): Promise<void> => {
    if (reason === null) return;
    setBusy(true);
    const answer = await client.ask('hide', { params: { id }, body: { reason } });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.refusal);
    setOpen(false);
    onDone();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>Hide</Button>
      <Dialog title="Hide this case" open={open} onClose={() => setOpen(false)}>
        <p>It is gone from the library and from every open page within seconds. To show it again takes two editors.</p>
        {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
        <PickField legend="Reason" value={reason} choices={reasons.map((one) => [one, HIDE_REASONS[one]] as const)} onChange={setReason} />
        <div className="row">
          <Button kind="primary" busy={busy} onPress={() => void hide()}>
            Hide now
          </Button>
          <Button kind="quiet" onPress={() => setOpen(false)}>
            Leave it
          </Button>
        </div>
      </Dialog>
    </>
  );
}

/** Erases a case for good: the one act that cannot be undone, so the one that asks first. */
export function EraseButton(props: {
  readonly id: CaseId;
  readonly reasons: readonly ErasureReason[];
  readonly onDone: (words: string) => void;
  readonly wide?: boolean;
  readonly quiet?: boolean;
}): ReactNode {
  const client = useClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<ErasureReason | null>(props.reasons[0] ?? null);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const erase = async (): Promise<void> => {
    if (reason === null) return;
    setBusy(true);
    const answer = await client.ask('erase', { params: { id: props.id }, body: { reason } });
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.refusal);
    setOpen(false);
    props.onDone(sayReceipt(answer.value));
  };
  return (
    <>
      <Button kind={props.quiet === true ? 'quiet' : 'danger'} wide={props.wide ?? false} onPress={() => setOpen(true)}>
        Erase
      </Button>
      <Dialog title="Erase this case for good" open={open} onClose={() => setOpen(false)}>
        <p>All its images and words are deleted, and the deletion is checked. Nobody can bring it back, we neither.</p>
        {refusal === null ? null : <ErrorBox title={sayRefusal(refusal)} />}
        <PickField
          legend="Reason"
          value={reason}
          choices={props.reasons.map((one) => [one, capital(ERASURE_REASONS[one])] as const)}
          onChange={setReason}
        />
        <div className="row">
          <Button kind="danger" busy={busy} onPress={() => void erase()}>
            Erase for good
          </Button>
          <Button kind="quiet" onPress={() => setOpen(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const REMAINS: Readonly<Record<Receipt['mayRemain'][number], string>> = {
  'postgres-wal': 'the database’s write-ahead log until it is recycled',
  'postgres-dead-rows': 'dead rows of the database until it is vacuumed',
  'copies-made-while-published': 'copies that readers made while it was public',
};

/** A receipt in words: what was deleted, what was looked for again, what may be left elsewhere. */
export function sayReceipt({ deleted, verified, mayRemain }: Receipt): string {
  const left = verified === null ? null : verified.objectsLeft + verified.rowsLeft + verified.indexRowsLeft;
  const gone = `Deleted: ${sayMany(deleted.objects, 'object')} (${sayBytes(deleted.bytes)}) and ${sayMany(deleted.documents, 'text')}.`;
  const remains = mayRemain.length === 0 ? '' : ` Out of reach: ${mayRemain.map((one) => REMAINS[one]).join('; ')}.`;
  return `${gone} ${sayLooked(left)}${remains}`;
}

function sayLooked(left: number | null): string {
  if (left === null) return 'It has not been looked for again yet.';
  return left === 0 ? 'Looked for again: nothing is left.' : `Looked for again: ${sayMany(left, 'thing')} still there; tell the administrator.`;
}
