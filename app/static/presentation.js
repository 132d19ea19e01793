// Keys for the meeting room, and screens that change without leaving full screen. Without this script links lead on.
import { keepFormsSaved, savedEverything } from "./record.js";
import { showTimer } from "./timer.js";

const main = document.getElementById("main");
const EVERY = 3000;
let onTheWay = false;

const prepare = () => {
  for (const key of main.querySelectorAll("[data-key]")) key.hidden = false;
  const full = main.querySelector("[data-full-screen]");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", toggleFullScreen);
  for (const link of main.querySelectorAll("a[rel=next], a[rel=prev], .agenda a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go(link.href);
    });
  }
  showTimer(main);
};

const go = async (address, { keep = true } = {}) => {
  if (onTheWay) return;
  onTheWay = true;
  try {
    if (!(await mayLeave())) return;
    const answer = await fetch(address, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const screen = page.querySelector("#main .screen");
    if (!answer.ok || answer.redirected || !screen) {
      location.href = address;
      return;
    }
    document.title = page.title;
    main.replaceChildren(...page.getElementById("main").childNodes);
    if (keep) history.pushState(null, "", address);
    prepare();
    keepFormsSaved(main);
    scrollTo(0, 0);
    main.querySelector("h1").focus();
  } catch {
    location.href = address;
  } finally {
    onTheWay = false;
  }
};

// A note is saved first. A principle that was typed and not added is not thrown away.
const mayLeave = async () => {
  if (!(await savedEverything(main)) || main.querySelector(".choice-of-two")) return false;
  for (const form of main.querySelectorAll("form.entry:not([data-autosave])")) {
    const field = form.querySelector("textarea");
    if (field && field.value.trim() !== field.defaultValue.trim()) {
      const status = form.querySelector("[data-unsent]");
      if (status) status.textContent = status.dataset.unsent;
      field.focus();
      return false;
    }
  }
  return true;
};

const toggleFullScreen = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
};

const follow = (selector) => main.querySelector(selector)?.click();

const KEYS = {
  ArrowRight: () => follow("a[rel=next]"),
  PageDown: () => follow("a[rel=next]"),
  ArrowLeft: () => follow("a[rel=prev]"),
  PageUp: () => follow("a[rel=prev]"),
  f: toggleFullScreen,
  t: () => follow("[data-run]"),
  Escape: () => !document.fullscreenElement && follow("[data-leave]"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

const refresh = async () => {
  const place = main.querySelector("[data-figures]");
  if (!place || document.hidden) return;
  try {
    const answer = await fetch(place.dataset.figures, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = await answer.text();
    if (place.isConnected && fresh !== place.dataset.shown) {
      place.dataset.shown = fresh;
      if (!place.contains(document.activeElement)) place.innerHTML = fresh;
    }
  } catch {
    // The network is away for a while; the next turn tries again.
  }
};

addEventListener("popstate", () => go(location.href, { keep: false }));
setInterval(refresh, EVERY);
prepare();
