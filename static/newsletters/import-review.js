/* « Mettre les citations en blocs » ticks them all, and follows when one is unticked.
   Without this script, the box alone is enough: it stands for all of them. */
(() => {
  const group = document.querySelector("[data-import-quotations]");
  const all = group?.querySelector("input[name='quotations-all']");
  if (!all) {
    return;
  }
  const boxes = [...group.querySelectorAll("details input[type='checkbox']")];
  all.addEventListener("change", () => {
    for (const box of boxes) {
      box.checked = all.checked;
    }
  });
  for (const box of boxes) {
    box.addEventListener("change", () => {
      all.checked = boxes.every((one) => one.checked);
    });
  }
})();
