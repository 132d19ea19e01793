// Options that shut each other out, and how many may be marked. Without this script the page is checked when it is sent.
for (const question of document.querySelectorAll("[data-choosing]")) {
  const most = Number(question.dataset.choosing);
  const boxes = [...question.querySelectorAll("input[type=checkbox]")];
  const status = document.createElement("p");
  status.className = "choosing-status";
  status.setAttribute("role", "status");
  question.append(status);

  question.addEventListener("change", (event) => {
    const chosen = event.target;
    const others = boxes.filter((box) => box !== chosen && box.checked);
    const unmarked = chosen.checked ? others.filter((box) => "alone" in chosen.dataset || "alone" in box.dataset) : [];
    for (const box of unmarked) box.checked = false;
    const number = boxes.filter((box) => box.checked).length;
    if (most && number > most) status.textContent = question.dataset.over.replace("{number}", String(number));
    else status.textContent = unmarked.length ? question.dataset.unmarked : "";
  });
}
