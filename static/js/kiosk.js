// On a tablet of the office there is no way back to what somebody else typed.
const start = location.pathname.replace(/\/\d+$/, "").replace(/\/tablet$/, "") + "/tablet";
const [visit] = performance.getEntriesByType("navigation");

function leave(isBack) {
  if (isBack && location.pathname !== start) location.replace(start);
}

leave(visit?.type === "back_forward");
addEventListener("pageshow", (event) => leave(event.persisted));
