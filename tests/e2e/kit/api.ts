import { createHash } from 'node:crypto';
import type { Site } from './site.ts';
import { PASS } from './acts.ts';

/** Somebody who talks to the archive without its page. */
export interface Caller {
  readonly login: string;
  readonly cookie: string;
  ask(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly json: unknown; readonly text: string }>;
}

/** A caller with a session, or without one. */
export function caller(site: Site, login: string, cookie: string): Caller {
  return {
    login,
    cookie,
    async ask(method, path, body) {
      const headers = { cookie, connection: 'close', 'content-type': body instanceof Uint8Array ? 'application/dicom' : 'application/json' };
      const bytes = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
      const answer = await fetch(
        site.url + path,
        body === undefined ? { method, headers: { cookie, connection: 'close' } } : { method, headers, body: bytes },
      );
      const text = await answer.text();
      return { status: answer.status, text, json: answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : null };
    },
  };
}

async function signedIn(site: Site, path: string, body: { readonly login: string; readonly code: string }): Promise<Caller> {
  const answer = await fetch(site.url + path, {
    method: 'POST',
    headers: { connection: 'close', 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, password: PASS }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return caller(site, body.login, (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '');
}

/** The first editor. */
export const firstEditor = (site: Site, login: string): Promise<Caller> => signedIn(site, '/api/v1/setup', { login, code: site.code });

/** Somebody whom an editor invites. */
export async function invited(site: Site, editor: Caller, login: string, roles: readonly string[]): Promise<Caller> {
  const { text } = await editor.ask('POST', '/api/v1/accounts', { login, roles });
  const made: { code: string } = JSON.parse(text);
  return signedIn(site, '/api/v1/accounts/activate', { login, code: made.code });
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Opens a draft. */
export async function draftOf(who: Caller): Promise<string> {
  const made: { id: string } = JSON.parse((await who.ask('POST', '/api/v1/cases')).text);
  return made.id;
}
