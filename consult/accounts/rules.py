"""Rules of accounts on plain values: roles, lifetimes, addresses made comparable, tokens, a browser's short name."""

import secrets
from datetime import timedelta
from hashlib import sha256
from unicodedata import normalize

ROLES = ("admin", "editor", "approver", "analyst", "moderator", "clerk", "operator")
OPERATOR = "operator"
AUTHORITY_ROLES = tuple(role for role in ROLES if role != OPERATOR)

SIGN_IN = "sign_in"
SET_PASSWORD = "set_password"  # noqa: S105 - a purpose of a link
LINK_LIFETIMES = {SIGN_IN: timedelta(hours=1), SET_PASSWORD: timedelta(hours=24)}
"""How long a link may be used, by its purpose."""
SIGN_UP_LIFETIME = timedelta(hours=24)
"""How long a link that confirms an address may be used."""
INVITATION_LIFETIME = timedelta(days=7)
"""An invitation may wait for somebody who is away."""

IDLE = timedelta(minutes=30)
"""A session that nobody uses for so long is over (OWASP ASVS 7.3.1)."""
LONGEST_SESSION = timedelta(hours=12)
STRANGERS_SESSION = timedelta(hours=3)
"""What a stranger's form needs: its token, and messages."""
SEEN_EVERY = timedelta(minutes=1)
"""Use is noted at most so often, so that a page costs no write."""

TOKEN_BYTES = 32
TOKEN_LENGTH = 43

# Order matters: most browsers also call themselves by the names further down.
_BROWSERS = (
    ("edg", "Edge"),
    ("opr/", "Opera"),
    ("samsungbrowser", "Samsung Internet"),
    ("firefox", "Firefox"),
    ("fxios", "Firefox"),
    ("chrome", "Chrome"),
    ("crios", "Chrome"),
    ("safari", "Safari"),
)
_SYSTEMS = (
    ("android", "Android"),
    ("iphone", "iPhone"),
    ("ipad", "iPad"),
    ("windows", "Windows"),
    ("mac os", "macOS"),
    ("linux", "Linux"),
)


def email_key(email: str) -> str:
    """Make an address comparable: without case and without letters that only look another.

    Marks stay, because ł and l are two mailboxes.
    """
    return normalize("NFKC", normalize("NFKC", email.strip()).casefold())


def new_token() -> str:
    """Make a token of 256 random bits that fits a cookie and an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Hash a random token for the database; it is random enough to need no salt."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def browser_label(user_agent: str) -> str:
    """Name browser and system in two words that a person recognises, or nothing where neither is known."""
    said = user_agent.lower()
    named = (next((name for sign, name in signs if sign in said), None) for signs in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in named if name)
