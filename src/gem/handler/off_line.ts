import { HsmsAbortError } from "../../core/mod.ts";

/**
 * Says what mostly is behind an SxF0 of an equipment; other errors stay as they are.
 *
 * @throws {HsmsAbortError} when it was one, with the hint.
 * @throws {unknown} what it was, otherwise.
 */
export function hintOffLine(error: unknown): never {
  if (!(error instanceof HsmsAbortError)) throw error;
  const said =
    `${error.message}. Is the equipment off-line? Check its control state; goOnline asks it to go on-line`;
  throw new HsmsAbortError(said, { cause: error });
}
