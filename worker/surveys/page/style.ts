/** The look of survey pages, light and dark. Scores have no colours of their own: those bias. */
export const style = `
:root{color-scheme:light dark;--text:#1d2129;--muted:#59606d;--paper:#fff;--ground:#f4f5f7;--line:#8a919e;
--faint:#dfe2e8;--accent:#2f5bd0;--on-accent:#fff;--chosen:#eaf0ff;--fault:#b3261e}
@media (prefers-color-scheme:dark){:root{--text:#e8eaf0;--muted:#a6adbb;--paper:#1b1e25;--ground:#121419;
--line:#7b8393;--faint:#343a46;--accent:#8fb0ff;--on-accent:#0e1526;--chosen:#243054;--fault:#ffb4ab}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,"PingFang SC",
"Microsoft YaHei","Noto Sans CJK SC","Noto Sans Arabic",sans-serif}
main{max-width:40rem;margin:0 auto;padding:1.5rem 1.25rem 2rem;background:var(--paper);min-height:100vh}
@media (min-width:44rem){main{min-height:0;margin:3rem auto;padding:2rem 2.25rem;border-radius:14px;
box-shadow:0 1px 2px #0002,0 6px 24px #0001}}
.from{margin:0 0 .25rem;color:var(--muted);font-size:.9rem}
a{color:var(--accent)}
h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}
.intro{margin:0 0 1rem;color:var(--muted);white-space:pre-line}
fieldset{border:0;margin:1.5rem 0 0;padding:0;min-width:0}
legend,.label{display:block;padding:0;margin:0 0 .6rem;font-weight:600}
.note{font-weight:400;color:var(--muted);font-size:.85rem}
.scores{display:flex;gap:4px}
.scores label{flex:1 1 0;min-width:0;position:relative}
.scores input,.hidden{position:absolute;opacity:0;width:100%;height:100%;margin:0;inset:0;cursor:pointer}
.scores span{display:flex;align-items:center;justify-content:center;min-height:2.75rem;border:1px solid var(--line);
border-radius:8px;font-variant-numeric:tabular-nums}
.scores input:checked+span{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
.scores input:focus-visible+span{outline:3px solid var(--accent);outline-offset:2px}
.scores input:hover:not(:checked)+span{background:var(--chosen)}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.35rem 0 0;color:var(--muted);font-size:.85rem}
.ends span:last-child{text-align:end}
.option{display:flex;gap:.6rem;align-items:center;padding:.6rem .75rem;border:1px solid var(--faint);border-radius:8px;
margin:0 0 .4rem;min-height:2.75rem}
.option:has(:checked){border-color:var(--accent);background:var(--chosen)}
.option input{width:1.15rem;height:1.15rem;margin:0;accent-color:var(--accent);flex:none}
textarea{width:100%;min-height:6rem;padding:.6rem .75rem;font:inherit;color:inherit;background:var(--paper);
border:1px solid var(--line);border-radius:8px;resize:vertical}
textarea:focus-visible,button:focus-visible,a:focus-visible,.option input:focus-visible{outline:3px solid var(--accent);
outline-offset:2px}
.fault{color:var(--fault);margin:.4rem 0 0;font-weight:600}
.send{margin:1.75rem 0 0;min-height:2.75rem;padding:.6rem 2rem;font:inherit;font-weight:600;border:0;border-radius:8px;
background:var(--accent);color:var(--on-accent);cursor:pointer}
.plain{background:none;border:0;padding:.4rem 0;margin:0;font:inherit;color:var(--accent);text-decoration:underline;
cursor:pointer;min-height:2.25rem}
.foot{margin:2rem 0 0;padding:1rem 0 0;border-top:1px solid var(--faint);color:var(--muted);font-size:.85rem}
.foot p{margin:0 0 .25rem}
.foot a,.foot .plain{color:inherit}
.languages{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:center;margin:0 0 .75rem}
.languages [aria-current]{font-weight:600;color:var(--text)}
.away{position:absolute;left:-200vw;width:1px;height:1px;overflow:hidden}
[dir=rtl] .away{left:auto;right:-200vw}
@media (max-width:26rem){.scores{gap:2px}.scores span{border-radius:6px}.wide{display:grid;grid-template-columns:repeat(6,1fr)}}
@media (forced-colors:active){.scores input:checked+span{outline:3px solid Highlight}}
`;

/**
 * Arrows move between the scores without choosing one; Space chooses. The page works without it:
 * then arrows choose, as browsers have it. With a form goes whether a script pressed something, or
 * every score of a question was chosen: people do neither.
 */
export const script = `
var signs={},chosen={};
addEventListener("click",function(e){if(!e.isTrusted)signs.script=1},true);
addEventListener("change",function(e){
var t=e.target;if(t.type!=="radio")return;
var some=chosen[t.name]=chosen[t.name]||{},all=t.form.elements[t.name].length;some[t.value]=1;
if(all>3&&Object.keys(some).length===all)signs.sweep=1});
addEventListener("formdata",function(e){e.formData.set("signs",Object.keys(signs).join(" "))});
document.addEventListener("keydown",function(e){
var t=e.target;if(!t||t.type!=="radio")return;
var step={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[e.key];if(!step)return;
if(document.dir==="rtl"&&/Left|Right/.test(e.key))step=-step;
e.preventDefault();
var all=[].slice.call(t.form.elements[t.name]);
all[(all.indexOf(t)+step+all.length)%all.length].focus()});
document.addEventListener("submit",function(e){
var b=e.submitter;if(b&&b.value==="send"){if(b.dataset.sent)e.preventDefault();b.dataset.sent="1"}});
addEventListener("pageshow",function(){[].forEach.call(document.querySelectorAll("[data-sent]"),function(b){
delete b.dataset.sent})});
`;
