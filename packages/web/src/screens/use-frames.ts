import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { no, yes } from '@silhouette/core/model';
import type { Result } from '@silhouette/core/model';
import { makeFrames } from '../viewer/index.ts';
import type { Frames } from '../viewer/index.ts';
import { useClient } from './archive.tsx';

/** Reads frames of objects named `case/digest`, through the door for shown or for hidden cases. Closed with the screen. */
export function useFrames(door: 'object' | 'hiddenObject'): Frames {
  const client = useClient();
  const frames = useMemo(
    () =>
      makeFrames((object, signal) => {
        const [id = '', sha256 = ''] = object.split('/');
        return client.bytes(door, { id, sha256 }, signal);
      }),
    [client, door],
  );
  useEffect(() => () => frames.close(), [frames]);
  return frames;
}

/** Reads the pictures of the sample cases, which stand beside the pages as files. */
export function useSampleFrames(): Frames {
  const frames = useMemo(() => makeFrames((path, signal) => fetch(path, { signal }).then(bytesOf, () => no(null))), []);
  useEffect(() => () => frames.close(), [frames]);
  return frames;
}

async function bytesOf(response: Response): Promise<Result<Uint8Array<ArrayBuffer>, null>> {
  return response.ok ? yes(new Uint8Array(await response.arrayBuffer())) : no(null);
}

/** True from the first time that an element comes near the window. */
export function useInSight(): readonly [RefObject<HTMLDivElement | null>, boolean] {
  const box = useRef<HTMLDivElement>(null);
  const [inSight, setInSight] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null || inSight) return undefined;
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setInSight(true), { rootMargin: '300px' });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [inSight]);
  return [box, inSight];
}
