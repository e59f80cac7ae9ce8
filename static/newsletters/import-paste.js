/* Keep the HTML of a paste beside its text, so that bold, headings and links are imported.
   Without this script, or if the text is edited afterwards, only the text is imported. */
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
