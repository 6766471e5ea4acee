"""Why a weighting cannot be made or used, in the reader's language."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from consult.results.rules.refusal import Refusal

REFUSALS = (
    lazy_gettext("%(key)s has no option %(option)s"),
    lazy_gettext("%(key)s has not one answer of several, so it names no category"),
    lazy_gettext("%(key)s is no number, so it cannot be a weight"),
    lazy_gettext("%(key)s, %(option)s: give ages such as 18-29 or 60+, not %(given)s"),
    lazy_gettext("%(key)s: a weight below zero, or none at all"),
    lazy_gettext("%(key)s: the ages %(before)s and %(name)s overlap"),
    lazy_gettext("%(key)s: the population is known for K and M, not for %(word)s"),
    lazy_gettext("%(margin)s has %(count)s rows, the sample %(rows)s"),
    lazy_gettext("%(margin)s: how many people are %(category)s?"),
    lazy_gettext("%(margin)s: missing in %(rows)s rows"),
    lazy_gettext("%(margin)s: no number of people for %(categories)s"),
    lazy_gettext("%(margin)s: nobody in the sample is %(categories)s: join it with another category"),
    lazy_gettext("%(margin)s: nobody is in it"),
    lazy_gettext("%(margin)s: known of nobody"),
    lazy_gettext("%(margin)s: the sample has %(categories)s, the population does not"),
    lazy_gettext("%(name)s has no option %(category)s: name the options as the margin does, or map them"),
    lazy_gettext("%(name)s: a name has small letters, digits and hyphens, %(most)s at most"),
    lazy_gettext("%(unit)s has no parts to weight by area"),
    lazy_gettext("a weighting needs a margin, or a question that holds weights"),
    lazy_gettext("nobody has answered yet"),
    lazy_gettext("nobody is left: all values are missing or outside the domain"),
    lazy_gettext("row %(row)s: %(cell)s is no number of people"),
    lazy_gettext("row %(row)s: %(mistake)s"),
    lazy_gettext("row %(row)s: %(name)s has %(category)s already"),
    lazy_gettext("row %(row)s: margin, category and number of people were expected"),
    lazy_gettext("the least weight must lie below the mean, and the greatest above it"),
    lazy_gettext("the margins differ in their totals: %(totals)s"),
    lazy_gettext("the mean weight lies outside the limits: no weights between them have the same sum"),
    lazy_gettext("the people of %(unit)s by sex and age are not known: see `consult population import`"),
    lazy_gettext("the population is known for the ages %(known)s, which %(name)s cuts"),
    lazy_gettext("there is no margin to meet"),
    lazy_gettext("there is no method %(method)s; there are %(methods)s"),
    lazy_gettext("there is no question %(key)s"),
    lazy_gettext("there is no question %(name)s that the margin of this name could be about"),
    lazy_gettext("there is no row with a margin, a category and a number of people"),
    lazy_gettext("there is no unit %(code)s"),
)
"""All that the rules refuse with before a page; a test sees that none is left out."""


def refusal_words(refusal: Refusal) -> str:
    """Say a refusal as a sentence; a key or a name at its beginning stays as it is."""
    said: str = _(refusal.words, **refusal.facts)
    return said if refusal.words.startswith("%") else said[:1].upper() + said[1:]
