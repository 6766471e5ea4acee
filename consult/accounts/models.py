"""Tables of people, their roles, their sessions, their one-time links, and the throttle."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.rules import IDLE, OPERATOR
from consult.authorities.models import Authority
from consult.orm import Base


class Account(Base):
    """A person who can sign in. Without a password there is no sign-in by password yet."""

    __tablename__ = "accounts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(300), unique=True)
    """The address as it is compared: see `rules.email_key`."""
    name: Mapped[str] = mapped_column(String(300), default="")
    password_hash: Mapped[str | None] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2), default="pl")
    """The language of mails to this person."""
    is_disabled: Mapped[bool] = mapped_column(default=False)
    is_self_made: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Made by the person, to speak for an organisation, and not by an office that invited them."""
    created_at: Mapped[datetime]

    roles: Mapped[list["RoleGrant"]] = relationship(
        back_populates="account", lazy="selectin", cascade="all, delete-orphan", order_by="RoleGrant.role"
    )

    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Tell whether the person may sign in."""
        return not self.is_disabled

    def get_id(self) -> str:
        """Name the person for Flask-Login."""
        return str(self.id)

    def holds(self, *roles: str, authority_id: UUID | None = None) -> bool:
        """Tell whether the person has one of the roles, in this authority or, without one named, in any."""
        return any(
            grant.role in roles and (authority_id is None or grant.authority_id == authority_id) for grant in self.roles
        )

    def authority_ids(self, *roles: str) -> set[UUID]:
        """Give the authorities in which the person has one of the roles."""
        return {grant.authority_id for grant in self.roles if grant.role in roles and grant.authority_id is not None}


class Stranger:
    """Whoever is not signed in."""

    id = None
    name = ""
    language = "pl"
    is_authenticated = False
    is_active = False
    is_anonymous = True

    def get_id(self) -> None:
        """Name nobody."""

    def holds(self, *roles: str, authority_id: UUID | None = None) -> bool:
        """Tell that a stranger has no role."""
        return False

    def authority_ids(self, *roles: str) -> set[UUID]:
        """Tell that a stranger has a role nowhere."""
        return set()


class RoleGrant(Base):
    """A role that a person has in an authority; the operator's is in none."""

    __tablename__ = "role_grants"
    __table_args__ = (
        UniqueConstraint("account_id", "authority_id", "role"),
        CheckConstraint(f"(role = '{OPERATOR}') = (authority_id IS NULL)", name="only_the_operator_has_no_authority"),
        Index(
            "uq_role_grants_account_id_operator",
            "account_id",
            unique=True,
            sqlite_where=text("authority_id IS NULL"),
            postgresql_where=text("authority_id IS NULL"),
        ),
        Index(None, "authority_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    authority_id: Mapped[UUID | None] = mapped_column(ForeignKey("authorities.id"))
    role: Mapped[str] = mapped_column(String(20))

    account: Mapped[Account] = relationship(back_populates="roles")
    authority: Mapped[Authority | None] = relationship()


class RoleInvitation(Base):
    """Roles that an office offers to somebody who has an account already; they are given when the person accepts.

    Until then the office knows nothing of the person beside the address that it typed.
    """

    __tablename__ = "role_invitations"
    __table_args__ = (UniqueConstraint("authority_id", "account_id"), Index(None, "account_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("authorities.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    email: Mapped[str] = mapped_column(String(254))
    """The address as the office typed it."""
    roles: Mapped[list[str]]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """The SHA-256 of the token in the link."""
    expires_at: Mapped[datetime]

    account: Mapped[Account] = relationship()
    authority: Mapped[Authority] = relationship()


class WebSession(Base):
    """A session of a browser; `id` is the SHA-256 of the token in its cookie."""

    __tablename__ = "web_sessions"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    label: Mapped[str] = mapped_column(String(60), default="")
    """Browser and system in two words, for the person's own list; never an address."""

    def is_alive(self, now: datetime) -> bool:
        """Tell whether the session still counts: not past its end, and not left alone when signed in."""
        return now < self.expires_at and (self.account_id is None or now < self.seen_at + IDLE)


class OneTimeLink(Base):
    """A link that was sent or printed, good for one use; only the SHA-256 of its token is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = (Index(None, "account_id"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    purpose: Mapped[str] = mapped_column(String(20))
    """A key of `rules.LINK_LIFETIMES`."""
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


class SignUp(Base):
    """An address whose owner, probably, wants an account; it has none until the link in the mail is used."""

    __tablename__ = "sign_ups"
    __table_args__ = (Index(None, "email_key"), Index(None, "expires_at"))

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The SHA-256 of the token in the link."""
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2))
    expires_at: Mapped[datetime]


class Throttle(Base):
    """A bucket of tries; `key` is a keyed hash that changes every day, never an address or an e-mail."""

    __tablename__ = "throttles"
    __table_args__ = (Index(None, "refilled_at"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tokens: Mapped[float]
    refilled_at: Mapped[datetime]
