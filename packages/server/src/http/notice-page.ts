import { NoticeIn, type ProblemCode } from '@silhouette/core/api';
import { CaseId, Digest, NoticeClass } from '@silhouette/core/model';

/** The classes of a notice as sentences. */
const CLASSES: Readonly<Record<NoticeClass, string>> = {
  image: 'Something in an image (a name, a date, a number, writing)',
  text: 'Something in the text',
  face: 'A face or a part of a body that can be recognised',
  'me-or-family': 'It is me or my family',
  'consent-withdrawn': 'Consent was withdrawn',
  other: 'Something else',
};

const STYLE = `
:root { color-scheme: dark light; --bg: #0b0d10; --fg: #e8ebee; --line: #59626d; --go: #9fd4ff; --go-fg: #06121c; }
@media (prefers-color-scheme: light) { :root { --bg: #fff; --fg: #14181c; --line: #6b7480; --go: #0b4f7d; --go-fg: #fff; } }
body { margin: 0; background: var(--bg); color: var(--fg); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 32px 16px; }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; }
fieldset { border: 1px solid var(--line); border-radius: 8px; padding: 8px 16px; margin: 16px 0; }
legend { padding: 0 4px; }
label { display: flex; gap: 12px; align-items: center; min-height: 44px; }
input[type='text'] { font: inherit; width: 100%; min-height: 44px; box-sizing: border-box; padding: 4px 8px; background: transparent; color: inherit; border: 1px solid var(--line); border-radius: 6px; }
input[type='radio'] { width: 20px; height: 20px; flex: none; }
button { font: inherit; font-weight: 600; min-height: 44px; padding: 0 20px; border: 0; border-radius: 6px; background: var(--go); color: var(--go-fg); }
a { color: var(--go); }
:focus-visible { outline: 2px solid var(--go); outline-offset: 2px; }
`;

/** A page without scripts. All words are ours; ids in it were parsed. */
export function plainPage(nonce: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="en" translate="no">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, noarchive">
<title>${title}</title><style nonce="${nonce}">${STYLE}</style></head>
<body><main>${body}</main></body>
</html>
`;
}

/** What the form was opened for: parts that are not ids are dropped. */
export interface NoticeFor {
  readonly caseId: CaseId | null;
  readonly object: Digest | null;
  readonly frame: number | null;
}

/** Reads what a link to the form names. */
export function noticeFor(query: Readonly<Record<string, string>>): NoticeFor {
  const frame = query['frame'];
  return {
    caseId: CaseId.safeParse(query['case']).data ?? null,
    object: Digest.safeParse(query['object']).data ?? null,
    frame: frame !== undefined && /^\d{1,6}$/.test(frame) ? Number(frame) : null,
  };
}

/** The form. */
export function noticeForm(nonce: string, asked: NoticeFor, fault: string | null): string {
  const { caseId, object, frame } = asked;
  const which =
    caseId === null
      ? `<label for="case">Number of the case (from its address)</label><input type="text" id="case" name="case" required autocomplete="off" spellcheck="false">`
      : `<input type="hidden" name="case" value="${caseId}">`;
  const place =
    object === null ? '' : `<input type="hidden" name="object" value="${object}"><input type="hidden" name="frame" value="${frame ?? ''}">`;
  const radios = NoticeClass.options
    .map((name) => `<label><input type="radio" name="class" value="${name}" required>${CLASSES[name]}</label>`)
    .join('');
  return plainPage(
    nonce,
    'Send a notice',
    `<h1>Something here could identify someone</h1>
${fault === null ? '' : `<p role="alert"><strong>${fault}</strong></p>`}
<p>Choose what it is and send. The case is hidden at once, for everyone. You need no account, and we do not keep your address.</p>
<form method="post" action="/notice">${which}${place}<fieldset><legend>What is it?</legend>${radios}</fieldset><button type="submit">Send and hide the case</button></form>
<p><a href="/">Back to the library</a></p>`,
  );
}

/** What the sender sees. */
export function noticeTaken(nonce: string, receipt: string): string {
  return plainPage(
    nonce,
    'Thank you',
    `<h1>Thank you. The case is hidden.</h1>
<p>An editor looks at it now. Two editors must agree before it can be shown again; one can erase it.</p>
<p>To see later what became of it, keep this address: <a href="/notice/receipt?r=${receipt}">your receipt</a>.</p>`,
  );
}

const STATUS = {
  hidden: 'The case is hidden. No decision yet.',
  cleared: 'Two editors looked at the case and it is shown again. You can send another notice.',
  erased: 'The case was erased.',
} as const;

/** What became of a notice. */
export function receiptPage(nonce: string, status: keyof typeof STATUS | null): string {
  return plainPage(nonce, 'Your notice', `<h1>Your notice</h1><p>${status === null ? 'There is no such receipt.' : STATUS[status]}</p>`);
}

/** The page of a case that is not shown. */
export function hiddenPage(nonce: string): string {
  return plainPage(nonce, 'Not shown', '<h1>This case is not shown at present.</h1><p><a href="/">To the library</a></p>');
}

const REASONS: Readonly<Record<string, string>> = {
  privacy: 'privacy',
  'consent-withdrawn': 'consent withdrawn',
  author: "the author's wish",
  copyright: 'copyright',
  'notice-unanswered': 'a notice',
};

/** The page of a case that is no more. */
export function erasedPage(nonce: string, stone: { readonly reason: string; readonly on: string }): string {
  return plainPage(nonce, 'Erased', `<h1>This case was erased on ${stone.on}.</h1><p>Reason: ${REASONS[stone.reason] ?? 'privacy'}.</p>`);
}

/** What a form sent, or null when it is not a notice. */
export function noticeIn(text: string): NoticeIn | null {
  const form = new URLSearchParams(text);
  const { object, frame } = noticeFor({ object: form.get('object') ?? '', frame: form.get('frame') ?? '' });
  const parsed = NoticeIn.safeParse({ case: form.get('case')?.trim(), class: form.get('class'), place: object === null ? null : { object, frame } });
  return parsed.success ? parsed.data : null;
}

/** What to tell the sender of a notice that was not taken. */
export function noticeFault(code: ProblemCode): string {
  if (code === 'erased') return 'This case was erased already.';
  if (code === 'too-many-requests') return 'Too many notices came from your network. Try again in an hour.';
  return 'There is no case with this number. Look at the address of its page.';
}
