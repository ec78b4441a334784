element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask]");
  if (button && !element.querySelector("[data-pending]")) {
    trigger("select", { question: button.textContent });
  }
});
