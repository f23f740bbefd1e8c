// CHANGELOG.md: what is not released yet gets a heading.

const UNRELEASED = "## Unreleased\n";

/** Whether the changelog has a heading for a version. */
export function hasHeading(changelog: string, version: string): boolean {
  return changelog.split("\n").some((line) => line.startsWith(`## ${version} - `));
}

/**
 * The changelog with all that was unreleased below a heading with version and date, and nothing unreleased above it.
 *
 * @throws {RangeError} When nothing is unreleased, or the version has a heading already.
 */
export function withHeading(changelog: string, version: string, date: string): string {
  if (hasHeading(changelog, version)) {
    throw new RangeError(`CHANGELOG.md has a heading for ${version} already`);
  }
  if (sectionOf(changelog, "Unreleased") === "") {
    throw new RangeError(`CHANGELOG.md has nothing below "## Unreleased": there is nothing to release`);
  }
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} - ${date}\n`);
}

/** What stands below the heading of a version, without the heading; empty if there is no such heading, or nothing below it. */
export function sectionOf(changelog: string, version: string): string {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} - `));
  if (start < 0) return "";
  const end = lines.findIndex((line, at) => at > start && line.startsWith("## "));
  return lines.slice(start + 1, end < 0 ? undefined : end).join("\n").trim();
}
