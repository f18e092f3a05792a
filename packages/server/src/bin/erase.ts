import { parseArgs } from 'node:util';
import { CaseId, ErasureReason, type ErasureReceipt, no, type Result, yes } from '@silhouette/core/model';
import { openStore, type Store } from '../store/index.ts';
import type { Io } from './io.ts';

const HELP = `silhouette erase CASE [--reason privacy|consent-withdrawn|author|copyright] [--data DIR] [--json]
silhouette verify-erasure CASE [--data DIR] [--json]

Erases a case in an emergency, as whoever runs the machine; it is logged. Or looks again for anything that is left of an erased case.
With the embedded database the site must be stopped first: one process has the folder.
Exit codes: 0 nothing is left; 1 something is left; 2 bad usage; 3 no such case, or the folder is in use.
`;

interface Asked {
  readonly id: CaseId;
  readonly data: string;
  readonly reason: ErasureReason;
  readonly json: boolean;
}

/** Erases a case as administrator. */
export function eraseCommand(args: readonly string[], io: Io): Promise<number> {
  return withStore(args, io, async (store, { id, reason }) => {
    const erased = await store.eraseCase(id, { actor: { kind: 'administrator' }, reason });
    return erased.ok ? erased : no(erased.refusal.code === 'erased' ? 'This case was erased before: see verify-erasure.' : 'There is no such case.');
  });
}

/** Looks again for anything of an erased case. */
export function verifyErasureCommand(args: readonly string[], io: Io): Promise<number> {
  return withStore(args, io, async (store, { id }) => {
    const receipt = await store.receiptOf(id);
    return receipt.ok ? yes(await store.verifyErasure(receipt.value)) : no('No case with this number was erased.');
  });
}

async function withStore(
  args: readonly string[],
  io: Io,
  work: (store: Store, asked: Asked) => Promise<Result<ErasureReceipt, string>>,
): Promise<number> {
  if (args.includes('--help')) {
    io.stdout(HELP);
    return 0;
  }
  const asked = askedIn(args);
  if (asked === null) {
    io.stderr(HELP);
    return 2;
  }
  const store = await openStore({ dir: asked.data, postgres: process.env['DATABASE_URL'] ?? null, clock: Date.now, onLost: () => undefined });
  if (!store.ok) {
    io.stderr('The site uses this folder: stop it first.\n');
    return 3;
  }
  try {
    const done = await work(store.value, asked);
    if (!done.ok) {
      io.stderr(`${done.refusal}\n`);
      return 3;
    }
    io.stdout(asked.json ? `${JSON.stringify(done.value)}\n` : said(done.value));
    return leftOf(done.value) === 0 ? 0 : 1;
  } finally {
    await store.value.close();
  }
}

const leftOf = ({ verified }: ErasureReceipt): number => (verified === null ? 1 : verified.objectsLeft + verified.rowsLeft + verified.indexRowsLeft);

function said(receipt: ErasureReceipt): string {
  const { deleted, mayRemain } = receipt;
  const lines = [
    `Erased on ${receipt.on}, reason ${receipt.reason}.`,
    `Deleted: ${deleted.objects} objects (${deleted.bytes} bytes), ${deleted.documents} document, places of ${deleted.notices} notices.`,
    `Found when looking again: ${leftOf(receipt)}.`,
    ...(mayRemain.length === 0 ? [] : [`May remain where we cannot reach: ${mayRemain.join(', ')}.`]),
  ];
  return `${lines.join('\n')}\n`;
}

function askedIn(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: 'silhouette-data' },
        reason: { type: 'string', default: 'privacy' },
        json: { type: 'boolean', default: false },
      },
    });
    const id = CaseId.safeParse(positionals[0]);
    const reason = ErasureReason.safeParse(values.reason);
    if (!id.success || !reason.success || positionals.length !== 1) return null;
    return { id: id.data, data: values.data, reason: reason.data, json: values.json };
  } catch {
    return null;
  }
}
