/* What the public page does by itself: remember the language, show sources, follow the answers. */
const assistantPage = (() => {
  const KEY = "assistant-language";
  const LANGUAGES = ["en", "vi"];

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }

  function chooseLanguage(fallback) {
    const wishes = [
      new URLSearchParams(location.search).get("lang"),
      remembered(),
      ...navigator.languages.map((language) => language.split("-")[0]),
    ];
    return wishes.find((wish) => LANGUAGES.includes(wish)) ?? fallback;
  }

  function keepLanguage(language) {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // See above.
    }
    return language;
  }

  function reveal(element, block) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block, behavior: still ? "auto" : "smooth" });
  }

  function showSource(chip) {
    const card = document.getElementById(chip.dataset.source);
    if (!card) return;
    for (const section of document.querySelectorAll("#sources section")) {
      section.hidden = !section.contains(card);
    }
    for (const old of document.querySelectorAll(".is-current")) old.classList.remove("is-current");
    chip.classList.add("is-current");
    card.classList.add("is-current");
    card.focus({ preventScroll: true });
    reveal(card, matchMedia("(max-width: 64rem)").matches ? "start" : "nearest");
  }

  function goBack(button) {
    const exchange = document.getElementById(button.dataset.back);
    const chip = document.querySelector(".chip.is-current") ?? exchange?.querySelector(".chip");
    chip?.focus({ preventScroll: true });
    if (chip ?? exchange) reveal(chip ?? exchange, "center");
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-source]");
    const back = event.target.closest("[data-back]");
    if (chip) showSource(chip);
    if (back) goBack(back);
  });

  /* Gradio rewrites parts of the page; this follows what it wrote. */
  let title = "";
  let last = "";

  function follow() {
    const masthead = document.querySelector(".masthead");
    const group = document.getElementById("language");
    if (masthead && group && masthead.dataset.title !== title) {
      title = masthead.dataset.title;
      document.title = title;
      document.documentElement.lang = masthead.lang;
      nameSwitch(group);
    }
    const exchange = document.querySelector(".exchange:last-child");
    const state = exchange ? exchange.id + ("pending" in exchange.dataset) : "";
    if (state === last) return;
    last = state;
    for (const old of document.querySelectorAll(".is-current")) old.classList.remove("is-current");
    if (!exchange) return;
    // On a phone the keyboard would cover the answer.
    if (matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
    reveal(exchange, "start");
    if (!("pending" in exchange.dataset)) announce(exchange.querySelector(".answer"));
  }

  /* Gradio's radio buttons share no name and no label; with them the arrow keys work. */
  function nameSwitch(group) {
    group.setAttribute("aria-label", group.querySelector('[data-testid="block-info"]').textContent);
    for (const input of group.querySelectorAll("input")) {
      input.name = "language";
      input.closest("label").lang = input.value;
    }
  }

  function announce(answer) {
    let voice = document.getElementById("voice");
    if (!voice) {
      voice = document.createElement("div");
      voice.id = "voice";
      voice.className = "unseen";
      voice.setAttribute("role", "status");
      document.body.append(voice);
    }
    voice.textContent = answer.innerText;
  }

  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(follow).observe(document.body, { childList: true, subtree: true, characterData: true });
  });

  return { chooseLanguage, keepLanguage };
})();
