// Adds boxes for organisations without asking the server. Without this script the button does it.
const boxes = document.querySelector("[data-boxes]");
const more = document.querySelector("[data-more-boxes]");

if (boxes && more) {
  const add = () => {
    const number = boxes.children.length + 1;
    const one = boxes.lastElementChild.cloneNode(true);
    const [label, input] = [one.querySelector("label"), one.querySelector("input")];
    label.htmlFor = input.id = `organisation-${number}`;
    label.textContent = `${input.dataset.label} ${number}`;
    input.value = "";
    boxes.append(one);
    return input;
  };

  more.type = "button";
  more.addEventListener("click", () => add().focus());
  boxes.addEventListener("input", (event) => {
    if (event.target.value && event.target.closest(".boxes__one") === boxes.lastElementChild) add();
  });
}
