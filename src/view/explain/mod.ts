/** What the bytes of a frame mean: the fields of its header, and its items with their places. */
export { type HeaderField, headerFields, headerMeaning } from "./header_fields.ts";
export { type ItemLine, itemLines } from "./item_lines.ts";
export { previewOf } from "./preview.ts";
