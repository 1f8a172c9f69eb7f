/* What is typed into a form with a .kept-line is kept while it is typed. It says so, keeps trying, and never
   says what is not so. The form is sent only by its button; without a line it stays, with all its words. */
(() => {
  const d = document;
  const of = (form) => (form.$kept ??= {});
  const line = (form) => form?.querySelector?.(".kept-line");
  const now = () => new Date().toLocaleTimeString(d.documentElement.lang, { timeStyle: "short" });
  const later = (form, wait) => {
    const it = of(form);
    clearTimeout(it.timer);
    it.timer = setTimeout(keep, wait, form);
  };
  const keep = async (form) => {
    const it = of(form);
    if (!form.isConnected) return;
    const body = new FormData(form);
    body.set("kept_path", new URL(form.action).pathname);
    it.away = new AbortController();
    it.lost = false;
    try {
      const answer = await fetch("/kept", { method: "POST", body, redirect: "manual", signal: it.away.signal });
      if (answer.status != 204) throw answer;
      it.open = false;
      line(form).textContent = line(form).dataset.saved.replace("00:00", now());
    } catch (problem) {
      if (problem.name == "AbortError") return;
      it.lost = problem.name == "TypeError"; // no answer at all; a refusal is told by the page that is sent to
      line(form).textContent = line(form).dataset.trying;
      later(form, 5000);
    }
  };
  d.addEventListener("input", (e) => {
    const form = e.target.form;
    if (!line(form)) return;
    const it = of(form);
    it.away?.abort();
    it.open = true;
    it.sure = false;
    later(form, 2000);
  });
  d.addEventListener("submit", async (e) => {
    const form = e.target;
    const it = of(form);
    clearTimeout(it.timer);
    it.away?.abort();
    if (line(form) && !e.defaultPrevented && !it.sure && (it.open || !navigator.onLine)) {
      e.preventDefault();
      form.ariaBusy = true;
      const kept = keep(form);
      setTimeout((one) => one.abort(), 3000, it.away); // a slow line: sent all the same
      await kept;
      const said = d.getElementById("status");
      it.sure = !it.lost;
      if (it.sure) return form.requestSubmit(e.submitter);
      form.ariaBusy = false;
      said.textContent = said.dataset.unsent;
    } else it.open = false;
  });
  addEventListener("beforeunload", (e) => [...d.forms].some((form) => of(form).open) && e.preventDefault());
  /* Words that were handed back are kept again, until they are sent. */
  if (d.querySelector("[data-kept]"))
    [...d.forms].map((form) => line(form) && [...form.querySelectorAll("textarea")].some((x) => x.value) && keep(form));
})();
