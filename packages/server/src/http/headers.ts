import { randomBytes } from 'node:crypto';

/** Headers of every answer (THREATS.md, "Leaks by the product itself"): kept nowhere, told to nobody, indexed by nobody, framed by nobody. */
export const ALWAYS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, noarchive',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

/** Where pages say which nonce their styles have. */
export const NONCE_MARK = '__CSP_NONCE__';

/** A nonce for the styles of one page. */
export function newNonce(): string {
  return randomBytes(18).toString('base64');
}

/** What a page of the application may load: from here only, scripts and workers as files, WebAssembly for the decoders. */
export function applicationCsp(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** What a plain page may load: its own style, no script at all. */
export function plainCsp(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
}

/**
 * Whether a request that changes something comes from our own pages. Browsers say where it comes from; what is not a browser says
 * nothing and carries no cookie unasked (the cookie is SameSite=Strict besides).
 */
export function isOwnOrigin(request: Request, origin: string | null): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const from = request.headers.get('origin');
  if (from === null) return true;
  if (!URL.canParse(from)) return false;
  return origin === null ? new URL(from).host === request.headers.get('host') : from === origin;
}
