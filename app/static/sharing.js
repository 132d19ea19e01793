// Sharing out points: buttons for one more and one less, and how many are left. Without this script the numbers are typed.
const wholeNumber = (field) => (/^\s*[0-9]+\s*$/.test(field.value) ? Number(field.value) : 0);

for (const question of document.querySelectorAll("[data-sharing]")) {
  const all = Number(question.dataset.sharing);
  const fields = [...question.querySelectorAll("input")];
  const status = document.createElement("p");
  status.className = "points-left";
  status.setAttribute("role", "status");

  const count = () => {
    const left = all - fields.reduce((sum, field) => sum + wholeNumber(field), 0);
    if (left === all) status.textContent = `${all} ${question.dataset.left}`;
    else if (left === 0) status.textContent = question.dataset.done;
    else status.textContent = `${Math.abs(left)} ${left > 0 ? question.dataset.left : question.dataset.over}`;
  };

  const button = (field, label, sign, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.setAttribute("aria-label", `${label}: ${question.querySelector(`label[for="${field.id}"]`).textContent}`);
    made.addEventListener("click", () => {
      field.value = String(Math.min(all, Math.max(0, wholeNumber(field) + step)));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return made;
  };

  for (const field of fields) {
    const steps = document.createElement("span");
    steps.className = "weight__steps";
    field.replaceWith(steps);
    steps.append(button(field, question.dataset.less, "−", -1), field, button(field, question.dataset.more, "+", 1));
  }
  question.addEventListener("input", count);
  question.addEventListener("change", count);
  question.append(status);
  count();
}
