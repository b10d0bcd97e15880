"use strict";
document.documentElement.classList.add("scripted");

function byHand(words) {
  const area = document.createElement("textarea");
  area.value = words;
  area.readOnly = true;
  area.className = "away";
  document.body.append(area);
  area.select();
  let done = false;
  try { done = document.execCommand("copy"); } catch { done = false; }
  area.remove();
  return done;
}

async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return byHand(words);
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-from]");
  if (!button) return;
  const source = document.getElementById(button.dataset.from);
  const said = document.getElementById("said");
  said.textContent = "";
  const done = await copied(source.textContent);
  if (!done) {
    source.closest("details").open = true;
    getSelection().selectAllChildren(source);
  }
  button.dataset.state = done ? "done" : "hand";
  said.textContent = done ? "Copied." : "The text is selected. Copy it by hand.";
  button.focus();
  setTimeout(() => delete button.dataset.state, 2500);
});
