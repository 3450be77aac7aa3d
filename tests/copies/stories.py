"""Invented stories for the copy tests, and articles made of them by recipe. Nothing in them is real.

A recipe builds the text: `A*` a whole story of `stories.py`, `A2-4` paragraphs 2 to 4, `Q` a long speech, `P` a post;
`~x=>y` replaces words; `+text` adds a paragraph.
"""

from __future__ import annotations

import re

from sayso.records import UNDATED, Article, Basis, Dated, make_id

STORIES = {
    # a wire report
    "A": [
        "VARNHOLM, Ostrava Coast (NWA) — The government of Tessaly on Wednesday ordered its coast guard to board any "
        "freighter suspected of carrying turbines to the breakaway province of Karrow, officials in the capital said.",
        "The order, signed after a late cabinet meeting, follows weeks of reports that 14 ships slipped past patrols "
        "during the autumn storms and unloaded machinery at a disused whaling station near the border.",
        "“We will not stand on the quay and wave them through,” Harbour Minister Ilse Brandvold told reporters outside "
        "the ministry. “Every hold will be opened, every crate will be counted, and nobody will be excused.”",
        "Karrow's self-styled administration rejected the accusation within hours, calling the whaling station a "
        "fish-meal plant and inviting foreign journalists to walk through its empty sheds this weekend.",
        "Shipping insurers raised the premium for the northern route by a third on Thursday morning, and two lines "
        "based in Port Sorrel told customers that they would wait for calmer water before sailing again.",
        "Tessaly lost control of the province nine years ago after a short war that killed at least 2,300 people and "
        "left the railway, the dams and most of the copper mines in the hands of a militia.",
        "A truce brokered by neighbouring Ardmark has mostly held since then, although each side accuses the other of "
        "moving guns by night and of jamming the radios of fishing boats along the sound.",
        "Diplomats in Ardmark said they had proposed a joint inspection of the station before the end of the month, "
        "but neither party had answered in writing by the time the cabinet met.",
    ],
    # another newspaper's own report of the same event, with the same official's words
    "B": [
        "Crews of the Tessalian coast guard have been told to stop and search cargo vessels bound for Karrow, in the "
        "sharpest step yet against a trade that the capital says keeps the separatists' power plants alive.",
        "Ilse Brandvold, who runs the harbour ministry, announced it on the steps of her office. “We will not stand on "
        "the quay and wave them through,” she said. “Every hold will be opened, every crate will be counted, and "
        "nobody will be excused.”",
        "Her deputies spent the evening explaining to shipowners what papers the boarding parties would ask for. Three "
        "captains who attended described the briefing as tense, and one walked out before it ended.",
        "In Karrow the announcement was met with scorn. A spokesman for the militia said nothing but herring passed "
        "through the old station, and offered to feed lunch to anyone who came to look.",
        "Analysts doubt that the patrol fleet, six cutters of which two are in dry dock, can watch so long a coast in "
        "winter. They expect a few loud seizures and then a quiet return to the old habits.",
        "For the villages on the sound the quarrel is a matter of fuel and bread. Residents reached by telephone said "
        "the ferry had not come for eight days and that the school was heated with driftwood.",
    ],
    # unrelated
    "C": [
        "The city orchestra of Lindmouth will play its first season in the rebuilt gasworks, four years after a fire "
        "destroyed the concert hall in which it had performed since the time of the old queen.",
        "Conductor Marek Osei promised a programme of sea music for the opening night and said the iron dome gave the "
        "brass a darker sound than the players had been used to.",
        "Tickets for the first two weeks were gone within an hour of the box office opening, and the management is "
        "thinking of adding afternoon performances for schools in the eastern districts.",
        "The restoration cost nearly twice what the council had planned, mainly because tar was found under the floor "
        "and every barrow of soil had to be washed before it could leave the site.",
        "Neighbours who once signed a petition against the plan now queue at the new café, where an old stoker shows "
        "children how the valves were worked when the plant still lit the streets.",
        "The old hall's only surviving piece, a brass clock with one hand, hangs over the stage door and is wound each "
        "Friday by the youngest member of the chorus.",
    ],
    # A told again in other words, paragraph by paragraph
    "R": [
        "Tessaly's government has instructed coastguards to inspect every cargo ship thought to be bringing "
        "turbines to Karrow, the province that broke away, according to officials speaking in Varnholm on "
        "Wednesday.",
        "Signed when a cabinet session ended late at night, the instruction comes after weeks in which reports "
        "told of 14 vessels evading patrols amid autumn storms to land machines at an abandoned whaling station "
        "by the border.",
        "“We shall not stay on the pier and let them pass,” Ilse Brandvold, the harbour minister, said to "
        "journalists in front of her ministry. “All holds are going to be opened and all crates counted.”",
        "The administration that Karrow has set up for itself denied the charge in a matter of hours: it "
        "described the whaling station as a plant making fish-meal, and asked foreign reporters to tour the "
        "vacant sheds at the weekend.",
        "By Thursday morning insurers of shipping had lifted premiums on the northern route by one third, while "
        "two Port Sorrel lines informed their customers that sailings would be put off until the water was "
        "calmer.",
        "Nine years have passed since Tessaly was deprived of the province in a brief war, in which no fewer than "
        "2,300 people died and a militia took hold of the dams, the railway and the majority of copper mines.",
        "Since then a truce arranged by Ardmark next door has for the most part been kept, even if both sides "
        "charge one another with shifting guns at night and jamming radios on fishing boats in the sound.",
        "According to diplomats from Ardmark, a joint inspection of the station had been proposed for this month, "
        "yet no written answer had come from either party when the cabinet gathered.",
    ],
    # a footer every page of one publisher bears
    "F": [
        "Sign up for the morning letter of this newspaper and receive the five stories that matter before breakfast. "
        "Our reporters answer readers' questions on weekdays. Letters may be shortened. Copyright belongs to the "
        "publisher, and nothing on these pages may be printed again, recorded or passed on without written leave.",
        "Complaints go to the readers' editor at the old customs house, who answers within ten days and whose rulings "
        "are posted beside the front door, where anyone may read them on a working morning.",
    ],
}  # fmt: skip

SPEECH = (
    "“I have heard this charge in every port from here to the ice, and I will answer it once. We have sold no guns and "
    "bought none. We have asked for flour, for lamp oil and for a doctor, and we have been sent pamphlets. If there is "
    "a crate of rifles in my harbour then let whoever counted it come and show me where it stands, because my own men "
    "have looked under every net and found nothing there but rats and rope.”"
)

POST = (
    "Nobody in this harbour has loaded anything but herring since the autumn storms, and the ministry knows it because "
    "its own inspectors had lunch with us on the quay last week. Come and look for yourselves, every shed is open and "
    "the tea is hot. We will not be called smugglers by people who have never hauled a net in their lives.\n\n"
    "— Karrow Harbour Office (@karrowharbour) May 2, 2031"
)

_STEP = re.compile(r"[~+].+?(?=\s[A-Z](?:\*|\d)|\s~|$)|[A-Z](?:\*|\d+(?:-\d+)?)?")


def build(recipe: str) -> str:
    paragraphs: list[str] = []
    for step in _STEP.findall(recipe):
        if step.startswith("+"):
            paragraphs.append(step[1:])
        elif step.startswith("~"):
            before, after = step[1:].split("=>")
            assert any(before in paragraph for paragraph in paragraphs)
            paragraphs = [paragraph.replace(before, after) for paragraph in paragraphs]
        elif step in ("Q", "P"):
            paragraphs.append(SPEECH if step == "Q" else POST)
        elif step.endswith("*"):
            paragraphs += STORIES[step[0]]
        else:
            first, _, last = step[1:].partition("-")
            paragraphs += STORIES[step[0]][int(first) - 1 : int(last or first)]
    return "\n\n".join(paragraphs)


def article(key: str, text: str, outlet: str = "", byline: str = "", date: str = "") -> Article:
    published = UNDATED
    if date:
        first, last = (date, date) if len(date) == 10 else (f"{date}-01", f"{date}-31")
        published = Dated(date, first, last, Basis.META, date)
    return Article(
        article_id=f"ar1-{key}",
        page_id=make_id("pg", key),
        ordinal=0,
        title=f"Story {key}",
        byline=byline or None,
        outlet=outlet or None,
        agency=None,
        dateline=None,
        language="en",
        published=published,
        text=text,
        blocks=(),
        teasers=(),
        times=(),
        offsets=(),
        page_span=None,
    )
