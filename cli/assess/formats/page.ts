import { printable } from "../../failure";

const lightColours =
  "--ground:#fff;--text:#1b1f24;--soft:#59636e;--line:#d1d9e0;--panel:#f6f8fa;--protected:#1a7f37;--stopped:#8250df;--ready:#0969da;--blocked:#cf222e;--failing:#bc4c00;--unknown:#59636e;--exempt:#8c959f";

/**
 * The style of the page: light and dark, wide and narrow, and in print, which is light and on wide paper. Words or patterns repeat what a
 * colour says.
 */
const styles = `
:root{${lightColours};color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--soft:#9198a1;--line:#3d444d;--panel:#151b23;--protected:#3fb950;--stopped:#ab7df8;--ready:#4493f8;--blocked:#f85149;--failing:#f0883e;--unknown:#9198a1;--exempt:#6e7681}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.45 system-ui,"Segoe UI",sans-serif}
header,main{max-width:1400px;margin:0 auto;padding:0 1rem}
h1{margin:1.2rem 0 0;font-size:1.6rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h2 .tag{font-weight:400;margin-left:.4rem}
header p,.legend,#count{color:var(--soft);margin:.2rem 0;overflow-wrap:anywhere}
a{color:var(--ready)}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin-top:1rem}
.card{background:var(--panel);border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:.6rem .8rem}
.card b{display:block;font-size:1.5rem}.card span{color:var(--soft)}
.card.protected{border-left-color:var(--protected)}.card.stopped{border-left-color:var(--stopped)}.card.ready{border-left-color:var(--ready)}.card.blocked{border-left-color:var(--blocked)}.card.failing{border-left-color:var(--failing)}.card.unknown{border-left-color:var(--unknown)}.card.exempt{border-left-color:var(--exempt)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
thead th{background:var(--panel);vertical-align:bottom}
.number{text-align:right;white-space:nowrap}
.chart th[scope=row]{white-space:nowrap;width:1%}.chart td:nth-child(2){width:55%}
.bar{display:flex;height:1.1rem;min-width:4px;border-radius:3px;overflow:hidden}
.bar i{display:block;min-width:2px}
i.protected{background:var(--protected)}i.stopped{background:var(--stopped)}i.ready{background:var(--ready)}i.exempt{background:var(--exempt)}i.unknown{background:repeating-linear-gradient(90deg,var(--unknown) 0 3px,var(--ground) 3px 6px)}i.failing{background:repeating-linear-gradient(-45deg,var(--failing) 0 5px,color-mix(in srgb,var(--failing) 70%,var(--ground)) 5px 9px)}i.blocked{background:repeating-linear-gradient(45deg,var(--blocked) 0 5px,color-mix(in srgb,var(--blocked) 70%,var(--ground)) 5px 9px)}
.legend span{margin-right:1rem;white-space:nowrap}.legend i{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin-right:.35rem;vertical-align:-1px}
.tag{border:1px solid currentColor;border-radius:1rem;padding:0 .55rem;white-space:nowrap;font-size:.85rem}
.tag.protected{color:var(--protected)}.tag.stopped{color:var(--stopped)}.tag.ready{color:var(--ready)}.tag.blocked{color:var(--blocked)}.tag.failing{color:var(--failing)}.tag.unknown{color:var(--unknown)}.tag.exempt{color:var(--soft)}
header .missing{color:var(--blocked);font-weight:600}
.id{font-size:.8rem;min-width:7rem;overflow-wrap:anywhere}.why{min-width:16rem;overflow-wrap:anywhere}.why ul{margin:0;padding-left:1.1rem}
thead button{all:unset;cursor:pointer;font-weight:600}thead button:focus-visible{outline:2px solid var(--ready)}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
input[type=search]{font:inherit;padding:.35rem .6rem;border:1px solid var(--line);border-radius:6px;background:var(--ground);color:inherit;width:min(24rem,100%)}
@media (max-width:700px){
#vms thead{position:absolute;left:-9999px}
#vms,#vms tbody,#vms tr,#vms th,#vms td{display:block;width:100%}
#vms tr{border:1px solid var(--line);border-radius:6px;margin-bottom:.6rem;padding:.3rem 0}
#vms th,#vms td{border:0;padding:.1rem .6rem}
#vms th{font-size:1.05rem}
#vms td:empty{display:none}
#vms td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
#vms tr[hidden]{display:none}
.why{min-width:0}.reasons{min-width:40rem}.chart th,.chart td{padding:.35rem .3rem}.chart td:nth-child(2){min-width:5rem;width:35%}.chart td:last-child{overflow-wrap:anywhere}
}
@page{size:A4 landscape;margin:12mm}
@media print{
:root{${lightColours};color-scheme:light}
body{font-size:9pt}header,main{max-width:none;padding:0}input,#count{display:none}.scroll{overflow:visible}
.cards{grid-template-columns:repeat(auto-fit,minmax(6.5rem,1fr))}h2{break-after:avoid}tr,.card{break-inside:avoid}thead{display:table-header-group}
th,td{padding:.15rem .35rem;overflow-wrap:anywhere}.why,.id{min-width:0}.id{font-size:inherit}.tag{font-size:7pt;padding:0 .3rem}thead th{overflow-wrap:normal}
#vms{table-layout:fixed;font-size:8pt}.assessed th:nth-child(1){width:10%}.assessed th:nth-child(2){width:8%}.assessed th:nth-child(3){width:28%}.drills th:nth-child(5){width:22%}.drills th:nth-child(8){width:26%}
.bar,i,.card{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

/** A click on a column head sorts the table; the search field filters the VMs. */
export const script = `
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, i) => head.querySelector("button").addEventListener("click", () => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => ({ row, key: row.cells[i].textContent.trim() }));
    const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
    rows.sort((a, b) => (up ? 1 : -1) * compare(a.key, b.key));
    // A new body: to move thousands of rows inside of one that is shown takes many times as long.
    const sorted = body.cloneNode(false);
    sorted.append(...rows.map(({ row }) => row));
    body.replaceWith(sorted);
  }));
}
const find = document.getElementById("find");
if (find) {
  const rows = [...document.querySelectorAll("#vms tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const count = document.getElementById("count");
  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const { row, text } of rows) {
      const isShown = text.includes(wanted);
      row.hidden = !isShown;
      if (isShown) shown++;
    }
    count.textContent = shown + " of " + rows.length;
  };
  find.addEventListener("input", show);
  show();
}
`;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A value as text of a page. */
export const escapeHtml = (value: unknown): string =>
  printable(String(value)).replace(/[&<>"']/g, (char) => escapes[char] as string);

/** What is before a page's body. The page loads nothing: its policy allows only what is written in it. */
export const pageHead = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>`;
