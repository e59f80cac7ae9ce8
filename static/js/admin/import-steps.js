// Sends the form of the next step of an import, so that a long import goes on by itself.
document.querySelector("form[data-next-step]")?.requestSubmit();
