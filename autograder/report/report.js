"use strict";
// Sorts tables by a click on a column's head, and shows the students whose row holds what is typed. Without it the page is whole.
const value = (row, column) => {
  const text = row.cells[column].textContent.trim();
  const number = parseFloat(text.replace("−", "-"));
  return text === "" || text === "–" ? null : Number.isNaN(number) || row.cells[column].className !== "n" ? text : number;
};
const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true }));
const sort = (table, head) => {
  const column = head.cellIndex;
  const up = head.getAttribute("aria-sort") !== "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows, (row) => [value(row, column), row]);
  // What is blank stands last either way.
  rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : up ? compare(a, b) : compare(b, a)));
  body.replaceChildren(...rows.map(([, row]) => row));
};
for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.tHead.rows[0].cells) {
    head.querySelector("button").addEventListener("click", () => sort(table, head));
  }
}
for (const input of document.querySelectorAll("input[type=search]")) {
  const rows = Array.from(document.getElementById(input.getAttribute("aria-controls")).tBodies[0].rows);
  const texts = rows.map((row) => row.textContent.normalize("NFC").toLocaleLowerCase());
  const found = document.getElementById(input.dataset.count);
  input.addEventListener("input", () => {
    const words = input.value.normalize("NFC").toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    found.textContent = words.length ? `${shown} of ${rows.length}` : `${rows.length}`;
  });
}
// Paper cannot be unfolded.
let folded = [];
addEventListener("beforeprint", () => {
  folded = Array.from(document.querySelectorAll("details:not([open])"));
  for (const one of folded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
