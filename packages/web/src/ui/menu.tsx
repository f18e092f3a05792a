import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';

/** One entry of a menu: a way or an act. `here` marks where one is. */
export interface MenuEntry {
  readonly name: string;
  readonly href?: string;
  readonly onPress?: () => void;
  readonly here?: boolean;
  readonly aside?: string;
}

/** A button that opens a short menu. */
export function MenuButton({
  name,
  label,
  entries,
  kind = 'quiet',
}: {
  readonly name: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly kind?: 'quiet' | 'plain';
}): ReactNode {
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }} offset={4} withinPortal>
      <Menu.Target>
        <button type="button" className={`btn btn-${kind}`} aria-label={label}>
          {name}
          <span className="caret" aria-hidden="true">
            ▾
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map((entry) =>
          entry.href === undefined ? (
            <Menu.Item key={entry.name} onClick={entry.onPress} rightSection={entry.aside} aria-current={entry.here === true ? 'true' : undefined}>
              {entry.name}
            </Menu.Item>
          ) : (
            <Menu.Item
              key={entry.name}
              component="a"
              href={entry.href}
              rightSection={entry.aside}
              aria-current={entry.here === true ? 'page' : undefined}
            >
              {entry.name}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
