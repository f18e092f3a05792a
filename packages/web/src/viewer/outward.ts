/** The places of a stack from one outward: the next, the one before, and so on; the one itself first. */
export function outward(from: number, count: number): readonly number[] {
  const order: number[] = [];
  for (let step = 0; step < count; step++) {
    if (from + step < count && from + step >= 0) order.push(from + step);
    if (step > 0 && from - step >= 0 && from - step < count) order.push(from - step);
  }
  return order;
}
