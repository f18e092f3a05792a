import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { gunzipSync, inflateSync } from 'node:zlib';
import { concat, latin1, type Canary, type Survivor, survivors } from '@silhouette/testkit';

/** One request as it left the browser, and the status of its answer. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** 0 where nothing answers: another place than the site. */
  readonly status: number;
}

/** A proxy through which a browser has to go: nothing that it sends to anywhere passes unseen, from workers neither. */
export interface Wire {
  readonly server: string;
  readonly sent: () => readonly Sent[];
  readonly stop: () => Promise<void>;
}

/** Opens a proxy that lets requests through to this machine alone and keeps a copy of each. */
export async function openWire(): Promise<Wire> {
  const sent: Sent[] = [];
  const keep = (incoming: IncomingMessage, body: Uint8Array, status: number): void => {
    sent.push({ method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.rawHeaders, body, status });
  };
  const server = createServer((incoming, answer) => {
    incoming.on('error', () => answer.destroy());
    void bodyOf(incoming).then((body) => pass(incoming, answer, body, (status) => keep(incoming, body, status)));
  });
  // Encrypted connections and sockets lead elsewhere: the site has neither.
  for (const event of ['connect', 'upgrade'] as const) {
    server.on(event, (incoming, socket) => {
      keep(incoming, new Uint8Array(0), 0);
      socket.destroy();
    });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    server: `http://127.0.0.1:${address.port}`,
    sent: () => sent,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(Buffer.from(part));
  return new Uint8Array(Buffer.concat(parts));
}

function pass(incoming: IncomingMessage, answer: ServerResponse, body: Uint8Array, keep: (status: number) => void): void {
  const url = URL.canParse(incoming.url ?? '') ? new URL(incoming.url ?? '') : null;
  if (url?.hostname !== '127.0.0.1') {
    keep(0);
    answer.writeHead(502).end();
    return;
  }
  const onward = request(url, { method: incoming.method ?? 'GET', headers: incoming.headers }, (reply) => {
    keep(reply.statusCode ?? 0);
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
    reply.on('error', () => answer.destroy());
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  onward.end(body);
}

/** The canaries that can be read from what was sent: addresses, headers and bodies, as they are and decoded. */
export function leaksIn(sent: readonly Sent[], canaries: readonly (Canary | string)[]): readonly (Survivor & { readonly request: string })[] {
  return sent.flatMap((one) => {
    const text = [one.url, unescaped(one.url), ...one.headers].join('\n');
    const all = [latin1(text), ...decoded(one)].flatMap((bytes) => [bytes, latin1('\0')]);
    return survivors(concat(...all), canaries).map((found) => ({ ...found, request: `${one.method} ${new URL(one.url, 'http://x').pathname}` }));
  });
}

/** A body as it was sent, without its compression, and the strings of its JSON without their escapes. */
function decoded({ body, headers }: Sent): readonly Uint8Array[] {
  if (body.length === 0) return [];
  const encoding = headers.find((_, n) => headers[n - 1]?.toLowerCase() === 'content-encoding')?.toLowerCase();
  const plain = encoding === 'gzip' ? new Uint8Array(gunzipSync(body)) : encoding === 'deflate' ? new Uint8Array(inflateSync(body)) : body;
  return [body, ...(plain === body ? [] : [plain]), ...unescapedBodies(Buffer.from(plain))];
}

function unescapedBodies(body: Buffer): readonly Uint8Array[] {
  if (body[0] === 0x7b || body[0] === 0x5b) {
    const strings: string[] = [];
    JSON.parse(body.toString(), (key, value: unknown) => {
      strings.push(key, typeof value === 'string' ? value : '');
      return value;
    });
    return [new Uint8Array(Buffer.from(strings.join('\n')))];
  }
  return body.length < 65_536 ? [new Uint8Array(Buffer.from(unescaped(body.toString('latin1'))))] : [];
}

function unescaped(text: string): string {
  return text.replaceAll('+', ' ').replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
