// The version of the next release.

// @ts-types="@types/semver"
import { gt, inc, valid } from "semver";

const STEPS = ["patch", "minor", "major"] as const;

/**
 * What is asked for, `1.2.3` or one of patch, minor and major, as a version.
 *
 * `isReleased` says whether the current version has been released: one that has not may be asked for as it is.
 *
 * @throws {RangeError} When it is no version, or not above the current one.
 */
export function nextVersion(wanted: string, current: string, isReleased: boolean): string {
  const step = STEPS.find((name) => name === wanted);
  if (step !== undefined) return inc(current, step)!;
  if (valid(wanted) !== wanted) {
    throw new RangeError(`VERSION must be a version such as 1.2.3, or ${STEPS.join(", ")}; got "${wanted}"`);
  }
  if (wanted === current && !isReleased) return wanted;
  if (gt(wanted, current)) return wanted;
  throw new RangeError(`${wanted} is not above ${current}, which deno.json has; check CHANGELOG.md`);
}
