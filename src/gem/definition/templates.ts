/** Names in braces within text: `lot {LotId}`. */

const NAME = /\{([^{}]{1,40})\}/g;

/** The names in braces, in their order. */
export function namesInBraces(text: string): string[] {
  return Array.from(text.matchAll(NAME), ([, name]) => name!);
}

/** Text with the values of its names. Text that is one name and nothing else is the value as it is. */
export function fillIn(text: string, valueOf: (name: string) => unknown): unknown {
  const [first] = namesInBraces(text);
  if (first !== undefined && text === `{${first}}`) return valueOf(first);
  return text.replace(NAME, (_, name: string) => `${valueOf(name) ?? ""}`);
}
