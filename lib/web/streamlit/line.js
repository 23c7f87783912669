// The connection to the server: shows that the page waits for an answer, and says when the connection is lost.
// A link waits for the answer to a change, which may alter its address; a page that is being left accepts no change.
(() => {
  const RERUN = 11; // field of Streamlit's BackMsg: rerun_script
  const RUN_BEGINS = 4, RUN_ENDS = 6, ENDS_EARLY = 2; // of its ForwardMsg: new_session, script_finished; a status
  const MOMENT = 500, A_SECOND = 1000, LONG = 10000, LONGEST_WAIT = 5000, DRAWN = 60; // ms
  const APP = "[data-testid=stApp]", DATE = "[data-testid=stDateInputField]";
  const RECEIPT = ".st-key-receipt input";
  const PAGE = "[data-testid=stMain], [data-testid=stPopoverBody]";
  const SHARED = "SHARED"; // keys of the address that every page keeps; the server fills them in
  const root = document.documentElement;
  let isReady = false, sent = 0, begun = 0, sentAt = 0, trip = 0, movedAt = -MOMENT, committedAt = -MOMENT, isEdited = false;
  let socket = null, link = null, focused = null, hasMoved = false, departure = null;
  let wait = 0, notes = [];

  // Streamlit's own dialog would cover the links. The sentence of `say` replaces it.
  window.__streamlit = { HOST_CONFIG: { blockErrorDialogs: true } };

  function enter(state, ...words) {
    if (root.dataset.line === state) return;
    if (state) root.dataset.line = state; else delete root.dataset.line;
    notes.forEach(clearTimeout);
    notes = words.map(([text, after]) => setTimeout(say, after, text));
    if (!words.length) say("");
  }

  function say(text) {
    let status = document.getElementById("line");
    if (!status) {
      status = Object.assign(document.createElement("p"), { id: "line", role: "status" });
      document.body.append(status);
    }
    status.textContent = text;
  }

  function hold(isHeld) {
    if (isHeld) focused ??= document.activeElement;
    document.querySelectorAll(PAGE).forEach((part) => { part.inert = isHeld; });
    if (!isHeld && focused?.isConnected && document.activeElement === document.body) focused.focus();
    if (!isHeld) focused = null;
  }

  function changeSent() {
    sent += 1;
    sentAt = performance.now();
    committedAt = -MOMENT;
    clearTimeout(wait);
    if (!isReady) return;
    if (sentAt - movedAt < MOMENT) hold(true);
    enter("waiting", ["Waiting for the answer…", A_SECOND], ["No answer yet. The connection may be lost.", LONG]);
  }

  function runBegan() {
    begun = Math.min(begun + 1, sent);
    trip = Math.min(performance.now() - sentAt, LONGEST_WAIT);
  }

  // One run may answer several messages, so for those still counted at its end another run may begin, or none.
  function runEnded() {
    clearTimeout(wait);
    if (begun === sent) answered(); else wait = setTimeout(answered, 1.5 * trip + DRAWN);
  }

  function answered() {
    isReady = true;
    begun = sent;
    hold(false);
    enter("");
    if (link) setTimeout(whenDrawn, DRAWN, follow);
  }

  function whenDrawn(next) {
    const isRunning = document.querySelector(APP)?.dataset.testScriptState === "running";
    requestAnimationFrame(() => { if (isRunning) whenDrawn(next); else next(); });
  }

  const twins = (a) => [...document.querySelectorAll("a[href]")]
    .filter((other) => other.pathname === a.pathname && other.textContent === a.textContent);

  function follow() {
    if (!link) return;
    const { a, place, count } = link;
    const now = twins(a);
    link = null;
    if (now.length === count) now[place].click(); else say("The page has changed. Choose the link again.");
  }

  // The field numbers of a message with their values (a length for bytes): enough of protobuf to recognise it.
  function* fields(bytes) {
    let at = 0;
    const number = () => {
      let value = 0, place = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * place; place *= 128; } while (byte > 127);
      return value;
    };
    while (at < bytes.length) {
      const tag = number(), kind = tag & 7;
      const value = kind === 0 || kind === 2 ? number() : 0;
      yield [tag >> 3, value];
      at += kind === 2 ? value : kind === 1 ? 8 : kind === 5 ? 4 : 0;
    }
  }

  function received(data) {
    for (const [field, value] of fields(new Uint8Array(data))) {
      if (field === RUN_BEGINS) runBegan();
      if (field === RUN_ENDS && value !== ENDS_EARLY) runEnded();
    }
  }

  window.WebSocket = class extends window.WebSocket {
    constructor(...address) {
      super(...address);
      this.addEventListener("open", () => { if (socket) joined(); socket = this; });
      this.addEventListener("message", ({ data }) => { if (data instanceof ArrayBuffer) received(data); });
      this.addEventListener("close", () => { if (socket === this) broken(); });
    }

    send(data) {
      for (const [field] of fields(new Uint8Array(data))) if (field === RERUN) changeSent();
      super.send(data);
    }
  };

  function broken() {
    clearTimeout(wait);
    begun = sent;
    link = null;
    hold(false);
    enter("broken", ["Connection lost. You can still read this page. Controls work again once you are reconnected.", 0]);
  }

  // Changes made around the loss are still in the controls. A change of the receipt makes Streamlit send all of them, and
  // tells the server that answers were lost. (The key "r" does nothing while Streamlit waits for a run that it requested.)
  // If the reader went Back meanwhile, Streamlit does not know the address, so the page is loaded again.
  function joined() {
    if (hasMoved) location.reload();
    enter("");
    whenConnected(sendAll);
  }

  function whenConnected(next) {
    const isConnected = document.querySelector(APP)?.dataset.testConnectionState === "CONNECTED";
    requestAnimationFrame(() => { if (isConnected) next(); else whenConnected(next); });
  }

  function sendAll() {
    const receipt = document.querySelector(RECEIPT);
    if (!receipt) return;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(receipt, `lost at ${performance.now()}`);
    receipt.dispatchEvent(new Event("input", { bubbles: true }));
    const enterKey = new KeyboardEvent("keydown", { key: "Enter", bubbles: true });
    setTimeout(() => { receipt.dispatchEvent(enterKey); }, DRAWN);
  }

  addEventListener("DOMContentLoaded", () => say("")); // creates the element: screen readers announce its later changes

  addEventListener("popstate", () => {
    movedAt = performance.now();
    hasMoved = root.dataset.line === "broken";
  }, true);

  addEventListener("click", (event) => {
    const a = plainLink(event);
    if (!a) return;
    const isWaiting = root.dataset.line === "waiting" && performance.now() - sentAt < LONGEST_WAIT;
    const isCommitting = performance.now() - committedAt < MOMENT;
    committedAt = -MOMENT;
    if (isWaiting || isCommitting || root.dataset.line === "broken") {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (isWaiting) later(a); else if (root.dataset.line === "broken") load(withFilters(a));
    else if (isCommitting) onceCommitted(a);
    else {
      movedAt = performance.now();
      departure = { path: a.pathname, message: sent + 1 };
    }
  }, true);

  // Streamlit writes the query of the page that comes before it writes its path. Where the browser draws slowly that is
  // an entry of the page that is left, with the wrong query; Back would lead there. The path brings the query again.
  const pushState = history.pushState.bind(history);
  history.pushState = (state, unused, address) => {
    const isLeaving = departure?.message === sent && begun === sent && departure.path !== location.pathname;
    if (isLeaving && new URL(address, location).pathname === location.pathname) return;
    pushState(state, unused, address);
  };

  function later(a) {
    const all = twins(a);
    const chosen = link = { a, place: all.indexOf(a), count: all.length };
    setTimeout(() => { if (link === chosen) follow(); }, LONGEST_WAIT);
    return chosen;
  }

  // A click beside a field makes Streamlit send what was typed into it, but only a moment after the click.
  addEventListener("input", () => { isEdited = true; }, true);
  addEventListener("keydown", ({ key }) => { if (key === "Enter") isEdited = false; }, true);
  addEventListener("focusout", () => {
    if (isEdited) committedAt = performance.now();
    isEdited = false;
  }, true);

  function onceCommitted(a) {
    const before = sent;
    const chosen = later(a);
    setTimeout(() => { if (link === chosen && sent === before) follow(); }, MOMENT);
  }

  // Without a connection Streamlit follows no link. The page is loaded instead, if the server answers.
  function load(address) {
    fetch("/healthz", { cache: "no-store" }).then(() => location.assign(address), () => {
      say("No connection: that page cannot be loaded now.");
    });
  }

  // Streamlit's navigation adds the shared filters to the address; without a connection it cannot.
  function withFilters(a) {
    const address = new URL(a.href);
    if (address.search) return address;
    new URLSearchParams(location.search).forEach((value, key) => {
      if (SHARED.includes(key)) address.searchParams.append(key, value);
    });
    return address;
  }

  // Streamlit accepts a typed date only when its calendar closes. Here Enter accepts it too, and so does Tab from the
  // last part: the date is pasted into the field in its format, `YYYY-MM-DD`.
  const parts = (field) => [...field.querySelectorAll("[role=spinbutton]")];
  const typed = (field) => parts(field)
    .map((part) => part.getAttribute("aria-valuenow")?.padStart(part.dataset.type === "year" ? 4 : 2, "0"));
  let before = "";
  addEventListener("focusin", ({ target, relatedTarget }) => {
    const field = target.closest(DATE);
    if (field && !field.contains(relatedTarget)) before = String(typed(field));
  });
  addEventListener("keydown", (event) => {
    const field = event.target instanceof Element && event.target.matches("[role=spinbutton]") && event.target.closest(DATE);
    if (!field) return;
    const leaves = event.key === "Tab" && !event.shiftKey && event.target === parts(field).at(-1);
    const date = typed(field);
    if (!(event.key === "Enter" || leaves) || date.includes(undefined) || String(date) === before) return;
    before = String(date);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", date.join("-"));
    event.target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, true);
})();
