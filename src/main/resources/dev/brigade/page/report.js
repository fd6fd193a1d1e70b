"use strict";
(function () {
  const box = document.getElementById("search");
  if (!box) {
    return;
  }
  const input = box.querySelector("input");
  const found = box.querySelector("output");
  const lists = Array.from(document.querySelectorAll("details.entries"));
  const open = lists.map((list) => list.open);
  box.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    let all = 0;
    lists.forEach((list, i) => {
      let here = 0;
      for (const row of list.querySelectorAll("tbody tr")) {
        const matches = row.textContent.toLowerCase().includes(wanted);
        row.hidden = !matches;
        here += matches ? 1 : 0;
      }
      list.open = wanted ? here > 0 : open[i];
      all += here;
    });
    found.textContent = wanted ? all + " found" : "";
  });
})();
