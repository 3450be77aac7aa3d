"""Invented stories for the copy tests, by letter; each is a list of paragraphs. Nothing in them is real."""

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
    # a footer every page of one publisher bears
    "F": [
        "Sign up for the morning letter of this newspaper and receive the five stories that matter before breakfast. "
        "Our reporters answer readers' questions on weekdays. Letters may be shortened. Copyright belongs to the "
        "publisher, and nothing on these pages may be printed again, recorded or passed on without written leave.",
    ],
}  # fmt: skip

SPEECH = (
    "“I have heard this charge in every port from here to the ice, and I will answer it once. We have sold no guns and "
    "bought none. We have asked for flour, for lamp oil and for a doctor, and we have been sent pamphlets. If there is "
    "a crate of rifles in my harbour then let whoever counted it come and show me where it stands, because my own men "
    "have looked under every net and found nothing there but rats and rope.”"
)
