"use strict";
// Sorts, filters and searches the list of items; without it the page shows all of them.
(() => {
  const table = document.getElementById("items");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const controls = document.getElementById("controls");
  const shown = document.getElementById("shown");
  const search = document.getElementById("search");
  const choices = Array.from(controls.querySelectorAll("select"));
  const text = (row, column) => (column === 0 ? row.cells[0].querySelector("summary") : row.cells[column]).textContent;
  const plain = (words) => words.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const folded = rows.map((row) => plain(Array.from(row.cells, (_, column) => text(row, column)).join(" ")));

  for (const choice of choices) {
    const column = Number(choice.dataset.column);
    const seen = new Set(rows.map((row) => text(row, column)));
    for (const value of Array.from(seen).sort((a, b) => a.localeCompare(b, "zh"))) {
      if (value !== "") choice.add(new Option(value, value));
    }
  }

  const filter = () => {
    const wanted = plain(search.value);
    const chosen = choices.filter((choice) => choice.value !== "");
    let count = 0;
    rows.forEach((row, i) => {
      const fits = folded[i].includes(wanted)
        && chosen.every((choice) => text(row, Number(choice.dataset.column)) === choice.value);
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = `${count} / ${rows.length}`;
  };

  const sort = (head, column) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const numeric = head.classList.contains("n");
    const value = (row) => numeric ? Number.parseFloat(text(row, column)) : text(row, column);
    const keyed = rows.map((row, i) => [value(row), i, row]);
    const compare = (a, b) => numeric ? a - b : a.localeCompare(b, "zh");
    const unknown = (value) => numeric ? Number.isNaN(value) : value === "";
    keyed.sort(([a, i], [b, j]) => {
      // What isn't known comes last, whichever way the rest goes.
      if (unknown(a) || unknown(b)) return (unknown(a) ? 1 : 0) - (unknown(b) ? 1 : 0) || i - j;
      return (down ? compare(b, a) : compare(a, b)) || i - j;
    });
    body.append(...keyed.map(([, , row]) => row));
  };

  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sort(head, column));
  });
  search.addEventListener("input", filter);
  for (const choice of choices) choice.addEventListener("change", filter);
  controls.hidden = false;
  filter();
})();
