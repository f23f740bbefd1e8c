// Items of secs4js, made of JSON and told in it: ["U4", ["1", "2"]], ["L", [...]], ["A", "text"], ["B", "00ff"].

import { Buffer } from "node:buffer";

/** Makes an item of its description. */
export function build(library, [format, value]) {
  const make = library[format];
  switch (format) {
    case "L":
      return make(...value.map((item) => build(library, item)));
    case "A":
      return make(value);
    case "B":
      return make(Buffer.from(value, "hex"));
    case "BOOLEAN":
      return make(...value);
    case "I8":
    case "U8":
      return make(...value.map(BigInt));
    default:
      return make(...value.map(Number));
  }
}

/** Says what an item was read as. */
export function describeItem(library, { type, value }) {
  const format = library.SecsItemType[type];
  switch (format) {
    case "L":
      return [format, value.map((item) => describeItem(library, item))];
    case "A":
      return [format, value];
    case "B":
      return [format, value.toString("hex")];
    default: {
      const values = Array.isArray(value) ? value : [value];
      return [
        format,
        format === "BOOLEAN" ? values : values.map((one) => Object.is(one, -0) ? "-0" : String(one)),
      ];
    }
  }
}
