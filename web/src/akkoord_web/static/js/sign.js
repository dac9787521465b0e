/* The glass: lines in whole pixels, kept through turning the tablet; nothing of speed or pressure leaves the page. */
(() => {
  "use strict";
  const form = document.getElementById("signature"), canvas = document.getElementById("pad");
  if (!form || !canvas) return;
  const css = getComputedStyle(document.documentElement);
  const pad = new SignaturePad(canvas, { minWidth: 1.6, maxWidth: 3.2, throttle: 8, minDistance: 2 });
  const undo = form.querySelector("[data-pad-undo]"), clear = form.querySelector("[data-pad-clear]"), done = form.querySelector("[data-pad-done]");
  const reason = document.getElementById("pad-reason"), strokes = form.elements.strokes;
  const key = `strokes:${form.elements.sha256.value}:${form.elements.slot.value}`;
  let drawnIn = null;

  const lines = () => pad.toData().map((line) => line.points.map((point) => [Math.round(point.x), Math.round(point.y)]));
  const remember = () => sessionStorage.setItem(key, JSON.stringify({ width: drawnIn, lines: lines() }));
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
    const kept = drawnIn ? { width: drawnIn, lines: lines() } : JSON.parse(sessionStorage.getItem(key) || "null");
    const ratio = Math.max(window.devicePixelRatio || 1, 1), width = canvas.offsetWidth;
    canvas.width = width * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.penColor = css.getPropertyValue("--ink").trim();
    pad.clear();
    if (kept?.lines?.length) pad.fromData(groups(kept.lines, kept.width ? Math.min(1, width / kept.width) : 1));
    drawnIn = width;
    show();
  };

  pad.addEventListener("endStroke", () => { remember(); show(); });
  undo.addEventListener("click", () => { pad.fromData(pad.toData().slice(0, -1)); remember(); show(); });
  clear.addEventListener("click", () => { pad.clear(); remember(); show(); });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
  new ResizeObserver(() => { if (canvas.offsetWidth !== drawnIn) fit(); }).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", fit);
  fit();
})();
