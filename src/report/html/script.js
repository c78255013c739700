// Sorting and filtering; without it the page is complete.
"use strict";

for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 6) continue;
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(table, body, head, column));
  });
}

function sort(table, body, head, column) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of table.querySelectorAll("th")) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const rows = [...body.rows].map((row) => ({ row, key: key(row.cells[column]) }));
  rows.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)));
  body.append(...rows.map(({ row }) => row));
}

const LEVELS = ["critical", "high", "medium", "low", "info"];

function key(cell) {
  const text = (cell?.textContent ?? "").trim();
  if (LEVELS.includes(text)) return LEVELS.indexOf(text);
  const number = /^-?[\d,]+(\.\d+)?/.exec(text);
  return number ? parseFloat(number[0].replaceAll(",", "")) : text.toLowerCase();
}

function compare(a, b) {
  if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
  return typeof a === "number" ? -1 : 1;
}

const form = document.querySelector("form.filter");
if (form) {
  form.hidden = false;
  const findings = [...document.querySelectorAll(".finding")];
  const apply = () => {
    const chosen = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const [severities, confidences] = [chosen("severity"), chosen("confidence")];
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const text = finding.textContent.toLowerCase();
      const fits = severities.has(finding.dataset.severity) && confidences.has(finding.dataset.confidence);
      finding.hidden = !(fits && words.every((word) => text.includes(word)));
      if (!finding.hidden) shown += 1;
    }
    for (const area of document.querySelectorAll(".area")) area.hidden = !area.querySelector(".finding:not([hidden])");
    form.querySelector("output").textContent = `${shown} of ${findings.length} entries`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
}

// A link to an entry opens it; paper shows all of them.
function open(hash) {
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  const details = target && target.querySelector("details");
  if (details) details.open = true;
}
addEventListener("hashchange", () => open(location.hash));
open(location.hash);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
