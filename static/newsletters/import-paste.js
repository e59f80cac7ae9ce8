/* Keep the HTML that is pasted beside its words: bold, headings and links come along.
   Without this script, or when the words are changed afterwards, the words alone are imported. */
(() => {
  const words = document.getElementById("id_text");
  const page = document.getElementById("id_html");
  // Django refuses a form of more than 2.5 MB.
  const LARGEST = 2000000;
  if (!words || !page) {
    return;
  }
  words.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    page.value = html.length < LARGEST ? html : "";
  });
})();
