"""A watch of thirty sites on loopback, by all that sites do: the expected ledger, and each alert once."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from fetching.sites import LOOPBACK, Answer, bomb, feed, serving
from sayso.ledger import open_ledger, queries
from sayso.ledger.checks import run_checks
from sayso.settings import Fetching, Settings
from sayso.watching import tell_alerts, watch_once

SETTINGS = Settings(
    processes=2, fetching=Fetching(networks=LOOPBACK, delay_seconds=0, max_seconds=2, max_bytes=200_000, retries=1)
)

# What each site tells of: nothing is told twice, so that no two stories are on one claim.
MATTERS = [
    tuple(line.split(", "))
    for line in """\
Norland, flooded the copper mine, Tarrow, Ada Roe
Sudria, jammed the ferry radio, Quay, Bo Sund
Velland, sold forged passports, Estholm, Cyra Valk
Karvesh, cut down the cedar wood, Ilmar, Dov Wend
Ostrand, hid the cholera wards, Brask, Esk Drell
Pelloria, shelled the lighthouse, Varrow, Gil Farrow
Lethmark, shut the night school, Tollen, Hale Brask
Corvane, poisoned the trout farm, Dunmar, Ines Kell
Ullmere, taxed the salt caravans, Sennet, Jora Pell
Draskia, moved the border stones, Wick, Lune Sten
Hallow, burned the tax archive, Morn, Mirel Tova
Istria Nova, grounded the mail planes, Oss, Nadia Quill
Jorvia, bribed the chess referees, Pell, Orrin Rhea
Kestrel, seized the wool barges, Rooke, Sten Ilmar
Lorn, doubled the bread ration, Sable, Tova Lind
Meridia, drained the fish ponds, Thorn, Rhea Moss
Nethery, banned the puppet theatre, Uist, Pell Aske
Orland, melted the church bells, Vane, Quill Dane
Perrin, mapped the secret tunnels, Wold, Kell Ober
Quoria, froze the pension funds, Yarrow, Lind Arne
Rhenia, recalled the school buses, Zell, Moss Ivar
Sorn, rerouted the gas main, Alder, Aske Jarl
Tarn, auctioned the royal stamps, Birch, Dane Holt
Umber, closed the orchid market, Crest, Ober Finn
Vestria, armed the harbour pilots, Dale, Arne Gray
""".splitlines()
]
EDITED, BACK, WITHDRAWN, MAPPED, TOLD_BY_ATOM = range(19, 24)  # of these; the first nineteen are in the wire's feed


WORDS = (
    "anvil basket candle drawer engine fiddle garden hammer island jacket kettle ladder mirror needle orchard "
    "pocket quarry ribbon saddle table umbrella violin wagon yard bottle carpet desk elbow feather glove helmet ink "
    "jar kite lantern magnet nest oven paddle quilt rope shovel tray urn vase wheel apron bucket chalk door "
)
NOUNS = WORDS.split()


HURT = "At least three men were hurt in the hour after it, a doctor at the mission told the Alder Weekly by telephone."


def story(at: int, *more: str) -> str:
    """A page of its own words: what two share would make them copies, or put them on one claim."""
    state, deed, place, name = MATTERS[at]
    of = random.Random(at).sample(NOUNS, 12)
    words = (
        f"{state} {deed} at {place} last week, the mayor of {place} said, and the {of[0]} fell on the {of[4]}.",
        f"“We never {deed}, and there is no {of[1]} in {place},” {name}, a minister of {state}, told reporters.",
        " ".join(f"A {one} lay by the {other}." for one, other in zip(of[2::2], of[3::2], strict=True)),
        *more,
    )
    title = f"The {of[2]} and the {of[3]}: {place} after the week"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in words)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    """The ledger after three rounds, the alerts of each, what was asked in each, and the addresses by name."""
    path = tmp_path_factory.mktemp("watch") / "matter.db"
    with serving() as web, open_ledger(path, create=True) as ledger:
        addresses = lay_out(web)
        told, asked, rounds = [], [], []
        for change in (lambda: None, lambda: None, lambda: edit(web)):
            change()
            web.asked.clear()
            rounds.append(watch_once(addresses["sources"], ledger, SETTINGS))
            fresh = []
            tell_alerts(ledger, rounds[-1].run_id, fresh.extend)
            told.append(fresh)
            asked.append(list(web.asked))
        yield ledger, told, asked, rounds, addresses


def lay_out(web):
    """The thirty sites as the first round finds them."""

    def site(number, **paths):
        return web.site(f"127.0.0.{number}", {f"/{name}": answer for name, answer in paths.items()})

    plain = [site(3 + at, story=Answer(story(at), etag=f'"{at}"')) + "/story" for at in range(19)]
    wire = site(2, feed=Answer(feed(*plain), etag='"wire"'))
    edited, gone = site(22, story=Answer(story(EDITED, HURT))), site(27, story=Answer(story(WITHDRAWN)))
    away, blown = site(23, story=Answer(status=302, Location="http://10.0.0.1/")), site(24, story=packed())
    slow = site(25, story=Answer("x" * 100, drip=0.1))
    ill = site(26, story=[Answer(status=500), Answer(status=500), Answer(story(BACK), etag='"back"')])
    mapped = site(28, story=Answer(story(MAPPED), etag='"m"'))
    urls = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{mapped}/story</loc></url></urlset>"
    site(28, story=Answer(story(MAPPED), etag='"m"'), sitemap=Answer(urls, Content_Type="application/xml"))
    closed = web.site("127.0.0.29", {"/robots.txt": Answer("User-agent: *\nDisallow: /"), "/story": Answer(story(24))})
    moved = site(31, old=Answer(status=302, Location="/new"), new=Answer(story(TOLD_BY_ATOM), etag='"n"'))
    entry = f"<entry><title>t</title><link href='{moved}/old'/><source><title>The Far Bank</title></source></entry>"
    atom = site(30, atom=Answer(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>a</title>{entry}</feed>"))
    single = [f"{of}/story" for of in (edited, away, blown, slow, ill, gone, closed)]
    lists = [f"{wire}/feed", f"{mapped}/sitemap", f"{atom}/atom"]
    names = {"edited": edited, "away": away, "blown": blown, "slow": slow, "ill": ill, "gone": gone, "closed": closed}
    return {"sources": [*lists, *single], "plain": plain, "wire": wire, "mapped": mapped, "moved": moved, **names}


def packed() -> Answer:
    return Answer(bomb(9_000_000), Content_Encoding="gzip")


def edit(web) -> None:
    """What happens before the third round."""
    note = "Correction: An earlier version of this story gave a wrong number of men."
    web.site("127.0.0.22", {"/story": Answer(story(EDITED, HURT, note).replace("three men", "five men"))})
    removed = "<html><body><h1>Not here</h1><p>This story has been removed.</p></body></html>"
    web.site("127.0.0.27", {"/story": Answer(removed)})


def at_site(of, path: str | None) -> bool:
    return f"{of.removesuffix('/story')}/" in f"{path}/"


@pytest.mark.slow
def test_the_ledger_holds_what_the_sites_told_and_why_the_others_told_nothing(watched):
    ledger, _, _, rounds, sites = watched
    held = [placed.path for placed in queries.articles(ledger)]
    expected = {**dict.fromkeys(sites["plain"], 1), sites["edited"]: 2}
    expected |= dict.fromkeys((sites[name] for name in ("ill", "gone", "mapped", "moved")), 1)
    assert {of: sum(at_site(of, path) for path in held) for of in expected} == expected
    assert len(held) == sum(expected.values())
    rejected = {row.path.removesuffix("/story"): row.reason for row in queries.rejected(ledger) if "!" not in row.path}
    assert rejected == {
        sites["away"]: "unsafe",
        sites["blown"]: "too-large",
        sites["slow"]: "too-slow",
        sites["closed"]: "forbidden",
    }
    assert [done.tally.articles for done in rounds] == [23, 1, 1]
    assert all(result.ok for result in run_checks(ledger))


@pytest.mark.slow
def test_what_did_not_change_is_not_sent_again(watched):
    _, _, asked, _, sites = watched
    for once_more in asked[1:]:
        states = {f"http://{site}": status for site, path, status in once_more if path == "/story"}
        assert {states[of.rpartition(":")[0]] for of in sites["plain"]} == {304}  # looked at, though its feed is a 304
        assert ("127.0.0.2", "/feed", 304) in once_more
    assert not any(site.startswith("10.") for round_ in asked for site, _, _ in round_)


@pytest.mark.slow
def test_each_alert_is_told_once_and_what_is_new_is_told(watched):
    _, told, _, _, sites = watched
    keys = Counter(alert.key for round_ in told for alert in round_)
    assert set(keys.values()) == {1}
    words = Counter((alert.kind, alert.text, alert.path) for round_ in told for alert in round_)
    assert set(words.values()) == {1}  # nor the same under another key, when claims are grouped anew
    assert {alert.kind for alert in told[0]} == {"claim", "position"}
    assert {at for at in sites["plain"] if any(at_site(at, alert.path) for alert in told[0])} == set(sites["plain"])
    assert [alert for alert in told[1] if at_site(sites["ill"], alert.path)]  # of the site that recovered
    news = {alert for alert in (*told[1], *told[2]) if alert.kind in ("claim", "position")}
    assert all(at_site(sites["ill"], alert.path) or at_site(sites["edited"], alert.path) for alert in news)
    kinds = {(name, alert.kind) for alert in told[2] for name in ("edited", "gone") if at_site(sites[name], alert.path)}
    assert {("edited", "correction"), ("gone", "withdrawn")} <= kinds


@pytest.mark.slow
def test_what_was_edited_is_listed_and_what_was_taken_back_marks_its_claims(watched):
    ledger, _, _, _, sites = watched
    changes = [row.change for row in queries.changes(ledger)]
    assert [(one.before, one.after) for one in changes if one.kind == "number"] == [("three", "five")]
    flagged = {row.flag.kind for row in queries.flags(ledger) if at_site(sites["gone"], row.path)}
    assert "withdrawn" in flagged
