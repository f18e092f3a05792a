import { useRef } from 'react';
import type { ReactNode } from 'react';
import { signOf, useKeys } from './keys.ts';
import type { Keys } from './keys.ts';

/** How much a button asks for attention: one primary on a screen, danger for what cannot be undone. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';

interface Looks {
  readonly kind?: ButtonKind;
  /** The key that presses the button; it is shown on it. */
  readonly keys?: Keys;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly title?: string;
  readonly label?: string;
}

/** What a button can be told. `off` says in words why it cannot be pressed; it stays in reach of the keyboard. */
export interface ButtonProps extends Looks {
  readonly onPress?: () => void;
  readonly type?: 'button' | 'submit';
  readonly off?: string | false;
  readonly busy?: boolean;
  readonly pressed?: boolean;
}

const classOf = (kind: ButtonKind, wide: boolean | undefined): string => `btn btn-${kind}${wide === true ? ' btn-wide' : ''}`;

/** The sign of a key. */
export function Key({ keys }: { readonly keys: Keys }): ReactNode {
  return (
    <kbd className="key" aria-hidden="true">
      {signOf(keys)}
    </kbd>
  );
}

const ariaKeys = (keys: Keys | undefined): string | undefined => keys?.replace('Mod', 'Control').replace('Plus', '+');

/** A button with its key on it; the key presses it too. */
export function Button({
  kind = 'plain',
  keys,
  wide,
  children,
  title,
  label,
  onPress,
  type = 'button',
  off = false,
  busy = false,
  pressed,
}: ButtonProps): ReactNode {
  const self = useRef<HTMLButtonElement>(null);
  const idle = off === false && !busy;
  useKeys(keys === undefined ? {} : { [keys]: () => self.current?.click() }, { on: idle, within: () => self.current });
  return (
    <button
      ref={self}
      type={type}
      className={classOf(kind, wide)}
      aria-disabled={!idle}
      aria-busy={busy}
      aria-pressed={pressed}
      aria-label={label}
      aria-keyshortcuts={ariaKeys(keys)}
      title={off === false ? title : off}
      onClick={(event) => {
        if (!idle) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
      {keys === undefined ? null : <Key keys={keys} />}
    </button>
  );
}

/** What a link that looks like a button can be told. */
export interface LinkButtonProps extends Looks {
  readonly href: string;
}

/** A link that looks like a button, with its key on it. */
export function LinkButton({ kind = 'plain', keys, wide, children, title, label, href }: LinkButtonProps): ReactNode {
  const self = useRef<HTMLAnchorElement>(null);
  useKeys(keys === undefined ? {} : { [keys]: () => self.current?.click() }, { within: () => self.current });
  return (
    <a ref={self} className={classOf(kind, wide)} href={href} title={title} aria-label={label} aria-keyshortcuts={ariaKeys(keys)}>
      {children}
      {keys === undefined ? null : <Key keys={keys} />}
    </a>
  );
}
