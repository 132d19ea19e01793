// Saves the page as it changes. Without this script the page is saved by its buttons.
const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-save-status]");
const summary = document.getElementById("error-summary");
if (summary) summary.focus();

if (form && status) {
  let waiting = null;
  let tries = 0;

  const save = async () => {
    waiting = null;
    status.textContent = form.dataset.saving;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      status.textContent = answer.ok ? form.dataset.saved : form.dataset.unsaved;
      tries = 0;
    } catch {
      status.textContent = form.dataset.unsaved;
      tries += 1;
      later(Math.min(30000, 1000 * 2 ** tries));
    }
  };

  const later = (milliseconds) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, milliseconds);
  };

  form.addEventListener("change", () => later(300));
  form.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) later(1500);
  });
  window.addEventListener("online", () => later(0));
  form.addEventListener("submit", () => clearTimeout(waiting));
}
