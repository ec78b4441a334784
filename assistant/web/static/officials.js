/* Files are dropped and sent with progress; a change is watched. All of it works without this, too. */
for (const form of document.querySelectorAll("form.upload")) {
  const zone = form.querySelector("[data-drop]");
  const field = form.querySelector("input[type=file]");
  const sending = form.querySelector(".sending");
  const [said, bar] = [sending.querySelector("span"), sending.querySelector("progress")];
  form.querySelector(".dropping").hidden = !field.multiple;

  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", name === "dragenter" || name === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    const buttons = form.querySelectorAll("button");
    const tell = (words) => ((sending.hidden = false), (said.textContent = words));
    const fail = () => {
      tell(form.dataset.broken);
      for (const button of buttons) button.disabled = false;
    };
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = loaded / total;
      tell(form.dataset.sending.replace("{percent}", Math.round((100 * loaded) / total)));
    });
    request.addEventListener("load", () => {
      // A page that says what is wrong has no address of its own.
      if (request.status === 200 && request.responseURL !== form.action) location = request.responseURL;
      else if (request.status === 422) showFault(request.responseText);
      else fail();
    });
    request.addEventListener("error", fail);
    for (const button of buttons) button.disabled = true;
    request.open("POST", form.action);
    request.send(data);
    function showFault(page) {
      const fault = new DOMParser().parseFromString(page, "text/html").querySelector(".fault");
      fail();
      if (fault) tell(fault.textContent);
    }
  });
}

for (const panel of document.querySelectorAll("[data-watch]")) {
  const stages = JSON.parse(panel.dataset.stages);
  const bar = panel.querySelector("progress");
  const look = async () => {
    try {
      const state = await (await fetch(panel.dataset.watch)).json();
      if (state.status !== "running") return location.reload();
      panel.querySelector(".stage").textContent = stages[state.stage] ?? state.stage;
      panel.querySelector(".of").textContent = state.total > 1 ? `${state.done} / ${state.total}` : "";
      bar.max = state.total || 1;
      bar.value = state.done;
    } catch {
      // The server may be restarting; it is asked again.
    }
    setTimeout(look, 700);
  };
  setTimeout(look, 500);
}
