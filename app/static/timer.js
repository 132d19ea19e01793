// A timer for the conversation about one screen. It goes on when the screen is left and shown again in the same tab.
// It makes no sound. Where there is no script it is not shown.
const MINUTE = 60;
let ticking = null;

export function showTimer(place) {
  clearInterval(ticking);
  const timer = place.querySelector("[data-timer]");
  if (!timer) return;
  const find = (name) => timer.querySelector(`[data-${name}]`);
  const minutes = timer.querySelector("input");
  const key = `timer ${location.pathname}`;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  let length = kept.length ?? Number(minutes.value) * MINUTE; // seconds
  let ends = kept.ends ?? null; // a moment while it runs
  let rest = kept.rest ?? length; // seconds while it stands still
  let before = null;

  const left = () => (ends === null ? rest : Math.max(0, Math.ceil((ends - Date.now()) / 1000)));

  const show = () => {
    const now = left();
    find("left").textContent = `${Math.floor(now / MINUTE)}:${String(now % MINUTE).padStart(2, "0")}`;
    timer.classList.toggle("timer--short", ends !== null && now <= MINUTE);
    timer.classList.toggle("timer--over", now === 0);
    find("run-words").textContent = ends === null ? timer.dataset.start : timer.dataset.pause;
    if (ends === null) return;
    if (before !== null && before > MINUTE && now <= MINUTE && now > 0) find("said").textContent = timer.dataset.oneMinute;
    if (now === 0) {
      find("said").textContent = timer.dataset.over;
      stop();
    }
    before = now;
  };

  const keep = () => sessionStorage.setItem(key, JSON.stringify({ length, ends, rest }));

  const stop = () => {
    rest = left();
    ends = null;
    clearInterval(ticking);
    keep();
    find("run-words").textContent = timer.dataset.start;
  };

  const start = () => {
    if (!left()) rest = length;
    ends = Date.now() + rest * 1000;
    find("said").textContent = "";
    before = null;
    keep();
    tick();
  };

  const tick = () => {
    clearInterval(ticking);
    ticking = setInterval(show, 250);
    show();
  };

  const reset = () => {
    length = Math.min(120, Math.max(1, Math.round(Number(minutes.value)) || 15)) * MINUTE;
    minutes.value = length / MINUTE;
    clearInterval(ticking);
    ends = null;
    rest = length;
    find("said").textContent = "";
    keep();
    show();
  };

  minutes.value = length / MINUTE;
  minutes.addEventListener("change", reset);
  find("run").addEventListener("click", () => {
    if (ends === null) start();
    else {
      stop();
      show();
    }
  });
  find("reset").addEventListener("click", reset);
  timer.hidden = false;
  if (ends === null) show();
  else tick();
}
