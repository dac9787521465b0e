/* What htmx leaves to the page: keys, steppers, rows, focus, the connection pill, signing in again in place. */
(() => {
  "use strict";
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

  // Forms that keep themselves (data-keeps): what is typed while an answer is under way is never replaced by it.
  const sent = new WeakMap();
  const held = (control) => (control.type === "checkbox" || control.type === "radio" ? control.checked : control.value);
  const changedSince = (control) => sent.has(control) && held(control) !== sent.get(control);
  const controls = (within) => [...within.querySelectorAll("input, select, textarea")];
  const isOwn = (row) => row.contains(document.activeElement) || controls(row).some((one) => !sent.has(one) || changedSince(one)) || controls(row).every((one) => !one.value);
  // Asked once before an answer is put in place: that itself changes controls (the operation, numbers as they are written).
  let swapping = null, typedOn = false;
  const figures = new Set();
  if (window.Idiomorph) {
    Idiomorph.defaults.ignoreActiveValue = true;
    Object.assign(Idiomorph.defaults.callbacks, {
      beforeNodeMorphed: (old, fresh) => {
        if (changedSince(old)) return false;
        if (old.matches?.("[data-unsaved]") && swapping.id === "result") return false;
        if (old.id === "result" && swapping !== old && typedOn) return false;
        if (old.matches?.(".result dd, .amount b") && old.textContent !== fresh.textContent) figures.add(old);
        return true;
      },
      afterNodeMorphed: (old) => {
        if (figures.delete(old)) old.classList.add("changed");
      },
      beforeNodeRemoved: (node) => !(node.matches?.("[data-row]") && isOwn(node)),
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
    });
  }
  document.addEventListener("animationend", (event) => event.target.classList.remove("changed"));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = find("form[data-keeps]");
    swapping = event.detail.target;
    typedOn = Boolean(form) && controls(form).some(changedSince);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.form || event.detail.elt.closest("form");
    if (!form?.matches("[data-keeps]")) return;
    for (const control of controls(form)) sent.set(control, held(control));
    const older = form.dataset.supersedes && find(form.dataset.supersedes);
    if (older) htmx.trigger(older, "htmx:abort");
  });

  // What is being typed is not kept yet: the last "saved at" must not claim it, and only an answer to keeping says more.
  document.addEventListener("input", (event) => {
    const status = event.target.form?.matches("[data-keeps]") && find("[data-unsaved]");
    if (status) status.textContent = status.dataset.unsaved;
  });

  // Who leaves the page while answers are being kept waits for that: a moment, and nothing is lost.
  const keeping = () => find("form[data-keeps]") && find("#connection.htmx-request");
  let leaving = null;
  document.addEventListener("htmx:afterRequest", (event) => setTimeout(() => {
    if (!leaving || keeping()) return;
    const leave = leaving;
    leaving = null;
    if (event.detail.successful) leave();
  }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !keeping() || event.ctrlKey || event.metaKey || link.target || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    leaving = () => location.assign(link.href);
  });

  // A button that takes longer than a blink says that it is busy.
  const busy = new Map();
  const rest = (button) => { clearTimeout(busy.get(button)); busy.delete(button); button.classList.remove("is-busy"); };
  const work = (button) => { if (button && !busy.has(button)) busy.set(button, setTimeout(() => button.classList.add("is-busy"), 200)); };
  const pressed = ({ elt, requestConfig }) => (elt.matches("button") ? elt : requestConfig.triggeringEvent?.submitter);
  document.addEventListener("htmx:beforeRequest", (event) => work(pressed(event.detail)));
  document.addEventListener("htmx:afterRequest", (event) => { const button = pressed(event.detail); if (button) rest(button); });

  // A form sent without htmx is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target, { submitter } = event;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (keeping()) {
      event.preventDefault();
      leaving = () => form.requestSubmit(submitter?.isConnected ? submitter : undefined);
      return;
    }
    form.dataset.sent = "yes";
    work(submitter);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    for (const button of [...busy.keys()]) rest(button);
  });

  // Focus goes to what went wrong: when a page comes with it, and after a press; not again while one goes on typing.
  const fault = () => find(".summary, .conflict");
  let faulty = Boolean(fault());
  fault()?.focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    const typed = event.detail.requestConfig?.triggeringEvent?.type === "change";
    if (!typed || !faulty) fault()?.focus();
    faulty = Boolean(fault());
  });

  // A drawing on the glass does not outlive the page that it was made on.
  const pad = document.getElementById("signature");
  const drawing = pad ? `strokes:${pad.elements.sha256.value}:${pad.elements.slot.value}` : "";
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("strokes:") && key !== drawing) sessionStorage.removeItem(key);

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
    // A search listens for changed text only; "search" makes it ask again for the same words.
    else htmx.trigger(element, element.matches("[type=search]") ? "search" : event?.type || "click");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "notice") { event.target.scrollIntoView({ block: "nearest" }); find("[autofocus], .note", event.target)?.focus(); }
  });

  // A tablet that wakes up shows what is true now.
  document.addEventListener("visibilitychange", () => { if (!document.hidden) htmx.trigger(document.body, "wake"); });
})();
