// The link of a click that leads to a page in this tab; null for any other click: with a modifier key, on a download …
function plainLink(event) {
  const a = event.target instanceof Element && event.target.closest("a[href]");
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!a || !isPlain || a.target || a.hasAttribute("download") || a.origin !== location.origin || a.hash) return null;
  return document.querySelector("base[target]") ? null : a; // framed by another site: links open a new tab
}
