/* The choice of documents. */
function choose(form) {
  const data = new FormData(form);
  const [first, last] = [data.get("first"), data.get("last")];
  trigger("select", { kinds: data.getAll("kinds"), publishers: data.getAll("publishers"), first, last });
}
element.addEventListener("submit", (event) => {
  event.preventDefault();
  choose(event.target);
});
element.addEventListener("reset", (event) => {
  event.preventDefault();
  trigger("select", { kinds: [], publishers: [], first: "", last: "" });
});
