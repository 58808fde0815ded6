/** Looks of a message in Discord's dark and light views, near enough to judge an alert by. */
export const PREVIEW_STYLE = `
:root { font-family: "gg sans", "Noto Sans", "Helvetica Neue", Helvetica, Arial, "Noto Sans Armenian", "Noto Sans Georgian", "Noto Sans Arabic", sans-serif; font-size: 16px; }
* { box-sizing: border-box; }
body { margin: 0; background: #e3e5e8; color: #2e3338; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 0 0 .75rem; }
.top { padding: 1.5rem 2rem; background: #1e1f22; color: #f2f3f5; }
.top a { color: #c9cdfb; margin-inline-end: 1rem; }
.top p { max-width: 60rem; color: #b5bac1; line-height: 1.45; }
section { padding: 1.5rem 2rem; }
.views { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)) 24.4rem; gap: 1.25rem; align-items: start; }
@media (max-width: 1500px) { .views { grid-template-columns: repeat(2, minmax(0, 1fr)); } .view.mobile { grid-column: 1; max-width: 24.4rem; } }
@media (max-width: 900px) { .views { grid-template-columns: minmax(0, 1fr); } }
.view { border-radius: 10px; padding: .9rem 1rem 1.2rem; overflow: hidden; }
.dark { --ground: #313338; --card: #2b2d31; --text: #dbdee1; --strong: #f2f3f5; --faint: #949ba4; --link: #00a8fc; --button: #4e5058; --edge: #1e1f22; background: var(--ground); color: var(--text); }
.light { --ground: #ffffff; --card: #f2f3f5; --text: #313338; --strong: #060607; --faint: #5c5e66; --link: #006ce7; --button: #e3e5e8; --edge: #e3e5e8; background: var(--ground); color: var(--text); }
.channel { color: var(--faint); font-size: .85rem; border-bottom: 1px solid var(--edge); padding-bottom: .5rem; margin-bottom: .5rem; }
.message { display: flex; gap: .9rem; padding: .55rem 0; }
.avatar { flex: none; width: 40px; height: 40px; border-radius: 50%; background: #5865f2; color: #fff; font: 700 14px/40px sans-serif; text-align: center; }
.body { min-width: 0; flex: 1; line-height: 1.375; }
header b, .reply b { color: var(--strong); font-weight: 600; } header time { color: var(--faint); font-size: .75rem; margin-inline-start: .3rem; }
.reply { color: var(--faint); font-size: .85rem; margin-bottom: .15rem; }
.tag { background: #5865f2; color: #fff; border-radius: 3px; padding: 0 .28rem; font-size: .62rem; font-weight: 600; vertical-align: 2px; }
.line { unicode-bidi: plaintext; text-align: start; overflow-wrap: anywhere; }
.embed { margin-top: .45rem; max-width: 33rem; background: var(--card); border-inline-start: 4px solid; border-radius: 4px; padding: .6rem 1rem .9rem .75rem; font-size: .875rem; line-height: 1.3; }
.author { font-weight: 600; color: var(--strong); margin-top: .25rem; } .title { font-weight: 600; font-size: 1rem; color: var(--strong); margin-top: .4rem; } .description { margin-top: .5rem; }
.description .line + .line, .field .line + .line { margin-top: .12rem; }
.fields { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; margin-top: .6rem; }
.field { grid-column: 1 / -1; min-width: 0; } .field.inline { grid-column: auto; } .name { font-weight: 600; color: var(--strong); margin-bottom: .15rem; }
.mobile .field.inline { grid-column: 1 / -1; } .mobile .avatar { width: 32px; height: 32px; line-height: 32px; font-size: 12px; } .mobile { border: 9px solid #111214; border-radius: 30px; }
.footer { color: var(--faint); font-size: .75rem; margin-top: .6rem; }
strong { color: var(--strong); font-weight: 600; } a { color: var(--link); text-decoration: none; } code { background: var(--edge); border-radius: 3px; padding: 0 .2em; font-size: .8125rem; font-family: Consolas, "Noto Sans Mono", monospace; }
.embed time { background: color-mix(in srgb, var(--faint) 18%, transparent); border-radius: 3px; padding: 0 .15em; }
.mention { background: #5865f24d; color: var(--strong); border-radius: 3px; padding: 0 .15em; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .5rem; max-width: 33rem; }
.button { background: var(--button); color: var(--strong); border-radius: 4px; padding: .42rem .85rem; font-size: .875rem; font-weight: 500; } .button.danger { background: #da373c; color: #fff; }
`;
