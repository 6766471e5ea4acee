"""What an act or a message is called, in the reader's language; a key without words is shown as it is."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

ACTIONS: Mapping[str, str] = {
    "account.created": _("An account was made"),
    "account.disabled": _("An account was closed"),
    "account.enabled": _("An account was opened again"),
    "account.link_issued": _("A one-time link was made"),
    "account.password_set": _("A password was set"),
    "account.profile_changed": _("A person changed their name or language"),
    "account.role_granted": _("A role was given"),
    "account.role_revoked": _("A role was taken away"),
    "account.session_ended": _("A session was ended"),
    "account.sign_in_refused": _("A sign-in was refused"),
    "account.signed_in": _("A person signed in"),
    "account.signed_out": _("A person signed out"),
    "account.signed_up": _("A person made an account"),
    "authority.changed": _("The settings of an authority were changed"),
    "authority.comparison_changed": _("It was set with whom a unit is compared"),
    "authority.created": _("An authority was added"),
    "consultation.changed": _("A consultation was changed"),
    "consultation.correction_begun": _("A correction was begun"),
    "consultation.correction_discarded": _("A correction was discarded"),
    "consultation.document_added": _("A document was added"),
    "consultation.document_removed": _("A document was removed"),
    "consultation.preparation_deleted": _("A preparation was deleted"),
    "consultation.prepared": _("The preparation of a consultation was begun"),
    "consultation.published": _("A consultation was published"),
    "consultation.returned": _("A consultation was returned for changes"),
    "consultation.sent_for_approval": _("A consultation was sent for approval"),
    "draft.decisions_published": _("The decisions on a draft were published"),
    "draft.imported": _("A draft was imported"),
    "draft.published": _("A draft was published"),
    "draft.returned": _("A draft was returned for changes"),
    "draft.sent_for_approval": _("A draft was sent for approval"),
    "indicator.brought": _("Numbers of an indicator were brought"),
    "indicator.removed": _("Numbers of an indicator were removed"),
    "invitation.accepted": _("An invitation was accepted"),
    "invitation.sent": _("A person with an account was invited"),
    "invitation.withdrawn": _("An invitation was taken back"),
    "job.revived": _("A job was started again"),
    "mail.read": _("A mail was read in the outbox"),
    "mail.retried": _("A mail was sent again"),
    "mail.tested": _("A test mail was sent"),
    "organisation.changed": _("An organisation was changed"),
    "organisation.mandate_asked": _("A person asked to speak for an organisation"),
    "organisation.mandate_changed": _("What a person may do for an organisation was changed"),
    "organisation.mandate_confirmed": _("A person was confirmed to speak for an organisation"),
    "organisation.mandate_ended": _("A person left an organisation"),
    "organisation.registered": _("An organisation was registered"),
    "organisation.verification_asked": _("An organisation asked to be verified"),
    "organisation.verification_withheld": _("The verification of an organisation was withheld"),
    "organisation.verified": _("An organisation was verified"),
    "questionnaire.answers_brought": _("Answers were brought from a file"),
    "questionnaire.changed": _("A questionnaire was changed"),
    "questionnaire.correction_begun": _("A correction of a questionnaire was begun"),
    "questionnaire.counting_chosen": _("It was chosen which answers count"),
    "questionnaire.exported": _("Answers were given out for analysis"),
    "questionnaire.imported": _("A questionnaire was imported"),
    "questionnaire.published": _("A questionnaire was published"),
    "questionnaire.results_final": _("Results became final"),
    "remark.decision_approved": _("A decision on a remark was approved"),
    "remark.decision_proposed": _("A decision on a remark was written"),
    "remark.decision_returned": _("A decision on a remark was returned"),
    "remark.kept_held": _("A remark with personal data was kept back"),
    "remark.released": _("A remark that was held back was shown"),
    "weighting.dropped": _("Weights were taken away"),
    "weighting.kept": _("Weights were kept"),
}
MESSAGES: Mapping[str, str] = {
    "accounts/mail/offer": _("Invitation of somebody who has an account"),
    "accounts/mail/invitation": _("Invitation to work in Consult"),
    "accounts/mail/password_changed": _("A password was changed"),
    "accounts/mail/set_password": _("Link to set a password"),
    "accounts/mail/have_account": _("Word that an account is there already"),
    "accounts/mail/sign_up": _("Link to make an account"),
    "drafts/mail/decided": _("The answer to a remark is published"),
    "desks/mail/test": _("Test mail"),
    "organisations/mail/asked": _("Request to speak for an organisation"),
    "organisations/mail/joined": _("Word that a person may speak for an organisation"),
    "organisations/mail/verified": _("Word that an organisation is verified"),
    "organisations/mail/withheld": _("Word that an organisation is not verified"),
}
MAIL_STATES: Mapping[str, str] = {
    "waiting": _("waiting"),
    "failed": _("not sent"),
    "sent": _("sent"),
}


def action_words(key: str) -> str:
    """Say what was done."""
    return str(ACTIONS.get(key, key))


def message_words(key: str) -> str:
    """Say what a mail is about, without its content."""
    return str(MESSAGES.get(key, key))
