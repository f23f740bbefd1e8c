/** The style of the pages that the command writes: light and dark, screen and paper. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1c1e21; --back: #ffffff; --line: #c9ced6; --soft: #f2f4f7; --link: #0b57d0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e6ea; --back: #16181c; --line: #3c424c; --soft: #20242b; --link: #8ab4f8; }
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--text); background: var(--back); font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--link); }
main { max-width: 75rem; padding: 1rem 1.5rem 4rem; }
nav { padding: 1rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--soft); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav .depth-3 { padding-left: 1rem; font-size: 0.9em; }
h1, h2, h3, h4 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9em; }
th, td { padding: 0.3rem 0.6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
th { background: var(--soft); }
pre { padding: 0.75rem; overflow-x: auto; background: var(--soft); border: 1px solid var(--line); }
code { font: 0.9em/1.4 ui-monospace, monospace; }
.view { width: 100%; height: 80vh; border: 1px solid var(--line); }
@media (min-width: 70rem) {
  body { display: grid; grid-template-columns: 18rem 1fr; }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-bottom: 0; border-right: 1px solid var(--line); }
}
@media print { nav { display: none; } body { display: block; } h2 { break-after: avoid; } }
`;
