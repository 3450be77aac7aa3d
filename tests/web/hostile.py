"""Pages that mean harm: markup in every field that is shown, directions turned, a paragraph of five million letters."""

from __future__ import annotations

from made import Dispute, article, page, reading, statement
from sayso.records import (
    UNDATED,
    Block,
    BlockKind,
    Claim,
    Identified,
    Position,
    Related,
    Span,
    Speaker,
    Stance,
    Teaser,
    Timed,
    Traced,
)  # fmt: skip

SCRIPT = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(2)>"
TURNED = "\u202eevil\u202d \u2066left"  # directions overridden and never popped
LONG = "a" * 5_000_000


def hostile() -> Dispute:
    """A page with markup in every field that is shown, and one of a single paragraph of five million letters."""
    bad = page("bad", f"pile/{SCRIPT}.html", "text/html")
    text = f"“{SCRIPT} {TURNED}” {BREAKOUT} said. The rest is {BREAKOUT} {TURNED}."
    one = article(
        bad, text, title=f"{SCRIPT}{TURNED}", byline=f"By {BREAKOUT}", outlet=f"{SCRIPT} Post", agency=BREAKOUT,
        dateline=SCRIPT, notes=(SCRIPT,), teasers=(Teaser(SCRIPT, f"{SCRIPT} {BREAKOUT}", None),),
        blocks=(Block(BlockKind.CHROME, None, None, f"{SCRIPT}{BREAKOUT}", SCRIPT),
                Block(BlockKind.PARAGRAPH, Span(0, len(text)), None)),
    )  # fmt: skip
    speaker = Speaker(BREAKOUT, SCRIPT, role=SCRIPT, party=f"{SCRIPT}&party", named=True)
    said = statement(one, BREAKOUT, "said", f"{SCRIPT} {TURNED}", speaker=speaker, why=SCRIPT)
    endless_page = page("endless", "pile/endless.html", "text/html")
    endless = article(endless_page, f"{LONG} said so.", title="t" * 100_000)
    loud = statement(endless, "", "said", LONG, speaker=Speaker(description="d" * 50_000))
    claim = Claim(
        "cl1-bad", f"{SCRIPT}{TURNED}", said.statement_id, tuple(sorted((said.statement_id, loud.statement_id)))
    )
    held = Position(
        "po1-bad",
        "cl1-bad",
        f"{SCRIPT}&party",
        SCRIPT,
        Stance.DENIES,
        UNDATED,
        (said.statement_id,),
        1,
        1,
        False,
        SCRIPT,
    )
    loudly = Position(
        "po1-loud", "cl1-bad", None, "d" * 50_000, Stance.ASSERTS, UNDATED, (loud.statement_id,), 1, 1, False, "w"
    )
    return Dispute(
        [reading(bad, (one,), (said,)), reading(endless_page, (endless,), (loud,))],
        Traced((), ()), Related((claim,), (held, loudly), ()), Identified((), ()), Timed((), ()),
    )  # fmt: skip
