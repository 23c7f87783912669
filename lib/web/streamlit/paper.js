// Paper: of two pictures of one thing the one on screen is printed, scaled to the sheet. Plotly draws in pixels, once.
(() => {
  const NARROW = 900; // px: the widest screen that has the narrow picture
  const isPrinted = matchMedia("print");
  const fit = () => { if (!isPrinted.matches) document.documentElement.toggleAttribute("data-narrow", innerWidth <= NARROW); };
  addEventListener("resize", fit);
  fit();

  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll(".svg-container")) {
      const { clientWidth: width, clientHeight: height } = box;
      if (!width) continue;
      box.style.setProperty("--ratio", `${width} / ${height}`);
      box.style.setProperty("--width", `${width}px`);
      box.querySelectorAll(".main-svg").forEach((svg) => svg.setAttribute("viewBox", `0 0 ${width} ${height}`));
    }
  });
})();
