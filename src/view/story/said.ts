/** The words of a fault. */
export interface Said {
  readonly title: string;
  readonly meaning: string;
}

/** 5000 → "5 s" */
export function seconds(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
