// Load the player of a film on click only: no request to its host before.

function play(button) {
  const film = button.closest(".film");
  const frame = document.createElement("iframe");
  frame.src = button.dataset.player;
  frame.title = button.dataset.title;
  frame.allow = "fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.className = "film-frame";
  film.querySelector(".film-screen")?.remove();
  film.querySelector(".film-note").remove();
  film.prepend(frame);
  button.remove();
  frame.focus();
}

for (const button of document.querySelectorAll(".film-play[hidden]")) {
  button.hidden = false;
  button.closest(".film").querySelector(".film-note").hidden = false;
  button.addEventListener("click", () => play(button), { once: true });
}
