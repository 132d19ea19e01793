// Saves each form of the record as it changes. Without this script the forms are saved by their buttons.
const PAUSE = 1500;

const leaving = new WeakMap(); // form -> saves what has changed and says whether the page may be left

for (const form of document.querySelectorAll("form[data-autosave]")) keepSaved(form);
document.querySelector("[aria-invalid=true]")?.focus();

// Keeps forms saved that have come onto the page later, and saves them before they go.
export function keepFormsSaved(place) {
  for (const form of place.querySelectorAll("form[data-autosave]")) keepSaved(form);
}

export async function savedEverything(place) {
  const forms = [...place.querySelectorAll("form.entry")];
  const saved = await Promise.all(forms.map((form) => leaving.get(form)?.() ?? true));
  return saved.every(Boolean);
}

function keepSaved(form) {
  const status = form.querySelector("[data-save-status]");
  let waiting = null; // the timer of the next save
  let saving = null; // the save that is under way
  let changed = false;
  let native = false; // whether the button sends the page itself: a page too old comes back with a fresh token
  let tries = 0;

  const say = (words) => {
    status.textContent = words;
  };

  const send = async () => {
    changed = false;
    say(form.dataset.saving);
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
        keepalive: true,
      });
      tries = 0;
      await heard(answer);
    } catch {
      tries += 1;
      changed = true;
      say(form.dataset.unsaved);
      later(Math.min(30000, 1000 * 2 ** tries));
    }
  };

  const heard = async (answer) => {
    if (answer.redirected) return say(form.dataset.signedOut);
    if (answer.status === 409) return letChoose(await answer.text());
    if (answer.status >= 500) throw new Error(answer.statusText);
    if (answer.status !== 200 && answer.status !== 422) return say(form.dataset.unsaved);
    const found = await answer.json();
    native = found.stale === true;
    if (found.fault) return say(found.fault);
    form.elements.version.value = found.version;
    say(changed ? form.dataset.saving : form.dataset.saved);
  };

  // Two versions: the choice takes the place of the form's buttons, and the text waits until it is made.
  const letChoose = (html) => {
    clearTimeout(waiting);
    form.removeAttribute("data-autosave");
    form.inert = true;
    form.insertAdjacentHTML("afterend", html);
    const choice = form.nextElementSibling;
    say("");
    choice.scrollIntoView({ block: "nearest" });
    choice.focus();
  };

  const save = async () => {
    clearTimeout(waiting);
    waiting = null;
    if (form.inert) return;
    if (saving) await saving;
    if (!changed) return;
    saving = send();
    await saving;
    saving = null;
  };

  const later = (milliseconds) => {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(save, milliseconds);
  };

  leaving.set(form, async () => {
    await save();
    return !changed && !form.inert;
  });

  // What was typed before this script was there, or that the browser has put back.
  if ([...form.querySelectorAll("textarea, input:not([type=hidden])")].some((field) => field.value !== field.defaultValue)) later(0);

  form.addEventListener("change", () => later(200));
  form.addEventListener("input", () => later(PAUSE));
  window.addEventListener("online", () => changed && later(0));
  window.addEventListener("pagehide", () => changed && save());
  form.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    if (native || (!saving && event.submitter?.name === "go")) return;
    // The button saves without leaving the page; a move or a removal waits for the save that is under way.
    event.preventDefault();
    if (event.submitter?.name !== "go") changed = true;
    await save();
    if (event.submitter?.name === "go" && !form.inert) form.requestSubmit(event.submitter);
  });
}
