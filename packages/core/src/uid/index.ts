export { contributionKey, issueUid, isIssued, issuedUnder, KEY_BYTES, pseudonym, publicIdOf, PublicId, type ContributionKey } from './issue.ts';
export { digestHex, digestOf } from './digest.ts';
export { daysBack, isPseudonym, issuePseudonym } from './pseudonym.ts';
