/** The colours of the page, as its style has them in the theme that is on. */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly soft: string;
  readonly accent: string;
  readonly select: string;
  readonly good: string;
  readonly waiting: string;
  readonly bad: string;
  readonly off: string;
  readonly event: string;
  readonly alarm: string;
  readonly badSoft: string;
  readonly noteSoft: string;
  readonly note: string;
}

const NAMES: readonly (keyof Palette)[] = [
  "paper",
  "ink",
  "quiet",
  "line",
  "soft",
  "accent",
  "select",
  "good",
  "waiting",
  "bad",
  "off",
  "event",
  "alarm",
  "badSoft",
  "noteSoft",
  "note",
];

/** Reads the colours that an element has. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const entries = NAMES.map((name) => [
    name,
    style.getPropertyValue(`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`).trim(),
  ]);
  return Object.fromEntries(entries) as unknown as Palette;
}
