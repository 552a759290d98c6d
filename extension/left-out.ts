/** A Vite plugin for bundles that are safe and small: what libraries could do and nothing here does is not in them. Stores warn of some of it, pages carry all of it. */
import type { Plugin } from "vite";

const preact = "/preact/dist/preact.mjs";
const hooks = "/preact/hooks/dist/hooks.mjs";
const parts: { file: string; what: string; written: RegExp; instead: string }[] = [
  { file: preact, what: "sets HTML", written: /\(\w+\.innerHTML=\w+\.__html\)/, instead: "0" },
  {
    file: preact,
    what: "takes HTML of before",
    written: /"dangerouslySetInnerHTML"==s\?y=k:/,
    instead: "",
  },
  { file: preact, what: "takes HTML", written: /"dangerouslySetInnerHTML"==s\?h=k:/, instead: "" },
  // No component here is a class, waits for a promise or catches another's error: an error is thrown on as it is.
  {
    file: preact,
    what: "looks for who catches an error",
    written: /for\(var i,o,e;t=t\.__;\)if\(\(i=t\.__c\).*?(?=throw f=0,n\}\})/,
    instead: "",
  },
  {
    file: preact,
    what: "waits for a promise",
    written: /if\(t&&t\.then\)\{.*?\}else (?=o&&o\.some\(g\);else)/,
    instead: "",
  },
  {
    file: preact,
    what: "goes on where it waited",
    written: /128&u\.__u&&\(c=32&u\.__u,.*?l=o\[0\]\|\|l\),/,
    instead: "",
  },
  {
    file: preact,
    what: "clears up where it waited",
    written: /!u&&\(i=t\.__c\)&&\(i=i\.__z\)&&.*?,g\(f\),g\(i\)\),/,
    instead: "",
  },
  {
    file: preact,
    what: "derives a class's state",
    written:
      /C&&\(d\.__s\|\|\(d\.__s=d\.state\),V\.getDerivedStateFromProps.*?\)\)\)\),(?=k=d\.props)/,
    instead: "",
  },
  {
    file: preact,
    what: "tells a class of its properties",
    written: /M!==k&&C&&!V\.getDerivedStateFromProps.*?(?=r\.__v==u\.__v&&)/,
    instead: "",
  },
  {
    file: preact,
    what: "tells a class of its place",
    written: /d\.componentWillUpdate&&.*?d\.__h\.push\(d\.componentDidMount\);/,
    instead: "}",
  },
  {
    file: preact,
    what: "asks a class for what was",
    written: /C&&u\.__c&&d\.getSnapshotBeforeUpdate&&.*?,(?=A=s&&)/,
    instead: "",
  },
  {
    file: preact,
    what: "begins a formula",
    written: /"math"==C\?f="http:\/\/www\.w3\.org\/1998\/Math\/MathML":/,
    instead: "",
  },
  {
    file: preact,
    what: "ends a formula",
    written: /\|\|"http:\/\/www\.w3\.org\/1998\/Math\/MathML"==f&&v\.test\(C\)/,
    instead: "",
  },
  // Nothing is drawn over what stands there already, nor into another place than its own.
  {
    file: preact,
    what: "looks for an element to go on with",
    written: /,o\)for\(s=0;s<o\.length;s\+\+\)if\(\(k=o\[s\]\)&&.*?break\}/,
    instead: ",0);",
  },
  {
    file: preact,
    what: "takes over an element's attributes",
    written: /if\(a="template"==C&&t\.content\|\|t,.*?=k\.value;/,
    instead: "a=t;",
  },
  { file: preact, what: "begins another place", written: /M\.__P&&\(s=l,.*?:null\),/, instead: "" },
  {
    file: preact,
    what: "ends another place",
    written: /M\.__P&&\(r\.__e=null,l=s\),/,
    instead: "",
  },
  {
    file: preact,
    what: "stays out of another place",
    written: /if\(n\.props\.__P\)return t;/,
    instead: "",
  },
  {
    file: preact,
    what: "draws a whole document",
    written: /9==r\.nodeType&&\(r=r\.documentElement\),/,
    instead: "",
  },
  {
    file: preact,
    what: "steps over comments",
    written: /,t=o;\(t=t&&t\.nextSibling\)&&8==t\.nodeType&&!t\.data\.startsWith\("\$s"\);\);/,
    instead: ",t=o.nextSibling;0;);",
  },
  // Styles are objects, pictures are written with their own names, listeners hear what bubbles, and there is no <progress>.
  {
    file: preact,
    what: "takes a style as text",
    written:
      /if\("string"==typeof r\)n\.style\.cssText=r;else\{if\("string"==typeof u&&\(n\.style\.cssText=u=""\),u\)/,
    instead: "{if(u)",
  },
  {
    file: preact,
    what: "renames a picture's attributes",
    written: /t=t\.replace\(\/xlink.*?"s"\);/,
    instead: "0;",
  },
  {
    file: preact,
    what: "hears what does not bubble",
    written: /f=t!=\(t=t\.replace\(l,"\$1"\)\),/,
    instead: "f=!1,",
  },
  {
    file: preact,
    what: "tells what does not bubble",
    written: /l=\/\(PointerCapture\)\$\|Capture\$\/i,/,
    instead: "",
  },
  {
    file: preact,
    what: "shows progress without a value",
    written: /"progress"==C&&null==b\?t\.removeAttribute\(s\):/,
    instead: "",
  },
  {
    file: preact,
    what: "shows progress of nothing",
    written: /&&\("progress"!=C\|\|b\)/,
    instead: "",
  },
  // A component is a function, its state is a hook's; no debugger, no other schedule, and what is drawn is drawn into an empty place.
  {
    file: preact,
    what: "makes a class's component",
    written: /C=\(s=V\.prototype\)&&s\.render,/,
    instead: "",
  },
  {
    file: preact,
    what: "makes what a class says",
    written: /\(C\?r\.__c=d=new V\(M,L\):\((r\.__c=d=new x\(M,L\),d\.constructor=V,d\.render=K)\),/,
    instead: "($1,",
  },
  {
    file: preact,
    what: "hears a context as a class",
    written: /j=\(s=V\.contextType\)&&i\[s\.__c\],L=s\?j\?j\.props\.value:s\.__:i,/,
    instead: "L=i,",
  },
  { file: preact, what: "tells a context of a class", written: /j&&j\.sub\(d\),/, instead: "" },
  { file: preact, what: "draws a class once", written: /q=C\?25:0;/, instead: "q=0;" },
  {
    file: preact,
    what: "calls back after a class's state",
    written: /C&&\(y\.push\.apply\(d\.__h,d\.__k\),d\.__k=\[\]\),/,
    instead: "",
  },
  {
    file: preact,
    what: "changes a class's state",
    written:
      /x\.prototype\.setState=function\(n,t\)\{.*?\},x\.prototype\.forceUpdate=function\(n\)\{.*?\},x\.prototype\.render=\$,/,
    instead: "x.prototype.setState=function(){this.__v&&L(this)},",
  },
  {
    file: preact,
    what: "tells of what is made",
    written: /return!o&&n\.vnode&&n\.vnode\(e\),e/,
    instead: "return e",
  },
  {
    file: preact,
    what: "tells of what is made anew",
    written: /n\.vnode&&n\.vnode\(r\),/,
    instead: "",
  },
  {
    file: preact,
    what: "asks when to draw",
    written: /&&i==n\.debounceRendering\|\|\(\(i=n\.debounceRendering\)\|\|queueMicrotask\)\(H\)/,
    instead: "||queueMicrotask(H)",
  },
  {
    file: preact,
    what: "asks when to go on",
    written: /\(i\|\|queueMicrotask\)\(H\)/,
    instead: "queueMicrotask(H)",
  },
  { file: preact, what: "changes events", written: /n\.event\?n\.event\(r\):r/, instead: "r" },
  {
    file: preact,
    what: "sets what it took out",
    written: /h\?\(l\|\|y&&\(.*?r\.__k=\[\]\):\(y&&\(t\.textContent=""\),/,
    instead: "(",
  },
  {
    file: preact,
    what: "tells that it takes over",
    written: /l&&\(n\.__m&&n\.__m\(r,o\),l=!1\),/,
    instead: "",
  },
  {
    file: preact,
    what: "writes attributes of links, tables and lists",
    written: /"href"!=t&&"list"!=t&&"form"!=t&&/,
    instead: "",
  },
  {
    file: preact,
    what: "writes attributes of downloads and cells",
    written: /"download"!=t&&"rowSpan"!=t&&"colSpan"!=t&&/,
    instead: "",
  },
  {
    file: preact,
    what: "writes attributes of popovers",
    written: /&&"popover"!=t(?=&&t in n)/,
    instead: "",
  },
  { file: preact, what: "writes a popover", written: /"popover"==t&&1==r\?"":r/, instead: "r" },
  {
    file: preact,
    what: "looks for the end of another place",
    written: /\|\|n\.props\.__P(?=\?null:S)/,
    instead: "",
  },
  {
    file: preact,
    what: "tells who stands around another place",
    written: /&&!n\.props\.__P/,
    instead: "",
  },
  { file: preact, what: "ends in another place", written: /u&&!t\.props\.__P/, instead: "u" },
  {
    file: preact,
    what: "goes on where it took over",
    written: /32&u\.__u\?\[i\]:null,f,i\|\|S\(u\),32&u\.__u,/,
    instead: "null,f,i||S(u),!1,",
  },
  {
    file: preact,
    what: "begins where something stands",
    written: /n\.__&&n\.__\(t,r\),i=\(u=t&&32&t\.__u\)\?null:r\.__k,/,
    instead: "i=r.__k,",
  },
  {
    file: preact,
    what: "takes over what stands",
    written: /i\?null:r\.firstChild\?d\.call\(r\.childNodes\):null,/,
    instead: "null,",
  },
  {
    file: preact,
    what: "steps over comments before",
    written: /;e&&8==e\.nodeType;\)e=e\.nextSibling;/,
    instead: ";0;);",
  },
  // Nobody else hears what the hooks hear, no component is a class or asks for an id, and what an effect leaves behind is cleared up at once.
  {
    file: hooks,
    what: "tells a debugger",
    written: /a\.__h&&a\.__h\(r,n,f\|\|t\),f=0;/,
    instead: "",
  },
  {
    file: hooks,
    what: "looks for other listeners",
    written: /,v=a\.__b,l=a\.__r,m=a\.diffed,h=a\.__c,s=a\.unmount,p=a\.__;/,
    instead: ";",
  },
  {
    file: hooks,
    what: "tells other listeners of a comparison",
    written: /,v&&v\(n\)/,
    instead: "",
  },
  {
    file: hooks,
    what: "numbers what it draws",
    written: /a\.__=function\(n,t\)\{.*?p&&p\(n,t\)\},/,
    instead: "",
  },
  { file: hooks, what: "tells other listeners that it draws", written: /l&&l\(n\),/, instead: "" },
  {
    file: hooks,
    what: "tells other listeners that it has compared",
    written: /m&&m\(n\);/,
    instead: "",
  },
  {
    file: hooks,
    what: "tells other listeners that it has drawn",
    written: /,h&&h\(n,t\)/,
    instead: "",
  },
  { file: hooks, what: "tells other listeners of an end", written: /s&&s\(n\);/, instead: "" },
  {
    file: hooks,
    what: "looks whether a class would draw",
    written: /var c=r\.shouldComponentUpdate;/,
    instead: "",
  },
  {
    file: hooks,
    what: "asks a class whether to draw",
    written: /if\((u\.__\.some\(function\(n\)\{.*?\}\)),c\)\{var e=c\.call.*?\}(?=return!i)/,
    instead: "$1;",
  },
  {
    file: hooks,
    what: "leaves effects out",
    written: /!a\.__s&&(?=E\(i\.__H,u\)&&\(i\.__P=!0)/,
    instead: "",
  },
  {
    file: hooks,
    what: "clears up later",
    written: /do\{for\(;n=e\.shift\(\);\)try\{.*?\}(?=for\(;n=c\.shift)/,
    instead: "{",
  },
  { file: hooks, what: "goes on clearing up", written: /while\(e\.length\)/, instead: "" },
  {
    file: hooks,
    what: "tells who threw",
    written: /,t\.__h=\[\]\}catch\(r\)\{t\.__h=\[\],a\.__e\(r,n\.__v\)\}/,
    instead: "}finally{t.__h=[]}",
  },
  {
    file: hooks,
    what: "puts clearing up off",
    written: /if\(u\.__P&&u\.__c\)\{.*?B\(e\.push\(u\)\)\}else (?=C\(u\))/,
    instead: "",
  },
  // Its faster checks are compiled at run time; it is told to do without (`jitless`).
  {
    file: "/zod/v4/core/util.js",
    what: "asks whether code may be made of text",
    written: /const F = Function;\s*new F\(""\);\s*return true;/,
    instead: "return false;",
  },
  {
    file: "/zod/v4/core/doc.js",
    what: "makes code of text",
    written: /const F = Function;/,
    instead:
      'const F = class { constructor() { throw new Error("no code is made of text here"); } };',
  },
  // Its log of scripts that fail at start, which says nothing outside of development; the browser's own says that.
  {
    file: "wxt-unlisted-script-entrypoint",
    what: "starts a script",
    written: /const result = \(\(\) => \{.*\}\)\(\);/s,
    instead: "initPlugins(); const result = definition.main();",
  },
];

/** Takes the parts out, one after the other; fails where a library has changed there. */
export function leftOut(): Plugin {
  return {
    name: "regards-left-out",
    transform(code, id) {
      const here = parts.filter(({ file }) => id.includes(file));
      const left = here.reduce((text, { file, what, written, instead }) => {
        if (!written.test(text))
          throw new Error(`${file} ${what} in another way than it did: see left-out.ts`);
        return text.replace(written, instead);
      }, code);
      return here.length === 0 ? null : { code: left, map: null };
    },
  };
}
