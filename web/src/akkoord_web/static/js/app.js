/* What htmx leaves to the page: keys, steppers, rows, focus, the connection pill, signing in again in place. */
(() => {
  "use strict";
  // What someone is typing is never replaced by an answer to what was typed before.
  if (window.Idiomorph) Idiomorph.defaults.ignoreActiveValue = true;
  const root = document.documentElement;
  const find = (selector, within = document) => within.querySelector(selector);
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  const visible = (element) => element && element.getClientRects().length > 0;

  // Keys of an external keyboard: "/" searches, Cmd/Ctrl+Enter does what the page is for, Esc closes.
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
      const search = find("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
      else { const link = find("[data-search-page]"); if (link) { event.preventDefault(); link.click(); } }
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const scope = event.target.closest("form") || document;
      const primary = [...scope.querySelectorAll("[data-primary]"), ...document.querySelectorAll("[data-primary]")].find(visible);
      if (primary && !primary.disabled) { event.preventDefault(); primary.click(); }
    }
    if (event.key === "Escape") {
      const open = event.target.closest("details[open][data-closes]") || find("details[open][data-closes]");
      if (open) { open.open = false; find("summary", open).focus(); }
      else if (event.target.matches("[data-search]")) event.target.blur();
    }
  });

  // Steppers count in whole steps of their own decimals; the text stays as the person writes it.
  const decimalMark = () => (root.lang === "nl" ? "," : ".");
  const stepped = (text, step) => {
    const mark = decimalMark(), group = mark === "," ? "." : ",";
    const [whole, fraction = ""] = text.trim().split(group).join("").split(mark);
    if (!/^-?\d*$/.test(whole) || !/^\d*$/.test(fraction)) return null;
    const [stepWhole, stepFraction = ""] = step.replace("-", "").split(".");
    const places = Math.max(fraction.length, stepFraction.length);
    const scaled = (head, tail) => BigInt((head || "0") + tail.padEnd(places, "0"));
    const size = scaled(stepWhole, stepFraction), from = scaled(whole, fraction);
    let sum = step.startsWith("-") ? from - size : from + size;
    if (sum < 0n) sum = 0n;
    const digits = String(sum).padStart(places + 1, "0"), cut = digits.length - places;
    const grouped = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, group);
    return places ? grouped + mark + digits.slice(cut) : grouped;
  };
  const changed = (input) => {
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    if (step) {
      const input = document.getElementById(step.dataset.for), next = stepped(input.value, step.dataset.step);
      if (next !== null && next !== input.value) { input.value = next; changed(input); }
    }
    const add = event.target.closest("[data-add-row]");
    if (add) {
      const list = add.closest("[data-rows]"), template = find(":scope > template", list);
      const used = [...list.querySelectorAll(":scope > [data-row] [name]")].map((cell) => Number(cell.name.slice(list.dataset.rows.length + 1).split(".")[0]) || 0);
      const index = used.length ? Math.max(...used) + 1 : 0, holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll(/([.-])__([.-])/g, `$1${index}$2`);
      const row = holder.content.firstElementChild;
      template.before(row);
      find("input:not([type=hidden]), select, textarea", row)?.focus();
    }
    const drop = event.target.closest("[data-drop-row]");
    if (drop) {
      const list = drop.closest("[data-rows]");
      drop.closest("[data-row]").remove();
      changed(find("[data-add-row]", list));
      find("[data-add-row]", list).focus();
    }
    const closer = event.target.closest("[data-close]");
    if (closer) closer.closest("dialog, .note").remove();
  });

  // A form sent without htmx says that it is busy, and is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    event.submitter?.classList.add("is-busy");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    document.querySelectorAll(".is-busy").forEach((button) => button.classList.remove("is-busy"));
  });

  // After a swap: focus goes to what went wrong.
  const focusFaults = (within) => find(".summary, .conflict", within)?.focus();
  document.addEventListener("htmx:afterSettle", (event) => focusFaults(event.target.parentElement || document));

  // The connection is what the last request found; navigator.onLine says "true" with the server dead.
  let asking = 0;
  const away = (gone) => {
    root.classList.toggle("is-away", gone);
    if (gone && !asking) asking = setInterval(() => fetch("/ping", { cache: "no-store" }).then(() => away(false), () => {}), 5000);
    if (!gone && asking) { clearInterval(asking); asking = 0; find("#notice .away")?.remove(); }
  };
  const showNotice = (name) => {
    const template = document.getElementById(name), place = find("#notice");
    if (template && place) { place.replaceChildren(template.content.cloneNode(true)); }
  };
  for (const failure of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      away(true);
      if (event.detail.requestConfig.verb !== "get") showNotice("notice-away");
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.xhr?.status) away(false); });

  // 401 in a standing page: sign in where you are, then what was refused is sent again.
  let refused = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 401 && !event.detail.requestConfig.path.startsWith("/sign-in")) {
      refused = { element: event.detail.requestConfig.elt, event: event.detail.requestConfig.triggeringEvent };
    }
  });
  document.addEventListener("signed-in", () => {
    find("#notice").replaceChildren();
    const { element, event } = refused || {};
    refused = null;
    if (!element?.isConnected) return;
    if (element.matches("form") && event?.type === "submit") element.requestSubmit(event.submitter?.isConnected ? event.submitter : undefined);
    else htmx.trigger(element, event?.type || "click");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "notice") { event.target.scrollIntoView({ block: "nearest" }); find("[autofocus], .note", event.target)?.focus(); }
  });

  // A tablet that wakes up shows what is true now.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) htmx.trigger(document.body, "wake"); });
})();
