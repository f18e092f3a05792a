export { eraseUnanswered, HOURS_TO_ACT, MOST_OPEN } from './unanswered.ts';
