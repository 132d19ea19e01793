// Shows the sum of what is expected from each organisation. The server works it out in any case.
const total = document.querySelector("[data-total]");
const parts = document.querySelector("[data-parts]");

if (total && parts) {
  const sum = () => {
    const numbers = [...parts.querySelectorAll("input")].map((one) => Number.parseInt(one.value, 10) || 0);
    const found = numbers.reduce((one, other) => one + other, 0);
    if (found) total.value = String(found);
    total.readOnly = Boolean(found);
  };

  parts.addEventListener("input", sum);
  sum();
}
