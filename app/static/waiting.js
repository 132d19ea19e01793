// Asks quietly whether the document is ready and then fetches it. Without this script the page loads itself anew, which
// makes a screen reader begin from the top each time.
const link = document.querySelector("[data-every]");

if (link) {
  const every = 1000 * Number(link.dataset.every);

  const look = async () => {
    try {
      const answer = await fetch(link.href, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
      if (answer.status !== 202) {
        if (answer.ok && !answer.redirected) {
          document.querySelector("[data-waiting]").hidden = true;
          document.querySelector("[data-ready]").hidden = false;
        }
        location.assign(link.href);
        return;
      }
    } catch {
      // The network is away for a while; the next turn tries again.
    }
    setTimeout(look, every);
  };

  setTimeout(look, every);
}
