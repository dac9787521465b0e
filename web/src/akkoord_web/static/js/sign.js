/* The glass: lines in whole pixels, kept through turning the tablet; nothing of speed or pressure leaves the page. */
(() => {
  "use strict";
  const form = document.getElementById("signature"), canvas = document.getElementById("pad");
  if (!form || !canvas) return;
  const css = getComputedStyle(document.documentElement);
  const pad = new SignaturePad(canvas, { minWidth: 1.6, maxWidth: 3.2, throttle: 8, minDistance: 2 });
  const undo = form.querySelector("[data-pad-undo]"), clear = form.querySelector("[data-pad-clear]"), done = form.querySelector("[data-pad-done]");
  const reason = document.getElementById("pad-reason"), strokes = form.elements.strokes;
  // A drawing belongs to one text and one person; it outlives a reload, and goes when another is asked for.
  const key = `strokes:${form.elements.sha256.value}:${form.elements.slot.value}`;
  let shown = { width: 0, height: 0, scale: 1 };

  // The drawing as it was made; `scale` is how much smaller a narrow screen shows it.
  const lines = () => pad.toData().map((line) => line.points.map((point) => [Math.round(point.x / shown.scale), Math.round(point.y / shown.scale)]));
  const remember = () => {
    if (pad.isEmpty()) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(lines()));
  };
  const groups = (found, scale) => found.map((line) => ({
    penColor: pad.penColor, dotSize: 0, minWidth: pad.minWidth, maxWidth: pad.maxWidth, velocityFilterWeight: 0.7, compositeOperation: "source-over",
    points: line.map(([x, y]) => ({ x: x * scale, y: y * scale, pressure: 0.5, time: 0 })),
  }));

  const show = () => {
    const missing = !form.elements.name.value.trim() ? "nameless" : !form.elements.agreed.checked ? "unread" : pad.isEmpty() ? "empty" : "";
    reason.textContent = missing ? reason.dataset[missing] : "";
    done.disabled = Boolean(missing);
    undo.disabled = clear.disabled = pad.isEmpty();
    // Set while drawing and not while sending, so that what is sent is what its operation id stands for.
    strokes.value = pad.isEmpty() ? "" : JSON.stringify({ lines: lines() });
  };

  const fit = () => {
    const kept = shown.width ? lines() : JSON.parse(sessionStorage.getItem(key) || "[]");
    const ratio = Math.max(window.devicePixelRatio || 1, 1), width = canvas.offsetWidth, height = canvas.offsetHeight;
    const points = kept.flat(), across = Math.max(1, ...points.map(([x]) => x)), down = Math.max(1, ...points.map(([, y]) => y));
    shown = { width, height, scale: Math.min(1, width / (across + 4), height / (down + 4)) };
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.penColor = css.getPropertyValue("--ink").trim();
    pad.clear();
    if (kept.length) pad.fromData(groups(kept, shown.scale));
    show();
  };

  pad.addEventListener("endStroke", () => { remember(); show(); });
  undo.addEventListener("click", () => { pad.fromData(pad.toData().slice(0, -1)); remember(); show(); });
  clear.addEventListener("click", () => { pad.clear(); remember(); show(); });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => { if (done.disabled) event.preventDefault(); });
  new ResizeObserver(() => { if (canvas.offsetWidth !== shown.width || canvas.offsetHeight !== shown.height) fit(); }).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", fit);
  fit();
})();
