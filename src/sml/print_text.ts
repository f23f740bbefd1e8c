/** Text as SML has it: quoted where it can be printed, bytes where not; `""` if there is none. */
export function printText(text: string): string {
  const parts = text.match(/[ !#-~]+|[^ !#-~]/g) ?? [];
  return text === "" ? '""' : parts.map(printPart).join(" ");
}

/** `0x0a` for 10. */
export function printByte(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}

/** The shortest decimal that rounds to the same float of four bytes. */
export function printFloat4(value: number): string {
  if (value === 0) return printFloat(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return printFloat(text);
  }
  return printFloat(value);
}

/** The shortest decimal that is the same number; `-0` keeps its sign. */
export function printFloat(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function printPart(part: string): string {
  const code = part.charCodeAt(0);
  return code < 0x20 || code > 0x7e || code === 0x22 ? printByte(code) : `"${part}"`;
}
