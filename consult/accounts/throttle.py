"""Token buckets in the database: how often something may be tried, without locking anybody out.

A try to sign in asks three buckets:

- the *address* it comes from: 30 tries in a quarter of an hour, for whatever account;
- the *e-mail* that is tried, from everywhere: 30 tries in an hour. It refuses nobody. While it is empty, many
  addresses try one account, and each of them is slowed down by the third bucket;
- the *pair* of both: 5 tries in a quarter of an hour, or one while the e-mail's bucket is empty.

So one machine gets 5 guesses at an account, a thousand machines one each in a quarter of an hour; and the owner,
who comes from an address of their own, is let in at once with the right password, also during the attack.
Who mistypes then may wait, or use a link by e-mail. A sign-in that succeeds gives back what it took, so that
an office behind one address is not stopped by its own people.

Keys are keyed hashes that change every day (which gives one bucketful more at midnight). Rows are removed after
a day. An address of IPv6 counts by its network of 64 bits, which is what one customer gets.
"""

import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.accounts.models import Throttle
from consult.accounts.rules import email_key

NETWORK_BITS = 64
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """A bucket that holds `most` tries and fills up from empty in `within`."""

    most: int
    within: timedelta

    def filled(self, tokens: float, passed: timedelta) -> float:
        """Tell what is in the bucket after some time; time never takes anything out."""
        return min(float(self.most), tokens + self.most * max(passed, timedelta()) / self.within)

    def wait(self, tokens: float, cost: float) -> timedelta:
        """Tell how long until `cost` tries are in the bucket."""
        return self.within * (max(cost - tokens, 0.0) / self.most)


QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
PAIR = Limit(5, QUARTER)
ADDRESS = Limit(30, QUARTER)
EMAIL = Limit(30, HOUR)
PRESENT_PASSWORD = Limit(5, QUARTER)
LINKS_FROM_ADDRESS = Limit(10, HOUR)
LINKS_TO_EMAIL = Limit(3, HOUR)


@dataclass(frozen=True)
class Keys:
    """Names buckets without telling whose they are."""

    secret: str
    day: date

    def of(self, purpose: str, *parts: str) -> str:
        """Name the bucket of this purpose for these parts, today."""
        said = "\0".join((self.day.isoformat(), purpose, *parts))
        return hmac.new(self.secret.encode(), said.encode("utf-8", "surrogatepass"), sha256).hexdigest()


@dataclass(frozen=True)
class SignInKeys:
    """The three buckets of one try to sign in."""

    pair: str
    address: str
    email: str


def sign_in_keys(keys: Keys, email: str, address: str | None) -> SignInKeys:
    """Name the buckets of a try."""
    who, where = email_key(email), network_of(address)
    return SignInKeys(keys.of("pair", who, where), keys.of("address", where), keys.of("email", who))


def network_of(address: str | None) -> str:
    """Name the network that counts as one place; whatever is no address is one place too."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return f"{int(parsed) >> NETWORK_BITS:x}"
    return str(parsed)


def take(session: Session, key: str, limit: Limit, *, now: datetime, cost: float = 1) -> timedelta | None:
    """Take from the bucket; where there is too little, take nothing and tell how long to wait."""
    bucket = _locked(session, key, limit, now)
    if bucket.tokens < cost:
        return limit.wait(bucket.tokens, cost)
    bucket.tokens -= cost
    session.flush()
    return None


def give_back(session: Session, key: str, limit: Limit, *, now: datetime, amount: float = 1) -> None:
    """Put back what was taken."""
    bucket = _locked(session, key, limit, now)
    bucket.tokens = min(float(limit.most), bucket.tokens + amount)
    session.flush()


def take_sign_in(session: Session, keys: SignInKeys, *, now: datetime) -> timedelta | None:
    """Take one try to sign in from its three buckets, or tell how long to wait."""
    wait = take(session, keys.address, ADDRESS, now=now)
    if wait is not None:
        return wait
    is_attacked = _locked(session, keys.email, EMAIL, now).tokens < 1
    wait = take(session, keys.pair, PAIR, now=now, cost=PAIR.most if is_attacked else 1)
    if wait is None and not is_attacked:
        take(session, keys.email, EMAIL, now=now)
    return wait


def forgive_sign_in(session: Session, keys: SignInKeys, *, now: datetime) -> None:
    """Give back what a try took that succeeded, and forget the mistakes before it."""
    give_back(session, keys.address, ADDRESS, now=now)
    give_back(session, keys.email, EMAIL, now=now)
    give_back(session, keys.pair, PAIR, now=now, amount=PAIR.most)


def remove_old(session: Session, *, now: datetime) -> None:
    """Remove the buckets of yesterday."""
    session.execute(delete(Throttle).where(Throttle.refilled_at <= now - KEPT))


def _locked(session: Session, key: str, limit: Limit, now: datetime) -> Throttle:
    """Get the bucket, filled up to now and locked until the transaction ends; the first to ask makes it."""
    bucket = session.get(Throttle, key, with_for_update=True)
    if bucket is None:
        try:
            with session.begin_nested():
                session.add(Throttle(key=key, tokens=float(limit.most), refilled_at=now))
        except IntegrityError:  # another try made it meanwhile, and is over
            pass
        bucket = session.get_one(Throttle, key, with_for_update=True)
    bucket.tokens = limit.filled(bucket.tokens, now - bucket.refilled_at)
    bucket.refilled_at = max(now, bucket.refilled_at)
    return bucket
