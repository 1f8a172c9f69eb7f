/* What is typed into a form with a .kept-line is kept while it is typed. It says so, keeps trying, and never
   says what is not so. The form itself is sent only by its button. */
(() => {
  const d = document;
  const all = new WeakMap();
  const of = (form) => all.get(form) || all.set(form, {}).get(form);
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
    try {
      const answer = await fetch("/kept", { method: "POST", body, redirect: "manual", signal: it.away.signal });
      if (answer.status != 204) throw answer;
      it.open = false;
      line(form).textContent = line(form).dataset.saved.replace("00:00", now());
    } catch (problem) {
      if (problem.name == "AbortError") return;
      line(form).textContent = line(form).dataset.trying;
      later(form, 5000);
    }
  };
  d.addEventListener("input", (e) => {
    const form = e.target.form;
    if (!line(form)) return;
    of(form).away?.abort();
    of(form).open = true;
    later(form, 2000);
  });
  d.addEventListener("submit", (e) => {
    const it = of(e.target);
    it.open = false;
    clearTimeout(it.timer);
    it.away?.abort();
  });
  addEventListener("beforeunload", (e) => [...d.forms].some((form) => of(form).open) && e.preventDefault());
  /* Words that were handed back are kept again, until they are sent. */
  if (d.querySelector("[data-kept]")) {
    for (const form of d.forms) if (line(form) && [...form.querySelectorAll("textarea")].some((x) => x.value)) keep(form);
  }
})();
