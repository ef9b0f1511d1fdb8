/* SPDX-License-Identifier: MIT */
/*
 * A page is read from disks, mail and wikis, on telephones, in the dark and on paper, and by people
 * who see neither colours nor pictures. So there's no font, picture or script to fetch, what a
 * colour says is said in words as well, and the script only adds: it sorts the servers, opens all
 * files at once, and opens them for printing where the style sheet can't.
 */
#include "report/html_page.h"

/* SHA-256 of what is between the tags, in Base64; tests/check_html.sh says what they are. */
#define STYLE_HASH "dmUBjnDn1q07wxRKlbkfnEXiY5h8bUmnl7augNw0X10="
#define SCRIPT_HASH "aModKnmbkq2zmwvDVbwBeAHuQ0CnjtZIEgNs1qCL8JM="

static const char *const style[] = {
    ":root{color-scheme:light dark;--page:#fff;--panel:#f5f6f8;--line:#d5dae2;--text:#1b2230;"
    "--dim:#4f5a6b;--link:#174ea6;--error:#b3261e;--warning:#8a4b00;--note:#2b5a93;--fine:#1b6a3c;"
    "--mark:#fde3e0;--tint-error:#fdf0ef;--tint-warning:#fdf4e7;--tint-fine:#edf7f0}\n",
    "@media (prefers-color-scheme:dark){:root{--page:#11151b;--panel:#1a2028;--line:#38424f;"
    "--text:#e6e9ef;--dim:#a9b3c1;--link:#93bbff;--error:#ff8f86;--warning:#f0b254;--note:#8fbcf5;"
    "--fine:#7fd19c;--mark:#5c2420;--tint-error:#2a1a1b;--tint-warning:#292115;"
    "--tint-fine:#16251c}}\n",
    "*{box-sizing:border-box}\n",
    "html{scroll-behavior:smooth;scroll-padding-top:1rem;-webkit-text-size-adjust:100%}\n",
    "@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}\n",
    "body{margin:0;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,"
    "-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",\"Liberation Sans\",sans-serif;"
    "overflow-wrap:break-word}\n",
    "code,pre,.path{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,\"Noto Sans Mono\","
    "\"Liberation Mono\",monospace;font-size:.875em}\n",
    "code,.path{overflow-wrap:anywhere}\n",
    "header,main{max-width:72rem;margin:0 auto;padding:0 clamp(1rem,4vw,2.5rem)}\n",
    "header{padding-top:clamp(1.5rem,5vw,3.5rem)}\n",
    "a{color:var(--link);text-underline-offset:.15em}\n",
    "a:focus-visible,summary:focus-visible,button:focus-visible{outline:3px solid var(--link);"
    "outline-offset:2px;border-radius:3px}\n",
    ".skip{position:absolute;left:-100vw}\n",
    ".skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.5rem 1rem}\n",
    "h1,h2,h3,h4{line-height:1.25;text-wrap:balance}\n",
    "h1{font-size:clamp(1.5rem,1rem + 2.4vw,2.35rem);margin:.25rem 0 .75rem;max-width:32em;"
    "letter-spacing:-.012em}\n",
    "h2{font-size:1.4rem;margin:0 0 .35rem;letter-spacing:-.006em}\n",
    "h3{font-size:1.05rem;margin:0}\n",
    "section{margin:clamp(2.25rem,6vw,3.75rem) 0}\n",
    "p{margin:.5rem 0}\n",
    ".kicker,.lead,.dim,.aside{color:var(--dim)}\n",
    ".kicker{margin:0;font-size:.9rem;font-weight:600}\n",
    ".lead{font-size:1.1rem;margin:0 0 1rem}\n",
    ".aside{margin:0 0 1.25rem;max-width:46em}\n",
    ".gap{border-left:4px solid var(--warning);background:var(--tint-warning);"
    "padding:.6rem .9rem;border-radius:0 6px 6px 0;margin:0 0 1rem}\n",
    "nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:0;"
    "padding:.9rem 0 0}\n",
    "nav a{display:inline-block;padding:.2rem 0}\n",
    ".numbers{list-style:none;margin:1.5rem 0 0;padding:0;display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr))}\n",
    ".numbers li{border:1px solid var(--line);border-top:4px solid var(--tone);border-radius:8px;"
    "padding:1rem 1.15rem 1.1rem;background:var(--panel)}\n",
    ".numbers b{display:block;font-size:2.6rem;line-height:1.1;font-weight:650;color:var(--tone);"
    "font-variant-numeric:tabular-nums;letter-spacing:-.02em}\n",
    ".numbers small{font-size:1rem;font-weight:400;color:var(--dim);letter-spacing:0}\n",
    ".numbers p{margin:.35rem 0 .8rem}\n",
    ".bad{--tone:var(--error)}.poor{--tone:var(--warning)}.fine{--tone:var(--fine)}"
    ".plain{--tone:var(--dim)}\n",
    ".meter{display:block;width:100%;height:6px;border-radius:3px;background:var(--line)}\n",
    ".meter rect{fill:var(--tone)}\n",
    ".tag{display:inline-block;font-size:.8rem;line-height:1.5;font-weight:600;padding:0 .5em;"
    "border-radius:4px;border:1px solid currentColor;white-space:nowrap}\n",
    ".error{color:var(--error)}.warning{color:var(--warning)}.note{color:var(--note)}\n",
    ".worst{list-style:none;margin:.75rem 0 2rem;padding:0;display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr))}\n",
    ".worst li{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:8px;"
    "padding:.8rem 1.1rem;min-width:0}\n",
    ".worst h4{margin:0;font-size:1.05rem;overflow-wrap:anywhere}\n",
    ".worst p{margin:.3rem 0 0}\n",
    ".fixes{list-style:none;counter-reset:place;margin:.75rem 0 0;padding:0}\n",
    ".fixes>li{counter-increment:place;position:relative;padding:1.1rem 0 1.1rem 3.25rem;"
    "border-top:1px solid var(--line)}\n",
    ".fixes>li::before{content:counter(place);position:absolute;left:0;top:1.1rem;width:2.1rem;"
    "height:2.1rem;line-height:2rem;text-align:center;border-radius:50%;background:var(--panel);"
    "border:1px solid var(--line);font-weight:650;font-variant-numeric:tabular-nums}\n",
    ".fixes h4{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline;margin:0;"
    "font-size:1.05rem;line-height:1.4}\n",
    ".fixes p{margin:.35rem 0;max-width:52em}\n",
    ".fixes li:target,.file:target{background:var(--tint-warning)}\n",
    ".later{counter-reset:place 5}\n",
    "strong{font-weight:650}\n",
    ".figures{display:grid;gap:1.25rem;"
    "grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));margin-top:1rem}\n",
    "figure{margin:0;border:1px solid var(--line);border-radius:8px;padding:1rem 1.15rem;"
    "min-width:0}\n",
    "figcaption{margin:0 0 .75rem}\n",
    "figcaption p{margin:.15rem 0 0;font-size:.9rem;color:var(--dim)}\n",
    "figure svg{display:block;width:100%;overflow:visible}\n",
    "svg text{font:.8125rem system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",sans-serif;"
    "fill:var(--text);unicode-bidi:isolate}\n",
    "svg .amount{fill:var(--dim);text-anchor:end;font-variant-numeric:tabular-nums}\n",
    "svg .middle{text-anchor:middle;fill:var(--dim)}\n",
    "svg .end{text-anchor:end;fill:var(--dim)}\n",
    ".bar-error{fill:var(--error)}.bar-warning{fill:var(--warning)}.bar-note{fill:var(--note)}\n",
    ".bar-fine{fill:var(--fine)}.bar-plain{fill:var(--dim)}.rail{fill:var(--line)}\n",
    ".key{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:0 0 .6rem;padding:0;"
    "font-size:.85rem}\n",
    ".key svg{display:inline-block;width:.75em;height:.75em;margin-right:.4em}\n",
    "details.data{margin-top:.75rem;font-size:.9rem}\n",
    "summary{cursor:pointer;padding:.25rem 0}\n",
    "table{border-collapse:collapse;width:100%;font-size:.925rem}\n",
    "th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;"
    "border-bottom:1px solid var(--line)}\n",
    "thead th{font-weight:650;border-bottom:2px solid var(--line);vertical-align:bottom}\n",
    "tbody th{font-weight:400}\n",
    "th.amount,td.amount{text-align:right;font-variant-numeric:tabular-nums}\n",
    "th:last-child,td:last-child{padding-right:0}\n",
    "th button{font:inherit;color:inherit;background:none;border:0;padding:.2rem 0;cursor:pointer;"
    "text-align:inherit;text-decoration:underline dotted;text-underline-offset:.25em}\n",
    "th[aria-sort=ascending] button::after{content:\" \\2191\"}\n",
    "th[aria-sort=descending] button::after{content:\" \\2193\"}\n",
    "caption{text-align:left;color:var(--dim);font-size:.9rem;padding-bottom:.5rem}\n",
    "button.all{font:inherit;color:var(--link);background:var(--page);border:1px solid "
    "var(--line);border-radius:6px;padding:.35rem .9rem;cursor:pointer;margin:0 0 .9rem}\n",
    ".file{border:1px solid var(--line);border-radius:8px;margin:0 0 .6rem}\n",
    ".file>summary{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:baseline;"
    "padding:.6rem .9rem;border-radius:8px}\n",
    ".file>summary::before{content:\"\\25B8\";color:var(--dim)}\n",
    ".file[open]>summary::before{content:\"\\25BE\"}\n",
    ".file>summary::-webkit-details-marker{display:none}\n",
    ".file[open]>summary{border-bottom:1px solid var(--line);border-radius:8px 8px 0 0;"
    "background:var(--panel)}\n",
    ".file h3{flex:1 1 14rem;font-weight:500;font-size:1rem;min-width:0}\n",
    ".file ol{list-style:none;margin:0;padding:0 .9rem}\n",
    ".file li{padding:.8rem 0;border-top:1px solid var(--line)}\n",
    ".file li:first-child{border-top:0}\n",
    ".file li p{margin:.2rem 0;max-width:60em}\n",
    ".at{color:var(--dim);font-variant-numeric:tabular-nums}\n",
    "pre{margin:.5rem 0;padding:.3rem .8rem .5rem;background:var(--panel);border-radius:6px;"
    "white-space:pre-wrap;overflow-wrap:anywhere;line-height:2;position:relative}\n",
    "mark{position:relative;background:var(--mark);color:inherit;border-radius:2px;"
    "text-decoration:underline wavy var(--error) 1px;text-underline-offset:.2em}\n",
    "mark::after{content:\"^\";position:absolute;left:0;top:1.35em;font-size:.85em;line-height:1;"
    "color:var(--error);"
    "font-weight:700;text-decoration:none}\n",
    "dl.scope{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;margin:0}\n",
    "dl.scope dt,dl.scope dd{padding:.55rem 1rem .55rem 0;margin:0;"
    "border-top:1px solid var(--line);min-width:0}\n",
    "dl.scope dt{font-weight:600}\n",
    "@media (max-width:34rem){dl.scope{display:block}dl.scope dd{border:0;padding-top:0}"
    ".fixes>li{padding-left:2.7rem}.numbers b{font-size:2.2rem}"
    ".numbers{gap:.7rem}"
    ".stack,.stack tbody,.stack tr,.stack th,.stack td{display:block}"
    ".stack thead{position:absolute;left:-200vw}"
    ".stack tr{border-bottom:1px solid var(--line);padding:.55rem 0}"
    ".stack td,.stack tbody th{border:0;padding:.05rem 0}"
    ".stack td.amount{text-align:left}"
    ".stack td::before{content:attr(data-of) \": \";color:var(--dim)}}\n",
    "@media print{:root{color-scheme:light;--page:#fff;--panel:#f5f6f8;--line:#c4cad4;"
    "--text:#000;--dim:#444;--link:#000;--error:#9c1f18;--warning:#7a4200;--note:#244d7e;"
    "--fine:#155630;--mark:#fde3e0}"
    ".numbers,.worst{grid-template-columns:repeat(3,1fr)}body{font-size:10pt}header,main{max-width:"
    "none;padding-left:0;padding-right:0}"
    "nav,.skip,button.all{display:none}"
    "details::details-content{content-visibility:visible;block-size:auto;opacity:1}"
    "summary{list-style:none}.file>summary::before{content:\"\"}"
    ".fixes>li,.worst li,.file li,.numbers li,tr,figure{break-inside:avoid}"
    "h2,h3,h4,summary,caption,thead{break-after:avoid}thead{display:table-header-group}"
    "a[href^=http]::after{content:\" (\" attr(href) \")\";font-size:.85em;"
    "overflow-wrap:anywhere}"
    "rect,mark,.tag,.numbers li{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n",
};

static const char script[] =
    "(function(){\n"
    "'use strict';\n"
    "function all(what,of){return Array.prototype.slice.call((of||document)."
    "querySelectorAll(what))}\n"
    "all('table.sortable').forEach(function(table){\n"
    "  all('thead th',table).forEach(function(head,column){\n"
    "    var button=document.createElement('button'),up=!head.classList.contains('amount');\n"
    "    button.type='button';button.textContent=head.textContent;\n"
    "    head.textContent='';head.appendChild(button);\n"
    "    button.addEventListener('click',function(){\n"
    "      var rises=head.getAttribute('aria-sort')\n"
    "        ?head.getAttribute('aria-sort')!=='ascending':up,body=table.tBodies[0];\n"
    "      function key(row){return row.cells[column].textContent}\n"
    "      function number(row){return +key(row).replace(/,/g,'')||0}\n"
    "      all('tr',body).sort(function(a,b){\n"
    "        var order=up?key(a).localeCompare(key(b),undefined,{numeric:true})"
    ":number(a)-number(b);\n"
    "        return rises?order:-order;\n"
    "      }).forEach(function(row){body.appendChild(row)});\n"
    "      all('th[aria-sort]',table).forEach(function(th){th.removeAttribute('aria-sort')});\n"
    "      head.setAttribute('aria-sort',rises?'ascending':'descending');\n"
    "    });\n"
    "  });\n"
    "});\n"
    "var files=document.getElementById('files'),folded=all('details.file');\n"
    "if(folded.length>1){\n"
    "  var opener=document.createElement('button');\n"
    "  opener.type='button';opener.className='all';opener.textContent='Open all';\n"
    "  opener.addEventListener('click',function(){\n"
    "    var open=opener.textContent==='Open all';\n"
    "    folded.forEach(function(file){file.open=open});\n"
    "    opener.textContent=open?'Close all':'Open all';\n"
    "  });\n"
    "  files.insertBefore(opener,folded[0]);\n"
    "}\n"
    "var closed=[];\n"
    "addEventListener('beforeprint',function(){\n"
    "  closed=all('details:not([open])');closed.forEach(function(part){part.open=true})});\n"
    "addEventListener('afterprint',function(){\n"
    "  closed.forEach(function(part){part.open=false});closed=[]});\n"
    "})();\n";

void html_begin_page(struct emit *out)
{
    emit_literal(out, "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n"
                      "<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src 'sha256-" STYLE_HASH "'; script-src 'sha256-" SCRIPT_HASH "'; "
                      "base-uri 'none'; form-action 'none'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"color-scheme\" content=\"light dark\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<meta name=\"generator\" content=\"siplint " SIPLINT_VERSION "\">\n"
                      "<title>");
}

void html_begin_body(struct emit *out)
{
    emit_literal(out, "</title>\n<style>\n");
    for (size_t i = 0; i < sizeof style / sizeof *style; i++)
        emit_literal(out, style[i]);
    emit_literal(out, "</style>\n</head>\n<body>\n");
}

void html_end_page(struct emit *out)
{
    emit_literal(out, "<script>\n");
    emit_literal(out, script);
    emit_literal(out, "</script>\n</body>\n</html>\n");
}
