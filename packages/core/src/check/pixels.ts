import { readInstance, sopOf, type ByteSource, type Instance } from '../dicom/index.ts';
import { findBurntIn, textIsLikely, type TextEngines } from '../find/index.ts';
import { readPixelDescription } from '../image/index.ts';
import type { FileRefusal, Finding, Result } from '../model/index.ts';
import type { Channel, ResolvedPolicy } from '../policy/index.ts';
import { checkInstance, type Look, type Looked } from './check.ts';
import { channelsIn } from './profile.ts';

/** What is asked for, and by which policy. */
export interface PixelJob {
  readonly policy: ResolvedPolicy;
  readonly channels: readonly Channel[];
}

/**
 * What engines see in the pixels of an instance: text burnt in, and gaps where they could not look. Null where nobody asks, or the
 * header does not say what the pixels are: that is refused elsewhere. Where text is likely both detectors look; else the second where the
 * first is in doubt, and `again` everywhere.
 */
export async function findInFrames(
  instance: Instance,
  { channels, policy }: PixelJob,
  engines: TextEngines,
  again = false,
): Promise<readonly Finding[] | null> {
  if (!channelsIn(instance, policy, channels).includes('pixels')) return null;
  const description = readPixelDescription(instance);
  if (!description.ok) return null;
  const isLikely = textIsLikely(instance, { sopClass: sopOf(instance.data).classUid, textLikely: new Set(policy.policy.pixels.ask) });
  return findBurntIn(instance, description.value, isLikely ? 'both' : again ? 'agree' : 'doubt', engines);
}

/** `checkInstance` with engines that look into the pixels. Total in the same way. */
export async function checkInstanceWith(source: ByteSource, look: Look, engines: TextEngines): Promise<Result<Looked, FileRefusal>> {
  const read = readInstance(source);
  if (!read.ok) return read;
  let pixelsSeen: readonly Finding[] | null;
  try {
    pixelsSeen = await findInFrames(read.value, look, engines);
  } catch {
    pixelsSeen = [{ kind: 'gap', check: 'pixels', because: 'crashed' }];
  }
  return checkInstance(source, { ...look, pixelsSeen });
}
