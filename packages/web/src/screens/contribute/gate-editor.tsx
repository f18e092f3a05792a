import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { nextDiagnostic, previousDiagnostic, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, Transaction, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderOf } from '@codemirror/view';
import { IDENTIFIER_SOURCES } from '@silhouette/core/model';
import { applySuggestion, type JudgedText } from '@silhouette/core/policy/text';
import { useEffect, useId, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react';
import { useStyleNonce } from '../../ui/index.ts';
import { sayIdentifier } from './say-text.ts';

/** What may be done with the text from outside of the editor: every change can be undone in it. */
export interface GateEditorHandle {
  readonly fix: (finding: JudgedText) => void;
  readonly show: (finding: JudgedText) => void;
}

/** What an editor can be told. */
export interface GateEditorProps {
  readonly label: string;
  readonly aside?: ReactNode;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly placeholder: string;
  readonly maxLength: number;
  /** A single line, or how many lines are shown at least. */
  readonly rows: 'line' | number;
  /** The findings of exactly this text; empty while they are looked for. */
  readonly findings: readonly JudgedText[];
  /** Answers in one key that a place identifies nobody. */
  readonly onDismiss: (finding: JudgedText) => void;
  readonly handle: Ref<GateEditorHandle>;
}

const SEVERITY = { block: 'error', fix: 'warning', ask: 'warning', note: 'hint' } as const;

const SAID = { block: 'May not stay', fix: 'Has to be mended', ask: 'May identify, with other facts', note: 'No list knows this word' } as const;

// Words of a case never go to a browser's spell check, completion or translation (THREATS.md).
const PRIVATE = { spellcheck: 'false', autocorrect: 'off', autocapitalize: 'off', autocomplete: 'off', translate: 'no', 'data-gramm': 'false' };

/** A field of text that marks what may identify: underlined by tier, with what, why and a fix in one key; F8 goes to the next place. */
export function GateEditor(props: GateEditorProps): ReactNode {
  const { aside, findings, handle, label, value } = props;
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const nonce = useStyleNonce();

  useEffect(() => {
    if (place.current === null) return undefined;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({ doc: latest.current.value, extensions: extensionsFor(latest, id, nonce) }),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [id, nonce]);

  useEffect(() => {
    const now = view.current;
    if (now === null || now.state.doc.toString() === value) return;
    replace(now, value, false);
  }, [value]);

  useEffect(() => {
    const now = view.current;
    if (now === null || now.state.doc.toString() !== latest.current.value) return;
    now.dispatch(
      setDiagnostics(
        now.state,
        findings.map((finding) => diagnosticOf(finding, latest)),
      ),
    );
  }, [findings]);

  useImperativeHandle(handle, () => ({
    fix: (finding) => view.current !== null && fix(view.current, finding),
    show: ({ span: [anchor, head] }) => {
      view.current?.dispatch({ selection: { anchor, head }, scrollIntoView: true });
      view.current?.focus();
    },
  }));

  return (
    <div className="field">
      <span className="field-name" id={id}>
        {label}
        {aside === undefined ? null : <span>{aside}</span>}
      </span>
      <div ref={place} className={`input gate-editor ${props.rows === 'line' ? 'gate-editor-line' : ''}`} data-rows={props.rows} />
    </div>
  );
}

interface Latest {
  readonly current: GateEditorProps;
}

function extensionsFor(latest: Latest, id: string, nonce: string | undefined): Extension {
  const { maxLength, placeholder, rows } = latest.current;
  const isLine = rows === 'line';
  return [
    history(),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      ...(isLine ? [{ key: 'Enter', run: () => true }] : []),
      ...historyKeymap,
      // Mod+Enter belongs to the page.
      ...defaultKeymap.filter(({ key }) => key !== 'Mod-Enter'),
    ]),
    EditorView.lineWrapping,
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
    placeholderOf(placeholder),
    EditorView.contentAttributes.of({ ...PRIVATE, 'aria-labelledby': id, ...(isLine ? {} : { 'aria-multiline': 'true' }) }),
    EditorState.transactionFilter.of((change) => {
      if (!change.docChanged) return change;
      if (isLine && change.newDoc.lines > 1)
        return [
          change,
          { changes: { from: 0, to: change.newDoc.length, insert: change.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ') }, sequential: true },
        ];
      return change.newDoc.length > maxLength && change.newDoc.length > change.startState.doc.length ? [] : change;
    }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      const text = state.doc.toString();
      if (docChanged && text !== latest.current.value) latest.current.onChange(text);
    }),
  ];
}

function diagnosticOf(finding: JudgedText, latest: Latest): Diagnostic {
  const { identifier, span, suggestion, tier } = finding;
  const { clause } = IDENTIFIER_SOURCES[identifier];
  const actions = [
    ...(suggestion === null
      ? []
      : [{ name: suggestion === '' ? 'Leave it out' : `Use “${suggestion}”`, apply: (view: EditorView): void => fix(view, finding) }]),
    ...(tier === 'ask' ? [{ name: 'It names nobody', apply: (): void => latest.current.onDismiss(finding) }] : []),
  ];
  const message = `${SAID[tier]}: ${sayIdentifier(identifier)} (${clause})`;
  return {
    from: span[0],
    to: span[1],
    severity: SEVERITY[tier],
    markClass: `gate-mark gate-mark-${tier}`,
    message,
    renderMessage: () => messageOf(message, clause),
    actions,
  };
}

function messageOf(message: string, clause: string): Node {
  const line = document.createElement('span');
  line.append(`${message} `);
  const link = document.createElement('a');
  link.href = `/policy#${clause.split(',')[0]?.trim() ?? ''}`;
  link.target = '_blank';
  link.rel = 'noreferrer';
  link.textContent = 'Policy';
  line.append(link);
  return line;
}

function fix(view: EditorView, { span, suggestion }: JudgedText): void {
  if (suggestion === null) return;
  replace(view, applySuggestion(view.state.doc.toString(), span, suggestion), true);
  view.focus();
}

// One change where the texts differ, so that the caret, the marks and undo stay where they are.
function replace(view: EditorView, text: string, isOwn: boolean): void {
  const now = view.state.doc.toString();
  let start = 0;
  while (start < now.length && start < text.length && now[start] === text[start]) start += 1;
  let end = 0;
  while (end < now.length - start && end < text.length - start && now.at(-1 - end) === text.at(-1 - end)) end += 1;
  view.dispatch({
    changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) },
    // A fix is one step of undo by itself, however soon it follows the typing.
    annotations: isOwn ? isolateHistory.of('full') : Transaction.addToHistory.of(now !== ''),
  });
}
