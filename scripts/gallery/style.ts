/** How the index looks: a wall of pictures; what to see of it is chosen with radio buttons alone. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #14171c; --muted: #59616d; --rim: #d3d8df; --link: #0067a5 }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14161a; --text: #f2f4f7; --muted: #a9b1bd; --rim: #33373f; --link: #62b8ee }
}
* { box-sizing: border-box }
body { margin: 0; padding: 16px; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
header, nav, main { max-width: 1400px; margin: 0 auto }
h1 { font-size: 1.5rem; margin: 0 0 8px }
h2 { font-size: 1.15rem; margin: 40px 0 4px }
h1 span, h2 span { display: inline-block; color: var(--muted); font-weight: 400 }
:lang(ko) { word-break: keep-all }
p { margin: 4px 0; overflow-wrap: anywhere }
a { color: var(--link) }
nav a { display: inline-block; padding: 4px 6px }
fieldset { display: flex; flex-wrap: wrap; gap: 4px 16px; min-width: 0; margin: 8px 0; border: 1px solid var(--rim); border-radius: 8px }
label { display: inline-flex; align-items: center; gap: 6px; min-height: 32px }
.wall { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 16px; align-items: start; margin-top: 12px }
figure { margin: 0; min-width: 0 }
figure img { display: block; width: 100%; height: auto; border: 1px solid var(--rim); border-radius: 8px }
figcaption { color: var(--muted); font-size: 0.875rem; padding-top: 4px }
body:has(#locale-en:checked) figure.ko, body:has(#locale-ko:checked) figure.en { display: none }
body:has(#theme-light:checked) figure.dark, body:has(#theme-dark:checked) figure.light { display: none }
@media (prefers-color-scheme: light) { body:has(#theme-system:checked) figure.dark { display: none } }
@media (prefers-color-scheme: dark) { body:has(#theme-system:checked) figure.light { display: none } }
`;
