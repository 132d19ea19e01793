// Says how many are chosen. Without this script the page says it after the button is pressed.
const form = document.querySelector("form[data-most]");
document.getElementById("fault")?.focus();

if (form) {
  const status = form.querySelector("[data-chosen]");
  const count = () => {
    const number = form.querySelectorAll("input[name=factor]:checked").length;
    status.textContent = form.dataset.words.replace("{number}", number);
    status.classList.toggle("fault", number > Number(form.dataset.most));
  };
  form.addEventListener("change", count);
  count();
}
