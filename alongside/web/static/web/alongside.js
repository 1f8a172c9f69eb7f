/* Focus, busy, announce, keep the words: all that our pages need beyond htmx. Pages work without it. */
(() => {
  const d = document;
  /* This runs when the style sheet is there; only now do the others come, so that they never share a slow
     line with it and the page is drawn first. */
  d.currentScript.dataset.then.split(" ").map(src => d.head.append(Object.assign(d.createElement("script"), { src })));
  const on = (name, act) => d.addEventListener(name, act);
  const say = name => {
    const line = d.getElementById("status");
    if (line) line.textContent = line.dataset[name] || "";
  };
  /* After a swap, to the new error summary or heading; when a page opens, to an error summary only. */
  const focus = swapped => {
    const all = [...d.querySelectorAll("[data-focus]")];
    const it = all.find(x => x.matches(".error-summary")) || (swapped && all[0]);
    all.map(x => x.removeAttribute("data-focus"));
    if (!it) return;
    if (it.tabIndex < 0) it.tabIndex = -1;
    it.focus();
  };
  const busy = (e, is) => e.detail.ctx?.target?.setAttribute?.("aria-busy", is);
  on("htmx:before:request", e => { busy(e, true); say("busy"); });
  on("htmx:after:request", e => { busy(e, false); say(e.detail.ctx.response.status > 499 && "unsent"); });
  on("htmx:error", e => { busy(e, false); say("unsent"); });
  on("htmx:after:swap", focus);
  on("keydown", e => e.key == "Enter" && (e.ctrlKey || e.metaKey) && e.target.form?.requestSubmit());
  onbeforeprint = () => d.querySelectorAll("main details").forEach(x => (x.open = true));
  focus();
})();
