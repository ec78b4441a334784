/* The list of conversations: open beside the chat; above it, on a narrow screen, when wanted. */
const beside = matchMedia("(min-width: 64.01rem)");
let listed = beside.matches;
function showList() {
  const list = element.querySelector(".list");
  if (list && list.open !== listed) list.open = listed;
}
// It is drawn anew after each question.
new MutationObserver(showList).observe(element, { childList: true, subtree: true });
showList();
beside.addEventListener("change", () => {
  listed = beside.matches;
  showList();
});
element.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches(".list")) listed = event.target.open;
  },
  true,
);
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("open" in button.dataset) {
    listed = beside.matches;
    trigger("select", { act: "open", conversation: button.dataset.open });
  }
  if (!("delete" in button.dataset)) return;
  // Asked once more, on the button itself.
  if (button.dataset.sure) {
    button.textContent = button.dataset.sure;
    delete button.dataset.sure;
  } else {
    trigger("select", { act: "delete", conversation: button.dataset.delete });
  }
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = new FormData(event.target).get("title");
  trigger("select", { act: "rename", conversation: event.target.dataset.rename, title });
});
let waiting;
element.addEventListener("input", (event) => {
  if (event.target.id !== "kept-search") return;
  clearTimeout(waiting);
  const words = event.target.value;
  waiting = setTimeout(() => {
    assistantPage.refocus("kept-search");
    trigger("select", { act: "search", words });
  }, 250);
});
