import { existsSync, readFileSync } from 'node:fs';
import { SHIPPED, resolve, type ResolvedPolicy } from '@silhouette/core/policy';

/** A complaint about the command line itself: exit code 2. */
export class Usage extends Error {}

/** The policy that a name or a file stands for. */
export function policyOf(nameOrFile: string): ResolvedPolicy {
  const document = SHIPPED.get(nameOrFile) ?? jsonFile(nameOrFile, 'policy');
  const resolved = resolve(document);
  if (!resolved.ok) throw new Usage(`the policy is not understood (${resolved.refusal.code} at ${resolved.refusal.at || 'its beginning'})`);
  return resolved.value;
}

/** What a JSON file holds. */
export function jsonFile(file: string, what: string): unknown {
  if (!existsSync(file)) throw new Usage(`there is no ${what} of that name`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Usage(`the ${what} file is not JSON`);
    throw error;
  }
}
