/**
 * A module that is part of the runtime, such as `node:net`; undefined where there is none, as in a browser.
 *
 * It is asked for and not imported: a bundler that follows an import would put it on top of every bundle of the main
 * entry, and a browser does not load such a bundle.
 */
export function builtin<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): T | undefined } };
  return process?.getBuiltinModule?.(name);
}
