/**
 * A module that is part of the runtime, such as `node:net`; undefined if the runtime does not have it, as in a browser.
 *
 * It is not imported: a bundler would put the import on top of every bundle of the main entry, and a browser does not load
 * such a bundle.
 */
export function builtin<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): T | undefined } };
  return process?.getBuiltinModule?.(name);
}
