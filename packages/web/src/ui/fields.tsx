import { useId } from 'react';
import type { ReactNode } from 'react';

interface FieldProps {
  readonly label: string;
  /** Quiet words at the right of the label. */
  readonly aside?: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; absent when nothing is. */
  readonly wrong?: string | null;
}

interface TextProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly focus?: boolean;
  readonly off?: boolean;
}

// No spell check, completion or translation of words that may be of a case: some browsers send them away (THREATS.md).
const PRIVATE = { spellCheck: false, autoCorrect: 'off', autoCapitalize: 'off', translate: 'no' } as const;

function Frame({ id, label, aside, hint, wrong, children }: FieldProps & { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
        {aside === undefined ? null : <span>{aside}</span>}
      </label>
      {children}
      {hint === undefined ? null : (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      {wrong === undefined || wrong === null ? null : (
        <div className="field-wrong" id={`${id}-wrong`} role="alert">
          {wrong}
        </div>
      )}
    </div>
  );
}

const described = (id: string, field: FieldProps) => ({
  'aria-describedby': [field.hint === undefined ? '' : `${id}-hint`, field.wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ') || undefined,
  'aria-invalid': Boolean(field.wrong),
});

/** One line of text. `fill` names what a browser may fill in; nothing by default. */
export function TextField(props: TextProps & { readonly fill?: 'username'; readonly mono?: boolean; readonly search?: boolean }): ReactNode {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <input
        {...PRIVATE}
        {...described(id, props)}
        id={id}
        className={props.mono === true ? 'input mono' : 'input'}
        type={props.search === true ? 'search' : 'text'}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        autoComplete={props.fill ?? 'off'}
        autoFocus={props.focus}
        disabled={props.off}
      />
    </Frame>
  );
}

/** A pass phrase; it can be shown. */
export function SecretField(props: TextProps & { readonly fill: 'current-password' | 'new-password' }): ReactNode {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <input
        {...PRIVATE}
        {...described(id, props)}
        id={id}
        className="input"
        type="password"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        maxLength={props.maxLength}
        autoComplete={props.fill}
        autoFocus={props.focus}
      />
    </Frame>
  );
}

/** Several lines of text. */
export function TextArea(props: TextProps & { readonly rows?: number }): ReactNode {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <textarea
        {...PRIVATE}
        {...described(id, props)}
        id={id}
        className="input"
        rows={props.rows ?? 4}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        autoComplete="off"
        autoFocus={props.focus}
        disabled={props.off}
      />
    </Frame>
  );
}

/** One of a few: `null` is offered only where a name for it is given. */
export function ChoiceField<T extends string>(
  props: FieldProps & {
    readonly value: T | null;
    readonly choices: readonly (readonly [value: T, name: string])[];
    readonly onChange: (value: T | null) => void;
    readonly none?: string;
  },
): ReactNode {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <select
        {...described(id, props)}
        id={id}
        className="input"
        value={props.value ?? ''}
        onChange={(event) => props.onChange(props.choices.find(([value]) => value === event.target.value)?.[0] ?? null)}
      >
        {props.none === undefined ? null : <option value="">{props.none}</option>}
        {props.choices.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** A box to tick, with its sentence. */
export function TickField(props: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: ReactNode;
  readonly off?: boolean;
}): ReactNode {
  return (
    <label className="tick">
      <input type="checkbox" checked={props.checked} disabled={props.off} onChange={(event) => props.onChange(event.target.checked)} />
      <span>
        {props.children}
        {props.hint === undefined ? null : <small>{props.hint}</small>}
      </span>
    </label>
  );
}

/** One of a few sentences, all in view. */
export function PickField<T extends string>(props: {
  readonly legend: string;
  readonly value: T | null;
  readonly choices: readonly (readonly [value: T, name: string, hint?: string])[];
  readonly onChange: (value: T) => void;
}): ReactNode {
  const name = useId();
  return (
    <fieldset className="pick">
      <legend className="field-name">{props.legend}</legend>
      {props.choices.map(([value, words, hint]) => (
        <label key={value} className="tick">
          <input type="radio" name={name} checked={props.value === value} onChange={() => props.onChange(value)} />
          <span>
            {words}
            {hint === undefined || hint === '' ? null : <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
