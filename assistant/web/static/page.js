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

  /* An answer as text; the addresses of this server become whole ones. */
  function textOf(pieces) {
    return pieces.map(({ text, path }) => text ?? new URL(path, location.origin).href).join("");
  }

  async function copy(button, text, done) {
    try {
      await navigator.clipboard.writeText(text);
      tell(button, done);
    } catch {
      offer(button, text); // Without permission, or without https, the visitor copies by hand.
    }
  }

  function tell(button, done) {
    const status = button.closest(".actions").querySelector(".done");
    status.textContent = done;
    setTimeout(() => (status.textContent = ""), 4000);
  }

  function offer(button, text) {
    const actions = button.closest(".actions");
    const words = masthead().dataset;
    let box = actions.nextElementSibling;
    if (!box?.matches(".by-hand")) {
      box = document.createElement("label");
      box.className = "by-hand";
      box.append(words.copyByHand, document.createElement("textarea"));
      actions.after(box);
    }
    const area = box.querySelector("textarea");
    area.readOnly = true;
    area.value = text;
    area.focus();
    area.select();
  }

  function share(button) {
    const link = new URL("/", location.origin);
    link.search = new URLSearchParams({ q: button.dataset.share, lang: document.documentElement.lang });
    // Phones have a sheet of their own for links; elsewhere it is in the way.
    if (navigator.share && matchMedia("(pointer: coarse)").matches) {
      navigator.share({ title: button.dataset.share, url: link.href }).catch(() => {});
    } else {
      copy(button, link.href, masthead().dataset.shared);
    }
  }

  function masthead() {
    return document.querySelector(".masthead");
  }

  document.addEventListener("click", (event) => {
    const pressed = (name) => event.target.closest(`[data-${name}]`);
    if (pressed("source")) showSource(pressed("source"));
    if (pressed("back")) goBack(pressed("back"));
    const copied = pressed("copy");
    if (copied) copy(copied, textOf(JSON.parse(copied.dataset.copy)), masthead().dataset.copied);
    if (pressed("share")) share(pressed("share"));
    if (pressed("verdict")) focused = pressed("verdict").id;
  });

  /* What is drawn anew loses what was typed and where the visitor was; both come back. */
  const typed = new Map();
  let focused = "";

  document.addEventListener("input", (event) => {
    if (event.target.matches?.("[data-keep]")) typed.set(event.target.id, event.target.value);
  });
  document.addEventListener("submit", (event) => {
    const { exchange } = event.target.dataset;
    if (!exchange) return;
    typed.delete(`comment-${exchange}`);
    focused = `thanks-${exchange}`;
  });

  function restore() {
    for (const field of document.querySelectorAll("[data-keep]")) {
      if (!field.value && typed.has(field.id)) field.value = typed.get(field.id);
    }
    if (!focused || document.activeElement !== document.body) return;
    const found = document.getElementById(focused);
    if (!found) return;
    found.focus();
    // What was being typed goes on at its end.
    found.setSelectionRange?.(found.value.length, found.value.length);
    focused = "";
    reveal(found.closest(".exchange")?.querySelector(".comment") ?? found, "nearest");
  }

  /* A server with too much to do turns events away before they reach the page's own code. They are
     sent once more; when that does not help, the visitor is told, and the question stays. */
  const send = window.fetch.bind(window);
  const PAUSE = 2000;

  window.fetch = async (target, options) => {
    const response = await send(target, options);
    if (response.status !== 503 || !String(target.url ?? target).includes("/queue/join")) return response;
    await new Promise((resolve) => setTimeout(resolve, PAUSE * (0.5 + Math.random())));
    const again = await send(target, options);
    if (again.status === 503) warn(masthead()?.dataset.busy);
    return again;
  };

  function warn(words) {
    const hint = document.querySelector(".hint");
    if (!hint || !words) return;
    hint.textContent = words;
    hint.dataset.kind = "warning";
  }

  /* Gradio rewrites parts of the page; this follows what it wrote. */
  let title = "";
  let last = "";

  function follow() {
    const head = masthead();
    const group = document.getElementById("language");
    if (head && group && head.dataset.title !== title) {
      title = head.dataset.title;
      document.title = title;
      document.documentElement.lang = head.lang;
      nameSwitch(group);
    }
    restore();
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

  function refocus(id) {
    focused = id;
  }

  return { chooseLanguage, keepLanguage, refocus };
})();
