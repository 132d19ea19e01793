// Keeps the figures fresh without reloading. Without this script the page shows them as they were when it was loaded.
const place = document.querySelector("[data-figures]");
const EVERY = 10000;

if (place) {
  let shown = "";

  const refresh = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(place.dataset.figures, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = await answer.text();
      if (fresh !== shown) {
        const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
        const open = [...place.querySelectorAll("details[open]")].map((one) => one.id);
        place.innerHTML = fresh;
        for (const id of open) document.getElementById(id)?.setAttribute("open", "");
        if (focused) document.getElementById(focused)?.focus();
        shown = fresh;
      }
    } catch {
      // The network is away for a while; the next turn tries again.
    }
  };

  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
