// What is encoded and decoded: the same values as plain data, for all contenders.

/** A value with its format; of a list, values. */
export type Plain =
  | { readonly format: "L"; readonly value: readonly Plain[] }
  | { readonly format: "A"; readonly value: string }
  | { readonly format: "B"; readonly value: Uint8Array }
  | { readonly format: "BOOLEAN"; readonly value: boolean }
  | { readonly format: "U4"; readonly value: number }
  | { readonly format: "U4[]"; readonly value: Uint32Array }
  | { readonly format: "F8"; readonly value: number };

/** A body with its name. */
export interface Body {
  readonly name: string;
  readonly plain: Plain;
}

const MIB = 2 ** 20;

/** The four bodies. */
export const BODIES: readonly Body[] = [
  { name: "1,000 small items", plain: smallItems() },
  { name: "1 MiB of U4", plain: { format: "U4[]", value: numbers(MIB / 4) } },
  { name: "1 MiB binary", plain: { format: "B", value: Uint8Array.from(numbers(MIB), (n) => n & 0xff) } },
  { name: "100 KB text", plain: { format: "A", value: text(100_000) } },
];

/** A thousand values in lists of four, in lists of five, in a list of fifty: a trace of fifty sensors. */
function smallItems(): Plain {
  return list(50, (i) => list(5, (j) => ({ format: "L", value: leaves(5 * i + j) })));
}

function leaves(n: number): readonly Plain[] {
  return [
    { format: "A", value: `SENSOR-${n}` },
    { format: "U4", value: n * 7919 },
    { format: "F8", value: n / 7 },
    { format: "BOOLEAN", value: n % 2 === 0 },
  ];
}

function list(length: number, make: (index: number) => Plain): Plain {
  return { format: "L", value: Array.from({ length }, (_, i) => make(i)) };
}

function numbers(length: number): Uint32Array {
  return Uint32Array.from({ length }, (_, i) => Math.imul(i, 2654435761));
}

function text(length: number): string {
  return Array.from({ length }, (_, i) => String.fromCharCode(0x20 + i % 0x5f)).join("");
}

/** Reads all values, as a program does that takes any body, and returns something that depends on all of them. */
export function readPlain(plain: Plain): number {
  switch (plain.format) {
    case "L": {
      let sum = 0;
      for (const child of plain.value) sum += readPlain(child);
      return sum;
    }
    case "A":
    case "B":
      return plain.value.length;
    case "BOOLEAN":
      return plain.value ? 1 : 0;
    case "U4":
    case "F8":
      return plain.value;
    case "U4[]":
      return plain.value[plain.value.length - 1]!;
  }
}
