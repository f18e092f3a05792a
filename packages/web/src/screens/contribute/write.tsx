import { TEXT_LIMITS } from '@silhouette/core/api';
import { AgeBand, IDENTIFIER_SOURCES, type Dismissal, type DismissReason, type Sex, type TextField as TextFieldName } from '@silhouette/core/model';
import type { JudgedText } from '@silhouette/core/policy/text';
import { useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Button, ChoiceField, TierBadge } from '../../ui/index.ts';
import { AGES, SEXES, sayModality, sayRefusal } from '../words.ts';
import { GateEditor, type GateEditorHandle } from './gate-editor.tsx';
import { DISMISSALS, sayIdentifier } from './say-text.ts';
import { fieldOf, isDismissed, standing, type Field, type FieldName, type Words } from './words-state.ts';
import { useTextFindings } from './use-text.ts';

/** A study for which findings are written. */
export interface WrittenStudy {
  readonly key: string;
  readonly modality: string;
}

/** What the writing column can be told. */
export interface WriteProps {
  readonly words: Words;
  readonly studies: readonly WrittenStudy[];
  readonly onType: (name: FieldName, text: string) => void;
  readonly onDismiss: (name: FieldName, dismissed: readonly Dismissal[]) => void;
  readonly onConfirm: (name: FieldName) => void;
  readonly onAge: (age: AgeBand | null) => void;
  readonly onSex: (sex: Sex | null) => void;
  readonly onNext: () => void;
}

const SEX_CHOICES: readonly (readonly [Sex, string])[] = [
  ['female', SEXES.female],
  ['male', SEXES.male],
  ['other', SEXES.other],
];

/** The words of the case: each field stays on this device until it is confirmed. */
export function Write(props: WriteProps): ReactNode {
  const { onAge, onNext, onSex, studies, words } = props;
  return (
    <section className="write" aria-label="Write">
      <p className="muted write-lead">Each text stays on this device until you confirm it. Nothing is sent while you type.</p>
      <CaseField {...props} name="title" label="Title" limit={TEXT_LIMITS.title} placeholder="Acute appendicitis with an appendicolith" line />
      <div className="write-pair">
        <ChoiceField
          label="Age"
          value={words.age}
          choices={AgeBand.options.map((band) => [band, AGES[band]] as const)}
          none="not given"
          onChange={onAge}
        />
        <ChoiceField label="Sex" value={words.sex} choices={SEX_CHOICES} none="not given" onChange={onSex} />
      </div>
      <p className="muted write-hint">
        {words.ageChosen ? '' : 'From the headers, rounded on this device: adults to the nearest five years (S41).'} Both are sent with the images.
      </p>
      <CaseField
        {...props}
        name="presentation"
        label="Presentation"
        limit={TEXT_LIMITS.presentation}
        placeholder="Right lower quadrant pain and fever for two days."
        rows={3}
      />
      {studies.map(({ key, modality }, n) => (
        <CaseField
          key={key}
          {...props}
          name={`findings/${key}`}
          label={`Findings, ${sayModality(modality)}${studies.length > 1 ? `, study ${n + 1}` : ''}`}
          limit={TEXT_LIMITS.findings}
          placeholder="The appendix is dilated to 15 mm, with a thick wall. The fat around it is stranded. No abscess."
          rows={6}
        />
      ))}
      <CaseField
        {...props}
        name="discussion"
        label="Discussion"
        limit={TEXT_LIMITS.discussion}
        placeholder="What a reader should take away."
        rows={6}
      />
      <div className="row">
        <Button kind="primary" keys="Mod+Enter" onPress={onNext}>
          On to sending
        </Button>
      </div>
    </section>
  );
}

interface CaseFieldProps extends WriteProps {
  readonly name: FieldName;
  readonly label: string;
  readonly limit: number;
  readonly placeholder: string;
  readonly rows?: number;
  readonly line?: boolean;
}

function CaseField({ label, limit, line = false, name, onConfirm, onDismiss, onType, placeholder, rows = 4, words }: CaseFieldProps): ReactNode {
  const field = fieldOf(words, name);
  const { dismissed, text } = field;
  const how = standing(field);
  const editor = useRef<GateEditorHandle>(null);
  const found = useTextFindings(text, gateField(name));
  const current = useMemo(() => (found.text === text ? found.findings : []), [found, text]);
  const left = useMemo(() => current.filter((finding) => !isDismissed(dismissed, finding)), [current, dismissed]);
  const open = left.filter(({ tier }) => tier !== 'note').length;
  const unused =
    found.text === text
      ? dismissed.filter(({ rule, span }) => !current.some((one) => isDismissed([{ rule, span, because: 'names-nobody' }], one)))
      : [];
  const dismiss = (finding: JudgedText, because: DismissReason): void =>
    onDismiss(name, [...dismissed.filter((one) => !isDismissed([one], finding)), { rule: finding.rule, span: finding.span, because }]);
  const nearEnd = text.length > limit * 0.9 ? `${text.length} of ${limit}` : undefined;
  return (
    <div className={`case-field case-field-${how}`}>
      <GateEditor
        label={label}
        aside={nearEnd}
        value={text}
        placeholder={placeholder}
        maxLength={limit}
        rows={line ? 'line' : rows}
        findings={left}
        onChange={(typed) => onType(name, typed)}
        onDismiss={(finding) => dismiss(finding, 'names-nobody')}
        handle={editor}
      />
      <FieldFindings text={text} found={left} name={label} editor={editor} onDismiss={dismiss} />
      {dismissed.length === 0 ? null : (
        <p className="muted field-answers">
          {dismissed.length === 1 ? '1 place stays, as you said.' : `${dismissed.length} places stay, as you said.`}{' '}
          {unused.length === 0 ? null : `${unused.length} of these answers ${unused.length === 1 ? 'fits' : 'fit'} no place any more. `}
          <Button kind="quiet" onPress={() => onDismiss(name, unused.length > 0 ? dismissed.filter((one) => !unused.includes(one)) : [])}>
            {unused.length > 0 ? 'Take those back' : 'Ask again'}
          </Button>
        </p>
      )}
      <div className="case-field-foot" role="status">
        <span>{sayStanding(field, name)}</span>
        {how === 'open' || how === 'wrong' ? (
          <Button
            label={`Confirm ${label}`}
            off={found.text !== text ? 'Looking at the text' : open > 0 ? 'Mend or answer what is marked first: it stays on this device' : false}
            onPress={() => onConfirm(name)}
          >
            Confirm
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function sayStanding(field: Field, name: FieldName): ReactNode {
  switch (standing(field)) {
    case 'empty':
      return null;
    case 'busy':
      return <span className="muted">Sending this text…</span>;
    case 'wrong':
      return <span className="field-wrong">{field.wrong === null ? '' : sayRefusal(field.wrong.refusal)}</span>;
    case 'open':
      return <span className="muted">{field.sent === null ? 'On this device only' : 'Changed: the archive has the text before'}</span>;
    case 'confirmed':
      return (
        <TierBadge tier="fix">
          {name.startsWith('findings') ? 'Confirmed, goes with the images' : 'Confirmed, goes when the archive is reached'}
        </TierBadge>
      );
    case 'sent':
      return <TierBadge tier="clean">Confirmed and sent</TierBadge>;
    default:
      return null;
  }
}

interface FieldFindingsProps {
  readonly text: string;
  readonly found: readonly JudgedText[];
  readonly name: string;
  readonly editor: RefObject<GateEditorHandle | null>;
  readonly onDismiss: (finding: JudgedText, because: DismissReason) => void;
}

/** The places in a text that may identify someone: one line each with its clause, the fix in one key, and the answers that may be given. */
function FieldFindings({ editor, found: current, name, onDismiss, text }: FieldFindingsProps): ReactNode {
  const [showsNotes, setShowsNotes] = useState(false);
  const placed = current.filter(({ tier }) => tier !== 'note');
  const notes = current.length - placed.length;
  const shown = showsNotes ? current : placed;
  if (current.length === 0) return null;
  return (
    <div className="field-found">
      <ul className="field-findings" aria-label={`Possible identifiers in ${name}`}>
        {shown.map((finding) => {
          const { identifier, rule, span, suggestion, tier } = finding;
          return (
            <li key={`${rule} ${span[0]}`}>
              <TierBadge tier={tier}>{sayIdentifier(identifier)}</TierBadge>{' '}
              <button type="button" className="field-place" translate="no" onClick={() => editor.current?.show(finding)}>
                <q>{text.slice(span[0], span[1])}</q>
              </button>{' '}
              <a href="/policy" className="muted">
                {IDENTIFIER_SOURCES[identifier].clause}
              </a>
              {suggestion === null ? null : (
                <Button kind="quiet" onPress={() => editor.current?.fix(finding)}>
                  {suggestion === '' ? 'Leave it out' : `Use “${suggestion}”`}
                </Button>
              )}
              {tier === 'ask' ? (
                <select
                  className="field-keep"
                  aria-label={`Keep this ${sayIdentifier(identifier)}, because`}
                  value=""
                  onChange={({ target }) => {
                    const reason = DISMISSALS.find(([because]) => because === target.value);
                    if (reason !== undefined) onDismiss(finding, reason[0]);
                  }}
                >
                  <option value="">Keep it, because …</option>
                  {DISMISSALS.map(([because, words]) => (
                    <option key={because} value={because}>
                      {words}
                    </option>
                  ))}
                </select>
              ) : null}
            </li>
          );
        })}
      </ul>
      {notes === 0 ? null : (
        <Button kind="quiet" pressed={showsNotes} onPress={() => setShowsNotes(!showsNotes)}>
          {notes === 1 ? '1 word that no list knows' : `${notes} words that no list knows`}
        </Button>
      )}
    </div>
  );
}

/** The gate's name for a field. */
function gateField(name: FieldName): TextFieldName {
  return name === 'title' || name === 'presentation' || name === 'discussion' ? name : 'findings';
}
