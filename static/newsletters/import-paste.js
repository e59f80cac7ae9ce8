/* Keep the HTML of a paste beside its text, so that bold, headings and links are imported.
   Without this script, or if the text is edited afterwards, only the text is imported. */
(() => {
  const words = document.getElementById("id_text");
  const page = document.getElementById("id_html");
  // Django refuses a form of more than 2.5 MB.
  const LARGEST = 2000000;
  const TOO_LARGE = "<!-- too large -->"; // without a word: the server reports it
  if (!words || !page) {
    return;
  }
  // The server counts and reports an image without its bytes.
  const withoutImages = (html) => html.replace(/(\ssrc=["'])data:[^"']*/gi, "$1image-collee");
  words.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const isWhole = words.selectionEnd - words.selectionStart === words.value.length;
    const light =
      (isWhole ? "" : page.value) + (html.length < LARGEST ? html : withoutImages(html));
    page.value = light.length < LARGEST ? light : TOO_LARGE;
  });
})();
