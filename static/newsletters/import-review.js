/* « Mettre les citations en blocs » ticks every quotation, and is unticked when one of them is.
   Without this script, the server reads this box alone, for all quotations. */
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
