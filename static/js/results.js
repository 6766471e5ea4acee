// Follows results while answers come in: asks again after some seconds, and takes what changed. What somebody works with
// at this moment stays, and so do the tables that were opened.
const live = document.querySelector("[data-live]");
let tag = "";

function isInUse() {
  const chosen = document.getSelection();
  return live.contains(document.activeElement) || (chosen && !chosen.isCollapsed && live.contains(chosen.anchorNode));
}

async function ask() {
  if (document.hidden || isInUse()) return;
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(location.href, { headers, cache: "no-store" });
  if (answer.status !== 200 || answer.redirected) return; // 304: nothing new
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (!fresh || isInUse()) return;
  tag = answer.headers.get("ETag") ?? "";
  const open = [...live.querySelectorAll("figure:has(details[open])")].map((figure) => figure.id);
  live.replaceChildren(...fresh.childNodes);
  for (const id of open) live.querySelector(`#${CSS.escape(id)} details`)?.setAttribute("open", "");
}

setInterval(() => ask().catch(() => {}), Number(live.dataset.live) * 1000);
