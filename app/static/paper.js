// Keying in by one key for each answer: a key that says which answer it is moves on by itself. Without this script the
// Tab key does.
const form = document.querySelector("form[data-keying]");
const summary = document.getElementById("error-summary");

if (form) {
  const fields = [...form.querySelectorAll("select, input[data-keys], textarea")];
  const next = (field) => (fields[fields.indexOf(field) + 1] || form.querySelector("button[value=save]")).focus();

  const typed = (field) => {
    const keys = field.dataset.keys.split(" ");
    const words = field.value.trim().toUpperCase().replace("−", "-");
    const possible = keys.filter((key) => key.startsWith(words));
    const wrong = words !== "" && possible.length === 0;
    field.toggleAttribute("aria-invalid", false);
    if (wrong) {
      field.setAttribute("aria-invalid", "true");
      field.select();
    } else if (words !== "" && possible.length === 1 && possible[0] === words) {
      next(field);
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target.dataset.keys) typed(event.target);
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-keys]")) event.target.select();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input, select")) return;
    event.preventDefault();
    next(event.target);
  });
  // Faults first; after a sheet that was stored one begins at the top of the next.
  if (summary) summary.focus();
  else if ("begin" in form.dataset) fields[0].focus();
}
