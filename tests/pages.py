"""A person with a browser: visits pages, fills in the real forms, and checks each page on the way."""

import re
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.page_checks import CHECKS, header_faults, words

LONG = 600
TOKENS = re.compile(
    r'(?<=name="csrf_token" value=")[^"]*|(?<=name="slot" value=")[^"]*|\b[0-9a-f]{32}\b|'
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)
"""What is drawn by lot: tokens, keys and ids."""
SOUND: set[tuple[str, str]] = set()
"""Pages without a fault, by host and content."""


class Page(BeautifulSoup):
    """A fetched page, to be asked with `select`."""

    status: int
    url: str
    host: str
    headers: dict[str, str]

    @classmethod
    def of(cls, response: TestResponse) -> Self:
        page = cls(response.text, "html.parser")
        for template in page.select("template"):  # a browser shows nothing of it until a script does
            template.decompose()
        page.status = response.status_code
        page.url = response.request.url
        page.host = urlsplit(page.url).netloc
        page.headers = {name.lower(): value for name, value in response.headers}
        return page

    def faults(self, text: str) -> list[str]:
        """List all that is wrong with the page; one that was judged before, but for its tokens, is not judged again."""
        judged = (self.host, TOKENS.sub("", text))
        if judged not in SOUND:
            if found := [fault for check in CHECKS for fault in check(self, text)]:
                return found
            SOUND.add(judged)
        return list(header_faults(self.headers))


class Visitor:
    """A person with a browser that keeps cookies. A stranger's must stay empty until a form needs one."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def visit(self, url: str, status: int = 200, *, cookie: bool = False, **request: Any) -> Page:
        """Fetch a page, following redirects.

        A stranger gets no cookie before a form needs one or a language is chosen; else say `cookie=True`.
        """
        stranger = self.is_stranger
        response = self.client.get(url, follow_redirects=True, **request)
        page = self._page(response, status)
        needs_one = page.select("input[name=csrf_token]") or "lang=" in urlsplit(url).query
        if stranger and not cookie and not needs_one:
            assert self.is_stranger, f"{url} gives a cookie to a stranger: {response.headers.get('Set-Cookie')}"
        return page

    def fetch(self, url: str, status: int = 200, **request: Any) -> TestResponse:
        """Fetch what is not a page (a file, JSON, a calendar), without following redirects."""
        response = self.client.get(url, **request)
        assert response.status_code == status, f"{url}: {response.status}"
        assert not list(header_faults({name.lower(): value for name, value in response.headers}))
        return response

    def send(
        self,
        where: str | Page,
        fields: Mapping[str, Any] | None = None,
        /,
        *,
        status: int = 200,
        form: str = "main form",
        button: str | None = None,
        **more: Any,
    ) -> Page:
        """Fill in the form of a page as a person does, send it, and follow redirects.

        Only fields that the form has can be filled, only options that it offers chosen; what is hidden
        or filled in already goes along. `form` is a selector, `button` the words on the button; where the
        page has several forms, the first with all the fields and the button is taken. A list chooses
        several, True or False ticks a single box, None empties, `(file, "name.csv")` attaches.
        """
        page = where if isinstance(where, Page) else self.visit(where)
        given = {**(fields or {}), **more}
        filled = choose_form(page, form, given, button)
        url = urljoin(page.url, str(filled["action"]))
        data = values_of(filled, given, button)
        origin = f"{urlsplit(page.url).scheme}://{page.host}"
        headers = {"Origin": origin, "Referer": page.url, "Sec-Fetch-Site": "same-origin"}
        if str(filled["method"]).lower() == "get":
            response = self.client.get(url, query_string=data, headers=headers, follow_redirects=True)
        else:
            response = self.client.post(url, data=data, headers=headers, follow_redirects=True)
        return self._page(response, status)

    @property
    def is_stranger(self) -> bool:
        """Tell whether the browser holds no cookie."""
        return not self.client._cookies

    def _page(self, response: TestResponse, status: int) -> Page:
        assert response.mimetype == "text/html", f"{response.request.path} is {response.mimetype}, not a page"
        page = Page.of(response)
        said = words(page.select_one("main") or page)[:LONG]
        assert page.status == status, f"{response.request.path}: {response.status} instead of {status}: {said}"
        faults = page.faults(response.text)
        assert not faults, f"{response.request.path}:\n" + "\n".join(faults)
        return page


def choose_form(page: Page, selector: str, given: Mapping[str, Any], button: str | None) -> Tag:
    """Choose the first form that has all the fields and the button."""
    forms = page.select(selector)
    for form in forms:
        names = {str(control["name"]) for control in controls_of(form)}
        if given.keys() <= names and (button is None or button_of(form, button)):
            return form
    have = [sorted({str(control["name"]) for control in controls_of(form)}) for form in forms]
    raise AssertionError(f"{page.url}: no form with {sorted(given)} and button {button!r}; the page has {have}")


def controls_of(form: Tag) -> list[Tag]:
    """List the named controls of a form, those outside that name it among them."""
    inside = form.select("input[name], select[name], textarea[name], button[name]")
    page = form.find_parents()[-1]
    outside = page.select(f'[name][form="{form["id"]}"]') if form.get("id") else []
    return [control for control in [*inside, *outside] if not is_off(control)]


def is_off(control: Tag) -> bool:
    return control.has_attr("disabled") or bool(control.find_parent("fieldset", disabled=True))


def button_of(form: Tag, text: str) -> Tag | None:
    """Find the button that says these words."""
    buttons = form.select("button:not([type=button]), input[type=submit]")
    return next((button for button in buttons if text in {words(button), button.get("value")}), None)


def values_of(form: Tag, given: Mapping[str, Any], button: str | None = None) -> dict[str, list[Any]]:
    """Collect what a browser would send."""
    values: dict[str, list[Any]] = {}
    controls = controls_of(form)
    for control in controls:
        if not is_button(control):
            values.setdefault(str(control["name"]), []).extend(present(control))
    for name, value in given.items():
        values[name] = chosen([control for control in controls if control["name"] == name], name, value)
    pressed = button_of(form, button) if button else next(filter(is_button, form.select("button, input")), None)
    if pressed is not None and pressed.get("name") and pressed["name"] not in given:
        values[str(pressed["name"])] = [pressed.get("value", "")]
    return {name: sent for name, sent in values.items() if sent}


def is_button(control: Tag) -> bool:
    """Tell whether the control sends the form."""
    kind = control.get("type", "submit" if control.name == "button" else "text")
    return kind in {"submit", "image"} or (control.name == "button" and kind == "submit")


def present(control: Tag) -> list[str]:
    """Give what the control holds as the page came."""
    if control.name == "textarea":
        return [control.get_text().removeprefix("\n")]
    if control.name == "select":
        options = control.select("option")
        picked = [option for option in options if option.has_attr("selected")]
        if not picked and not control.has_attr("multiple"):
            picked = options[:1]
        return [option_value(option) for option in picked]
    if control.get("type") in {"radio", "checkbox"}:
        return [str(control.get("value", "on"))] if control.has_attr("checked") else []
    return [] if control.get("type") in {"file", "button", "reset"} else [str(control.get("value", ""))]


def option_value(option: Tag) -> str:
    return str(option["value"]) if option.has_attr("value") else words(option)


def chosen(controls: list[Tag], name: str, value: Any) -> list[Any]:
    """Turn what a test gives into what a browser sends, refusing what a person could not choose."""
    offered = offers(controls)
    if value is None or value is False:
        return [] if offered is not None else [""]
    if value is True:
        assert offered is not None, f"{name} is no box to tick"
        assert len(offered) == 1, f"{name} has {len(offered)} boxes: name one"
        return list(offered)
    several = value if isinstance(value, (list, set)) else [value]
    sent = [item if isinstance(item, tuple) else str(item) for item in several]
    refused = [item for item in sent if offered is not None and item not in offered]
    assert not refused, f"{name} does not offer {refused}, but {offered}"
    return sent


def offers(controls: list[Tag]) -> list[str] | None:
    """List the values that can be chosen, or None where a person types."""
    if all(control.get("type") in {"radio", "checkbox"} for control in controls):
        return [str(control.get("value", "on")) for control in controls]
    if controls[0].name == "select":
        return [option_value(option) for option in controls[0].select("option:not([disabled])")]
    buttons = [control for control in controls if is_button(control)]
    return [str(control.get("value", "")) for control in buttons] if buttons else None
