// The part of highlight.js in use here: its own types bring those of a browser with them.

declare const hljs: {
  getLanguage(name: string): unknown;
  highlight(code: string, options: { language: string }): { value: string };
};
export default hljs;
