import type { ReactNode } from 'react';
import type { Role } from '@silhouette/core/model';
import { EmptyState, LinkButton, Page } from '../ui/index.ts';
import { ROLES } from './words.ts';

/** An address that leads nowhere. */
export function NoPageScreen(): ReactNode {
  return (
    <Page>
      <EmptyState alone title="There is no such page." actions={<LinkButton href="/">To the library</LinkButton>}>
        The address may be cut off, or what was there is gone.
      </EmptyState>
    </Page>
  );
}

/** A page for which the account lacks the role. */
export function NoRoleScreen({ role }: { readonly role: Role }): ReactNode {
  return (
    <Page>
      <EmptyState alone title={`This page is for ${ROLES[role].name.toLowerCase()}s.`} actions={<LinkButton href="/">To the library</LinkButton>}>
        Your account does not have this role. An editor can give it to you.
      </EmptyState>
    </Page>
  );
}
