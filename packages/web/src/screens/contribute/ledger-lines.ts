import type { RequestMade } from '../../client/index.ts';

const CARRIES: ReadonlySet<RequestMade['route']> = new Set(['putObject', 'patch', 'submit']);

/** Whether a request carries something of the case; all others carry digests or nothing. */
export const carriesOfCase = ({ route }: RequestMade): boolean => CARRIES.has(route);

/** The line of the ledger: what has left this device, from the requests that were made. */
export function sayLeft(requests: readonly RequestMade[]): string {
  const instances = requests.filter(({ route, state }) => route === 'putObject' && state === 'taken').length;
  const under = requests.some(({ route, state }) => route === 'putObject' && state !== 'taken');
  const words = requests.some(({ route }) => route === 'patch' || route === 'submit');
  if (instances > 0) return `${instances.toLocaleString('en-GB')} clean instance${instances === 1 ? '' : 's'} sent; originals: none`;
  if (under) return 'Clean instances are being sent; originals: none';
  return words ? 'Confirmed words sent; images: none' : 'Nothing has left this device';
}

interface Line {
  readonly request: RequestMade;
  readonly times: number;
  readonly bytes: number;
}

/** Requests that ask the same, in one line with their number. */
export function groupRequests(requests: readonly RequestMade[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const request of requests) {
    const key = `${request.route} ${request.state}`;
    const line = lines.get(key);
    lines.set(key, { request, times: (line?.times ?? 0) + 1, bytes: (line?.bytes ?? 0) + request.bytes });
  }
  return [...lines.values()];
}
