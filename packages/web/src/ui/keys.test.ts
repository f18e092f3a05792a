import { expect, test } from 'vitest';
import { isPressed, signOf } from './keys.ts';

const press = (key: string, more: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['A', press('a'), true],
  ['A', press('A', { shiftKey: true }), false],
  ['Shift+A', press('A', { shiftKey: true }), true],
  ['Shift+A', press('a'), false],
  ['A', press('a', { ctrlKey: true }), false],
  ['A', press('a', { altKey: true }), false],
  ['?', press('?', { shiftKey: true }), true],
  ['?', press('?'), true],
  ['Space', press(' '), true],
  ['Space', press(' ', { shiftKey: true }), false],
  ['Shift+Space', press(' ', { shiftKey: true }), true],
  ['ArrowLeft', press('ArrowLeft'), true],
  ['Mod+Enter', press('Enter', { metaKey: true }), true],
  ['Enter', press('Enter', { ctrlKey: true }), false],
  ['1', press('1'), true],
  ['Plus', press('+', { shiftKey: true }), true],
])('[W1] a key acts only with exactly its modifiers: %s', (keys, event, expected) => {
  expect(isPressed(keys, event)).toBe(expected);
});

test('[W1] the key on a button is the key that acts', () => {
  expect(signOf('Shift+A')).toBe('⇧ A');
  expect(signOf('Enter')).toBe('↵');
  expect(signOf('Space')).toBe('Space');
});
