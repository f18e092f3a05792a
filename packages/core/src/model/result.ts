/** Either a value or a refusal that was expected. No methods: test `ok`, return early. */
export type Result<T, R> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: R };

/** The good half of a Result. */
export const yes = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** The refusing half of a Result. */
export const no = <R>(refusal: R): { readonly ok: false; readonly refusal: R } => ({ ok: false, refusal });

/** Stops the build where a union gains a member that a switch does not handle; throws without saying anything about data. */
export function never(_: never): never {
  throw new Error('unreachable variant');
}
