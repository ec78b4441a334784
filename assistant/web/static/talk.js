/* What is pressed in the conversation goes to the server; page.js does the rest. */
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || element.querySelector("[data-pending]")) return;
  if ("ask" in button.dataset) trigger("select", { act: "ask", question: button.textContent });
  if ("verdict" in button.dataset) {
    const { exchange, verdict } = button.dataset;
    trigger("select", { act: "rate", exchange: Number(exchange), verdict, comment: "" });
  }
});
element.addEventListener("submit", (event) => {
  const form = event.target;
  event.preventDefault();
  const { exchange, verdict } = form.dataset;
  const comment = new FormData(form).get("comment");
  trigger("select", { act: "rate", exchange: Number(exchange), verdict, comment });
});
