import type { Role } from '@silhouette/core/model';

/** Who stands at the door, as far as a way through the house depends on it. */
export interface Visitor {
  readonly setUp: boolean;
  readonly roles: readonly Role[] | null;
}

/** What happens at the door of a page: it opens, one is led elsewhere first, or one lacks the role. */
export type Passage = { readonly kind: 'open' } | { readonly kind: 'go'; readonly to: string } | { readonly kind: 'closed'; readonly role: Role };

/** Pages for which one signs in, and the role that each asks; null: any account. What is not here is open to all. */
const DOORS: readonly (readonly [page: string, role: Role | readonly Role[] | null])[] = [
  ['/new', 'contributor'],
  ['/mine', null],
  ['/review', ['reviewer', 'editor']],
  ['/accounts', 'editor'],
  ['/notices', 'editor'],
  ['/hidden', 'editor'],
];

/** Whether `path` is `page` or stands below it. */
const isUnder = (path: string, page: string): boolean => path === page || path.startsWith(`${page}/`);

/** Whether a visitor may go where a path leads. The server decides anew about everything that the page asks. */
export function passage(path: string, search: string, visitor: Visitor): Passage {
  if (!visitor.setUp) return path === '/set-up' ? { kind: 'open' } : { kind: 'go', to: '/set-up' };
  if (path === '/set-up') return { kind: 'go', to: visitor.roles === null ? '/sign-in' : '/' };
  const door = DOORS.find(([page]) => isUnder(path, page));
  if (door === undefined) return { kind: 'open' };
  if (visitor.roles === null) return { kind: 'go', to: `/sign-in?next=${encodeURIComponent(path + (search === '' ? '' : `?${search}`))}` };
  const [, role] = door;
  const wanted: readonly Role[] = role === null ? [] : typeof role === 'string' ? [role] : role;
  const has = wanted.length === 0 || wanted.some((one) => visitor.roles?.includes(one));
  return has ? { kind: 'open' } : { kind: 'closed', role: wanted[0] ?? 'contributor' };
}

/** Where to go after signing in: only to a page of this site, else home. */
export function nextAfter(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
