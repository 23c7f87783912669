// Links between pages without a reload: Streamlit's own router shows the page when the history says so, as on Back.
// Focus goes to the new heading. The scroll position, which the browser does not know, is kept with each entry.
(() => {
  const PATHS = "PATHS"; // the last parts of the pages' paths; the server fills them in
  const MAIN = "[data-testid=stMain]", APP = "[data-testid=stApp]", HEADING = "#root h1";
  const OWN_LINK = "[data-testid$=NavLink]"; // Streamlit follows the links of its navigation itself
  const MENU = "#stSidebar", CLOSE = " [aria-controls=stSidebar]", OPEN = "[data-testid=stExpandSidebarButton]";
  const PAUSE = 150, PATIENCE = 1000; // ms
  let saving = 0, arrival = null;

  const app = () => document.querySelector(APP)?.dataset ?? {};
  const folder = (address) => new URL(".", address).href;
  const isPage = (a) => folder(a.href) === folder(location.href) && PATHS.includes(a.pathname.split("/").at(-1));

  addEventListener("click", (event) => {
    const a = plainLink(event);
    if (!a) return;
    keep();
    if (a.matches(OWN_LINK)) arrive(0);
    if (a.matches(MENU + " *")) setTimeout(() => document.querySelector(MENU + CLOSE)?.click());
  }, true);

  addEventListener("click", (event) => {
    const a = plainLink(event);
    if (!a || event.defaultPrevented || !isPage(a) || app().testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    history.pushState({}, "", a.href);
    dispatchEvent(new PopStateEvent("popstate", { state: { top: 0 } }));
  });

  addEventListener("popstate", ({ state }) => {
    clearTimeout(saving);
    document.querySelector("link[rel=canonical]")?.remove(); // a browser shares it in the place of the address
    arrive(state?.top);
  });

  addEventListener("scroll", ({ target }) => {
    if (arrival || !(target instanceof Element && target.matches(MAIN))) return;
    clearTimeout(saving);
    saving = setTimeout(keep, PAUSE);
  }, true);

  function keep() {
    clearTimeout(saving);
    const top = document.querySelector(MAIN)?.scrollTop;
    if (!arrival && top !== undefined) history.replaceState({ ...history.state, top }, "");
  }

  function arrive(top) {
    const heading = document.querySelector(HEADING);
    const mine = arrival = { top, heading, text: heading?.textContent, isThere: false, since: 0 };
    requestAnimationFrame(() => settle(mine));
  }

  // Focus and position are set in each frame until the page is drawn whole, and is as high as it was.
  function settle(mine) {
    if (arrival !== mine) return;
    const heading = document.querySelector(HEADING), main = document.querySelector(MAIN);
    const isDrawn = document.documentElement.dataset.line !== "waiting" && app().testScriptState !== "running";
    mine.isThere ||= heading && (isDrawn || heading !== mine.heading);
    if (mine.isThere && heading) {
      const isOther = heading.textContent !== mine.text;
      if (isOther) mine.top ??= 0;
      if (isOther && !mine.hasFocus || document.activeElement === document.body) focus(heading);
      mine.hasFocus ||= document.activeElement === heading;
      if (main && mine.top !== undefined) main.scrollTop = mine.top;
    }
    if (mine.isThere && isDrawn) mine.since ||= performance.now();
    const age = mine.since && performance.now() - mine.since;
    if (age > PATIENCE || (age > PAUSE && !(main?.scrollTop < mine.top - 1))) arrival = null;
    else requestAnimationFrame(() => settle(mine));
  }

  function focus(heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { if (arrival?.isThere) arrival = null; }, { capture: true, passive: true });
  }

  // Where the navigation does not fit it is a menu. Its button says so (`frame.css`), so its name has to say the same.
  addEventListener("DOMContentLoaded", () => {
    const name = () => document.querySelector(OPEN + ":not([aria-label=Menu])")?.setAttribute("aria-label", "Menu");
    new MutationObserver(name).observe(document.getElementById("root"), { childList: true, subtree: true });
  });

  if (history.state?.top) arrive(history.state.top); // a reload, or Back from another site
})();
