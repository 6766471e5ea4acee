// Follows what the office shows on the screen of a hall: asks again after some seconds, and takes what changed.
const followed = document.querySelector("[data-follow]");
if (followed) {
  let tag = "";
  const ask = async () => {
    if (document.hidden) return;
    const headers = tag ? { "If-None-Match": tag } : {};
    const answer = await fetch(location.href, { headers, cache: "no-store" });
    if (answer.status !== 200) return; // 304: nothing new
    tag = answer.headers.get("ETag") ?? "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-follow]");
    if (fresh && fresh.innerHTML !== followed.innerHTML) followed.innerHTML = fresh.innerHTML;
    document.title = page.title;
  };
  setInterval(() => ask().catch(() => {}), Number(followed.dataset.follow) * 1000);
}
