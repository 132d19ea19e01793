// Puts an example into the box at once. Without this script the button sends the form, and the page comes back with it.
for (const button of document.querySelectorAll("button[name=example]")) {
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const box = button.form.elements.words;
    const mine = box.value.trim();
    if (!mine.includes(button.dataset.words)) box.value = `${mine} ${button.dataset.words}`.trim();
    box.focus();
    box.scrollIntoView({ block: "center" });
  });
}

// A principle that is typed and not added yet would go with the page.
window.addEventListener("beforeunload", (event) => {
  const boxes = [...document.querySelectorAll("form:not([data-autosave]) textarea")];
  if (!sending && boxes.some((box) => box.value.trim() && box.value !== box.defaultValue)) event.preventDefault();
});

// The form that is sent takes its own box along; only other boxes can lose something.
let sending = false;
document.addEventListener("submit", (event) => {
  const others = [...document.querySelectorAll("form:not([data-autosave]) textarea")].filter((box) => box.form !== event.target);
  sending = others.every((box) => !box.value.trim() || box.value === box.defaultValue);
});
