/* The list of conversations. */
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("open" in button.dataset) trigger("select", { act: "open", conversation: button.dataset.open });
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
