import { createRoot } from 'react-dom/client';
import { makeClient } from '../client/index.ts';
import { ArchiveDoor } from '../screens/index.ts';
import { Look } from '../ui/index.ts';
import { App } from './app.tsx';

const client = makeClient({ fetch: (url, init) => fetch(url, init) });
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <Look>
      <ArchiveDoor client={client}>
        <App />
      </ArchiveDoor>
    </Look>,
  );
}
