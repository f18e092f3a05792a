import { useEffect, useRef } from 'react';

/** A key as people write it: `A`, `Shift+A`, `?`, `1`, `Space`, `Enter`, `Escape`, `ArrowLeft`, `Mod+Enter` (Ctrl, or Cmd on a Mac). */
export type Keys = string;

/** What is asked of a keyboard event. */
export interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = { Space: ' ', Plus: '+' };
const SIGNS: Readonly<Record<string, string>> = {
  Shift: '⇧',
  Mod: 'Ctrl',
  Enter: '↵',
  Escape: 'Esc',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Plus: '+',
};

/** Whether an event is this key with exactly its modifiers. Letters ask for Shift by name; a sign such as `?` does not, for where it stands differs. */
export function isPressed(keys: Keys, event: Pressed): boolean {
  const parts = keys.split('+');
  const last = parts.at(-1) ?? '';
  const key = NAMES[last] ?? last;
  const wanted = (name: string): boolean => parts.slice(0, -1).includes(name);
  if (event.altKey || wanted('Mod') !== (event.ctrlKey || event.metaKey)) return false;
  const shiftMatters = key.length > 1 || key === ' ' || key.toLowerCase() !== key.toUpperCase();
  if (shiftMatters && wanted('Shift') !== event.shiftKey) return false;
  return key.length === 1 ? event.key.toLowerCase() === key.toLowerCase() : event.key === key;
}

/** A key as it is shown on a button. */
export function signOf(keys: Keys): string {
  return keys
    .split('+')
    .map((part) => SIGNS[part] ?? part)
    .join(' ');
}

/** Whether a person is writing there, so that a letter is a letter. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}

const STORED = 'silhouette.single-keys';

/** Whether single keys act (WCAG 2.2, 2.1.4: a person can turn them off). */
export const singleKeysOn = (): boolean => localStorage.getItem(STORED) !== 'off';

/** Turns single keys on or off in this browser. */
export const turnSingleKeys = (on: boolean): void => localStorage.setItem(STORED, on ? 'on' : 'off');

// The dialog that is open, if any: keys behind it rest.
const openDialog = (): Element | null => [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? null;

/** What a key does. */
export type KeyMap = Readonly<Record<Keys, (event: KeyboardEvent) => void>>;

/**
 * Listens for keys on the whole page while the component is there. Nothing happens while a person writes, while single keys are
 * turned off, or behind an open dialog (`within` says where the keys belong).
 */
export function useKeys(map: KeyMap, options: { readonly on?: boolean; readonly within?: () => Element | null } = {}): void {
  const latest = useRef({ map, options });
  latest.current = { map, options };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const now = latest.current;
      if (now.options.on === false || event.defaultPrevented) return;
      const found = Object.entries(now.map).find(([keys]) => isPressed(keys, event));
      if (found === undefined) return;
      const [keys, act] = found;
      if (!keys.includes('Mod+') && (isWriting(event.target) || !singleKeysOn())) return;
      const dialog = openDialog();
      const home = now.options.within?.() ?? null;
      if (dialog !== null && !(home !== null && dialog.contains(home))) return;
      event.preventDefault();
      act(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
