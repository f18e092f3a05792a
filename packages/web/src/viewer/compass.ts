import type { Vector } from '@silhouette/core/image';

const WAYS: readonly (readonly [positive: string, negative: string])[] = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
];

/** The letters for a direction in the patient, the strongest first, at most two; a part under a quarter is left out (PS3.3 C.7.6.1.1.1). */
export function lettersFor(direction: Vector): string {
  return WAYS.map(([positive, negative], axis) => {
    const part = direction[axis] ?? 0;
    return { letter: part > 0 ? positive : negative, size: Math.abs(part) };
  })
    .filter(({ size }) => size > 0.25)
    .toSorted((a, b) => b.size - a.size)
    .slice(0, 2)
    .map(({ letter }) => letter)
    .join('');
}

/** What lies at the left edge and at the upper edge of a picture that is looked at along `normal` (towards the eye) with `up` upwards. */
export function edgesFor(up: Vector, normal: Vector): { readonly left: string; readonly top: string } {
  const right: Vector = [up[1] * normal[2] - up[2] * normal[1], up[2] * normal[0] - up[0] * normal[2], up[0] * normal[1] - up[1] * normal[0]];
  return { left: lettersFor([-right[0], -right[1], -right[2]]), top: lettersFor(up) };
}
