/** Hours after which a notice that nobody acted on erases its case (GOVERNANCE.md 4.3). */
const HOURS_TO_ACT = 24;

/** The time that is left for a notice that came so many whole hours ago. */
export function sayLeft(hours: number): string {
  const left = HOURS_TO_ACT - hours;
  if (left <= 0) return 'Due: it is erased by itself';
  return left === 1 ? 'Less than an hour until it is erased by itself' : `${left} hours until it is erased by itself`;
}
