// A form whose button asks the browser for a passkey and sends what it answers. Without this script the form stays hidden
// and the page says what to do instead.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

function readable(options) {
  const found = { ...options, challenge: bytes(options.challenge) };
  if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) found.excludeCredentials = described(options.excludeCredentials);
  if (options.allowCredentials) found.allowCredentials = described(options.allowCredentials);
  return found;
}

function written(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const sent = Object.fromEntries(parts.filter((one) => response[one]).map((one) => [one, text(response[one])]));
  if (response.getTransports) sent.transports = response.getTransports();
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: sent });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) {
    document.getElementById("passkey-too-old").hidden = false;
    document.getElementById("passkey-no-script").hidden = true;
    continue;
  }
  document.getElementById("passkey-no-script").hidden = true;
  form.hidden = false;
  const fault = document.getElementById("passkey-fault");
  const button = form.querySelector("button[type=submit]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    const publicKey = readable(JSON.parse(form.dataset.options));
    try {
      const asks = form.dataset.passkey === "create" ? "create" : "get";
      form.elements.answer.value = written(await navigator.credentials[asks]({ publicKey }));
      form.submit();
    } catch (refused) {
      fault.textContent = refused.name === "InvalidStateError" ? fault.dataset.known : fault.dataset.words;
      fault.hidden = false;
      button.disabled = false;
    }
  });
}
