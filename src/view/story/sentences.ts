export * from "./link_sentences.ts";
export * from "./message_sentences.ts";
