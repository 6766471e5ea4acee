"""Chromium with our demands: what a page must keep that only a browser can tell."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request

AXE = (Path(__file__).parent / "vendor/axe-core@4.14.1/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return found.violations.map((v) => `${v.id}: ${v.help}: ` + v.nodes.map((n) => n.html.slice(0, 200)).join(" | "));
}"""
PARTS = 5  # at most: a date has a day, a month, a year and a calendar
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))"""

# A radio group is one stop. What is in a closed `details`, hidden or off is none.
LIST_STOPS = """() => {
  const all = document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]");
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest("[inert]");
  const groups = new Set();
  window.stops = [...all].filter((e) => {
    if (e.tabIndex < 0 || e.matches(":disabled") || !shown(e)) return false;
    if (e.type !== "radio") return true;
    const group = `${e.form?.id} ${e.form?.action} ${e.name}`;
    return !groups.has(group) && groups.add(group);
  });
  return window.stops.map((e) => e.outerHTML.slice(0, 120));
}"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const ring = (n) => [null, "::before", "::after"].some((part) => {
    const s = getComputedStyle(n, part);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none";
  });
  const around = [e, e.parentElement, e.closest("label"), e.nextElementSibling, ...(e.labels || [])];
  const radio = (s) => e.type === "radio" && s.type === "radio" && s.name === e.name && s.form === e.form;
  return {
    stop: window.stops.findIndex((s) => s === e || radio(s)),
    html: e.outerHTML.slice(0, 120),
    visible: around.some((n) => n && ring(n)),
  };
}"""


@dataclass
class Looking:
    """One window of a person: the page, and what went wrong behind it."""

    page: Page
    base_url: str
    has_javascript: bool = True
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def into(cls, context: BrowserContext, base_url: str, *, has_javascript: bool = True) -> "Looking":
        """Open a window that notes each error, refusal and foreign request."""
        looking = cls(context.new_page(), base_url, has_javascript)
        looking.page.on("console", looking.note_console)
        looking.page.on("pageerror", lambda error: looking.troubles.append(f"script: {error}"))
        looking.page.on("request", looking.note_request)
        return looking

    def note_console(self, message: ConsoleMessage) -> None:
        """Note errors: a refusal by the content policy is one."""
        expected = "Failed to load resource" in message.text and self._is_page(message.location["url"])
        if message.type == "error" and not expected:  # an error page is looked at as any other
            self.troubles.append(f"console: {message.text}")

    def _is_page(self, url: str) -> bool:
        return urldefrag(url).url == urldefrag(self.page.url).url

    def note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.base_url:
            self.troubles.append(f"another origin: {request.url}")

    def visit(self, path: str, status: int = 200) -> Page:
        """Go to a page and check it."""
        response = self.page.goto(self.base_url + path)
        assert response is not None, path
        assert response.status == status, f"{path}: {response.status}"
        self.check()
        return self.page

    def follow(self, link: Locator, *, key: str = "") -> None:
        """Click what leads to another page, or press a key on it, and wait until that page stands."""
        with self.page.expect_navigation():
            link.press(key) if key else link.click()

    def check(self) -> None:
        """Check the page as it now stands."""
        faults = [*self.troubles, *self._sideways(), *self._axe()]
        assert not faults, f"{self.page.url}:\n" + "\n".join(faults)

    def _sideways(self) -> list[str]:
        wide, seen = self.page.evaluate(WIDTHS)
        return [f"scrolls sideways, {wide} in {seen} px: {self.page.evaluate(WIDE)}"] if wide > seen else []

    def _axe(self) -> list[str]:
        """Ask axe; it is handed over by the browser's own door, which the page's policy does not close."""
        if not self.has_javascript:
            return []
        self.page.evaluate(AXE)
        return list(self.page.evaluate(RUN_AXE, RULES))

    def walk(self) -> list[str]:
        """Press Tab through the page: each control is reached in the order of the page, is seen, and lets go.

        Gives back the controls in their order.
        """
        stops = self.page.evaluate(LIST_STOPS)
        self.page.evaluate("() => { document.activeElement.blur(); window.scrollTo(0, 0); }")
        reached: list[int] = []
        for _ in range(len(stops) * PARTS + 2):
            self.page.keyboard.press("Tab")
            focused: dict[str, Any] | None = self.page.evaluate(FOCUSED)
            if focused is None:
                break
            assert focused["stop"] >= 0, f"focus on what is no control: {focused['html']}"
            is_inside = reached[-1:] == [focused["stop"]]  # the month in a date; its ring is the browser's
            assert focused["visible"] or is_inside, f"focus is not to be seen: {focused['html']}"
            reached.append(focused["stop"])
        else:
            raise AssertionError(f"the focus is trapped: {[stops[stop] for stop in reached[-3:]]}")
        left_out = [stops[stop] for stop in range(len(stops)) if stop not in reached]
        assert not left_out, f"not reached by Tab: {left_out}"
        assert reached == sorted(reached), f"Tab jumps: {[stops[stop] for stop in reached]}"
        return [str(stop) for stop in stops]
