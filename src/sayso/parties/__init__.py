"""Names, capitals, demonyms and seats of power to the party they stand for. Pure; tables in `data/`, read once.

Where grammar decides ("officials in Seoul", but "a bakery in Pyongyang"), the caller passes the whole phrase to
`party_of`, or asks `look_up` what kind of form a name is.
"""

from sayso.parties.forms import (
    LONGEST_FORM,
    PLACES,
    Form,
    FormKind,
    Noun,
    knowing,
    look_up,
    settled,
    source_nouns,
    state_of_capital,
    words_of_names,
)
from sayso.parties.leaders import leader_party, leader_terms
from sayso.parties.mentions import Mention, find_parties
from sayso.parties.phrases import of_no_state, party_of, split_owner, stands_for

__all__ = [
    "LONGEST_FORM",
    "PLACES",
    "Form",
    "FormKind",
    "Mention",
    "Noun",
    "find_parties",
    "knowing",
    "leader_party",
    "leader_terms",
    "look_up",
    "of_no_state",
    "party_of",
    "settled",
    "source_nouns",
    "split_owner",
    "stands_for",
    "state_of_capital",
    "words_of_names",
]
