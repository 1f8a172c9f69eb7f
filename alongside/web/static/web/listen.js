/* Reads the page aloud by a voice of this device only: no word leaves it. Without one, no button. */
(() => {
  const speech = window.speechSynthesis;
  const bar = document.querySelector(".listen");
  if (!speech || !bar) return;
  const [go, stop] = bar.children;
  const parts = ":is(h1,h2,h3,h4,h5,p,li,dt,dd,th,td,figcaption,caption,legend,label,summary)";
  const tongue = (tag) => tag.toLowerCase().split(/[-_]/)[0];
  let voice;
  const look = () => {
    voice = speech.getVoices().find((v) => v.localService && tongue(v.lang) == tongue(document.documentElement.lang));
    bar.hidden = !voice;
  };
  const mark = (part, from, to) => {
    if (!CSS.highlights) return;
    const range = new Range();
    const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let at = 0, node; (node = nodes.nextNode()); at += node.length) {
      if (from >= at && from <= at + node.length) range.setStart(node, from - at);
      if (to >= at && to <= at + node.length) { range.setEnd(node, to - at); break; }
    }
    CSS.highlights.set("spoken", new Highlight(range));
  };
  const shown = (playing) => {
    CSS.highlights?.delete("spoken");
    go.hidden = playing;
    stop.hidden = !playing;
  };
  const read = (part, next) => {
    const said = new SpeechSynthesisUtterance(part.textContent);
    said.voice = voice;
    said.lang = voice.lang;
    said.onboundary = (e) => mark(part, e.charIndex, e.charIndex + (e.charLength || 1));
    said.onend = next;
    part.scrollIntoView({ block: "nearest" });
    speech.speak(said);
  };
  const end = () => { speech.cancel(); shown(false); };
  go.onclick = () => {
    const all = [...document.querySelectorAll("main " + parts)].filter(
      (x) => !x.querySelector(parts) && x.checkVisibility() && x.textContent.trim());
    const one = () => (all.length && !stop.hidden ? read(all.shift(), one) : end());
    shown(true);
    stop.focus();
    one();
  };
  stop.onclick = () => { end(); go.focus(); };
  addEventListener("pagehide", end);
  speech.addEventListener?.("voiceschanged", look);
  look();
})();
