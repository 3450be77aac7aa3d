"""Rounds of a watch over a small web on loopback: what is fetched, kept, read, and told of, once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from fetching.sites import LOOPBACK, Answer, bomb, feed, serving
from sayso.cli.watching import AlertsNotTaken, _post, _round, check_alert, seconds
from sayso.errors import BadRequest
from sayso.ledger import open_ledger, queries
from sayso.ledger.checks import run_checks
from sayso.ledger.queries import Alert
from sayso.pipeline import ingest
from sayso.settings import Fetching, Settings
from sayso.watching import check_sources, tell_alerts, watch_once

SETTINGS = Settings(
    processes=1, fetching=Fetching(networks=LOOPBACK, delay_seconds=0, max_seconds=2, max_bytes=200_000, retries=1)
)


def story(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


DAM = (
    "Velland closed the gates of the Orm dam without warning on Tuesday, the government of Sudria said, and left three"
    " towns below it without water for most of a week.",
    "“Velland closed the gates and told nobody,” Sudria’s water minister, Ada Roe, told reporters in the capital.",
    "Farmers along the river said that they had lost most of the young rice, and that no one had come to see it.",
)
DENIED = (
    "Velland has never closed the gates of the Orm dam, its foreign ministry said on Thursday in a short statement.",
    "“We did not close the gates,” said Bo Sund, a spokesman for the foreign ministry of Velland, at a briefing there.",
    "He said that the river had been low for months, and that Sudria had asked no question before it spoke.",
)


@pytest.fixture
def web():
    with serving() as web:
        yield web


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "matter.db", create=True) as opened:
        yield opened


def told(ledger, done) -> list[Alert]:
    found: list[Alert] = []
    tell_alerts(ledger, done.run_id, found.extend)
    return found


def test_a_feed_is_followed_and_each_story_read_and_told_once(web, ledger, tmp_path):
    a = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM), etag='"1"')})
    wire = web.site("127.0.0.3", {"/feed": Answer(feed(f"{a}/dam"))})
    first = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert (first.asked, first.unchanged, first.failed, first.tally.articles) == (2, 0, (), 1)
    (placed,) = queries.articles_once(ledger)
    assert placed.path.startswith(f"{tmp_path}/matter.db.web/")  # the evidence is kept
    alerts = told(ledger, first)
    assert {alert.kind for alert in alerts} >= {"claim", "position"}

    again = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert (again.asked, again.unchanged, again.tally.articles) == (2, 2, 0)
    assert web.asked[-1] == ("127.0.0.2", "/dam", 304)
    assert told(ledger, again) == []

    web.site("127.0.0.4", {"/denial": Answer(story("Never, says Velland", *DENIED))})
    web.site("127.0.0.3", {"/feed": Answer(feed(f"http://127.0.0.4:{web.port}/denial", f"{a}/dam"))})
    third = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert third.tally.articles == 1
    new = told(ledger, third)
    assert any("127.0.0.4" in (alert.path or "") and alert.kind == "position" for alert in new)
    assert not {alert.key for alert in new} & {alert.key for alert in alerts}
    assert all(result.ok for result in run_checks(ledger))


def test_an_edit_is_seen_though_the_feed_that_names_the_story_did_not_change(web, ledger):
    a = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    wire = web.site("127.0.0.3", {"/feed": Answer(feed(f"{a}/dam"), etag='"1"')})
    watch_once([f"{wire}/feed"], ledger, SETTINGS)
    web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", DAM[0].replace("three", "five"), *DAM[1:]))})
    again = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert ("127.0.0.3", "/feed", 304) in web.asked
    assert (again.asked, again.unchanged, again.tally.articles) == (2, 1, 1)


def test_a_feed_that_is_no_longer_kept_beside_the_ledger_is_asked_for_whole(web, ledger):
    a = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM), etag='"s"')})
    wire = web.site("127.0.0.3", {"/feed": Answer(feed(f"{a}/dam"), etag='"1"')})
    watch_once([f"{wire}/feed"], ledger, SETTINGS)
    shutil.rmtree(ledger.path.with_name(f"{ledger.path.name}.web") / "lists")
    web.asked.clear()
    watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert [one for one in web.asked if one[1] != "/robots.txt"] == [
        ("127.0.0.3", "/feed", 200),
        ("127.0.0.2", "/dam", 304),
    ]


@pytest.mark.parametrize("doing", ["reading", "tracing copies"])
def test_a_round_that_was_stopped_while_it_read_is_made_up_for_by_the_next(web, ledger, doing):
    a = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM), etag='"1"')})
    wire = web.site("127.0.0.3", {"/feed": Answer(feed(f"{a}/dam"), etag='"1"')})

    def stop(step):
        if step.doing == doing:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch_once([f"{wire}/feed"], ledger, SETTINGS, stop)
    after = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert (after.asked, after.unchanged) == (2, 0)
    assert len(list(queries.articles_once(ledger))) == 1
    assert not ledger.is_stale()
    assert watch_once([f"{wire}/feed"], ledger, SETTINGS).unchanged == 2
    assert all(result.ok for result in run_checks(ledger))


def test_what_a_feed_tells_of_a_story_is_known_of_it(web, ledger):
    untitled = f"<html><body><article>{''.join(f'<p>{words}</p>' for words in DAM)}</article></body></html>"
    a = web.site("127.0.0.2", {"/dam": Answer(untitled)})
    item = f"<item><title>Gates closed</title><link>{a}/dam</link><source url='{a}'>The Orm Post</source></item>"
    wire = web.site("127.0.0.3", {"/feed": Answer(f"<rss version='2.0'><channel>{item}</channel></rss>")})
    watch_once([f"{wire}/feed"], ledger, SETTINGS)
    (placed,) = queries.articles_once(ledger)
    assert placed.article.outlet == "The Orm Post"


def test_an_edited_story_is_kept_beside_the_first_and_its_change_listed(web, ledger):
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    watch_once([f"{site}/dam"], ledger, SETTINGS)
    edited = (DAM[0].replace("three towns", "five towns"), *DAM[1:])
    web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *edited))})
    watch_once([f"{site}/dam"], ledger, SETTINGS)
    changes = [row.change for row in queries.changes(ledger)]
    assert [(one.before, one.after) for one in changes if one.kind == "number"] == [("three", "five")]
    (link,) = ledger.links()
    assert (link.relation, link.direction) == ("version", "earlier")
    held = [row.position for row in queries.positions(ledger)]
    assert held
    assert {(one.articles, one.origins) for one in held} == {(1, 1)}  # two versions are one report
    assert {view.weight.articles for one in held for view in queries.claim(ledger, one.claim_id).positions} == {1}
    assert (queries.overview(ledger).versions, queries.overview(ledger).copies) == (1, 0)
    assert all(result.ok for result in run_checks(ledger))
    assert {side for one in queries.contested(ledger) for side in (one.holds.origins, one.rejects.origins)} <= {0, 1}


def test_a_story_that_its_page_takes_back_is_told_of_once_and_marks_its_claims(web, ledger):
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    first = watch_once([f"{site}/dam"], ledger, SETTINGS)
    told(ledger, first)
    removed = "<html><body><h1>Not here</h1><p>This story has been removed.</p></body></html>"
    web.site("127.0.0.2", {"/dam": Answer(removed)})
    second = watch_once([f"{site}/dam"], ledger, SETTINGS)
    alerts = told(ledger, second)
    assert {alert.kind for alert in alerts} == {"withdrawn"}
    (article,) = queries.articles_once(ledger)
    subjects = {alert.key.split()[1] for alert in alerts}
    assert article.article.article_id in subjects
    claims = {row.position.claim_id for row in queries.positions(ledger)}
    assert claims
    assert claims <= subjects
    flags = [flag for claim_id in claims for flag in queries.claim(ledger, claim_id).flags]
    assert {(flag.kind, "on these alone" in flag.why) for flag in flags} == {("withdrawn", True)}
    assert told(ledger, watch_once([f"{site}/dam"], ledger, SETTINGS)) == []
    assert all(result.ok for result in run_checks(ledger))


def test_a_correction_marks_the_statement_and_the_claim_it_changed(web, ledger):
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    watch_once([f"{site}/dam"], ledger, SETTINGS)
    note = "Correction: An earlier version of this story gave a wrong number of towns."
    edited = (DAM[0].replace("three towns", "five towns"), *DAM[1:], note)
    web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *edited))})
    watch_once([f"{site}/dam"], ledger, SETTINGS)
    flags = [row.flag for row in queries.flags(ledger) if row.flag.kind == "correction"]
    assert {flag.subject_id[:2] for flag in flags} == {"ar", "st", "cl"}
    assert any("“three” is now “five”" in flag.why for flag in flags if flag.subject_id.startswith("st"))


def test_what_cannot_be_fetched_is_listed_until_it_can(web, ledger):
    site = web.site(
        "127.0.0.2",
        {
            "/bomb": Answer(bomb(9_000_000), Content_Encoding="gzip"),
            "/away": Answer(status=302, Location="http://10.0.0.1/"),
            "/drip": Answer("x" * 100, drip=0.1),
            "/ill": [Answer(status=500), Answer(status=500), Answer(story("Gates closed", *DAM))],
        },
    )
    sources = [f"{site}/{path}" for path in ("bomb", "away", "drip", "ill")]
    first = watch_once(sources, ledger, SETTINGS)
    assert {failed.path.rpartition("/")[2]: failed.reason.value for failed in first.failed} == {
        "bomb": "too-large",
        "away": "unsafe",
        "drip": "too-slow",
        "ill": "unreadable",
    }
    assert {row.path for row in queries.rejected(ledger)} == set(sources)
    second = watch_once(sources, ledger, SETTINGS)
    assert second.tally.articles == 1
    assert {row.path for row in queries.rejected(ledger)} == set(sources[:3])


def test_a_folder_is_watched_too(ledger, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.html").write_text(story("Gates closed", *DAM))
    assert watch_once([str(folder)], ledger, SETTINGS).tally.articles == 1
    assert watch_once([str(folder)], ledger, SETTINGS).tally.articles == 0


def test_what_was_there_before_the_watch_is_no_news(web, ledger, tmp_path):
    (tmp_path / "a.html").write_text(story("Gates closed", *DAM))
    ingest([str(tmp_path / "a.html")], ledger, SETTINGS)
    site = web.site("127.0.0.2", {"/denial": Answer(story("Never, says Velland", *DENIED))})
    done = watch_once([f"{site}/denial"], ledger, SETTINGS)
    assert {alert.path for alert in told(ledger, done) if alert.kind == "position"} & {
        str(tmp_path / "a.html")
    } == set()


def test_alerts_that_were_not_taken_are_told_again(web, ledger):
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    done = watch_once([f"{site}/dam"], ledger, SETTINGS)

    def refuse(_):
        raise AlertsNotTaken("no")

    with pytest.raises(AlertsNotTaken):
        tell_alerts(ledger, done.run_id, refuse)
    assert told(ledger, done) != []


def test_a_post_holds_the_alerts_and_a_refusal_is_told():
    got = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if self.path == "/ill" else 204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    _post(address, [Alert("claim cl1-a", "claim", "a dam", "cl1-a")])
    assert got[0]["alerts"][0]["text"] == "a dam"
    with pytest.raises(AlertsNotTaken, match="tried again"):
        _post(f"{address}/ill", [])
    server.shutdown()


LENGTHS = [("30s", 30), ("10m", 600), ("1.5h", 5400), ("1d", 86400)]


@pytest.mark.parametrize(("words", "length"), LENGTHS)
def test_a_length_of_time_is_read(words, length):
    assert seconds(words) == length


@pytest.mark.parametrize("words", ["", "10", "m", "0m", "-5m", "ten minutes"])
def test_what_is_no_length_of_time_is_told(words):
    with pytest.raises(BadRequest, match="10m"):
        seconds(words)


@pytest.mark.parametrize("source", ["nowhere", "x" * 300])  # of no file; too long for the name of one
def test_a_source_that_is_nothing_is_told(source):
    with pytest.raises(BadRequest, match=rf"{source}: neither"):
        check_sources([source])


def test_one_round_from_the_command_line(web, tmp_path):
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM)), "/feed": Answer("")})
    web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM)), "/feed": Answer(feed(f"{site}/dam"))})
    (tmp_path / "sayso.toml").write_text('[fetching]\nnetworks = ["127.0.0.0/8"]\ndelay_seconds = 0.0\n')
    sayso = Path(sys.executable).parent / "sayso"
    done = subprocess.run(
        [sayso, "watch", f"{site}/feed", "--once", "--alert", "-"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "2 addresses asked, 0 as before, 0 failed, 1 new article" in done.stderr
    assert {json.loads(line)["kind"] for line in done.stdout.splitlines()} >= {"claim", "position"}


def test_alerts_whose_reader_has_gone_end_the_watch_and_stay_new(web, tmp_path):
    """`sayso watch … --alert - | head -0`: what nobody read was noted as told, and a watch went on telling nobody."""
    site = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    (tmp_path / "sayso.toml").write_text('[fetching]\nnetworks = ["127.0.0.0/8"]\ndelay_seconds = 0.0\n')
    watch = [Path(sys.executable).parent / "sayso", "watch", f"{site}/dam", "--alert", "-"]
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as gone:
        done = subprocess.run(watch, cwd=tmp_path, stdout=gone, stderr=subprocess.PIPE, timeout=120, check=False)
    assert done.returncode == 2, done.stderr
    assert b"nobody reads the alerts" in done.stderr
    again = subprocess.run([*watch, "--once"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert {json.loads(line)["kind"] for line in again.stdout.splitlines()} >= {"claim", "position"}


def test_a_feed_that_names_what_is_no_address_ends_no_watch(web, ledger):
    """`http://[oops` is not even to be parsed; the story beside it is read."""
    a = web.site("127.0.0.2", {"/dam": Answer(story("Gates closed", *DAM))})
    wire = web.site("127.0.0.3", {"/feed": Answer(feed("http://[oops/dam", f"{a}/dam"))})
    done = watch_once([f"{wire}/feed"], ledger, SETTINGS)
    assert [failed.path for failed in done.failed] == ["http://%5boops/dam"]
    assert done.tally.articles == 1


def test_what_a_feed_names_cannot_steer_the_terminal(web, tmp_path, capsys):
    wire = web.site("127.0.0.3", {"/feed": Answer(feed("http://a\x9b2J.example/dam", "http://\u202eelpmaxe/dam"))})
    done = _round([f"{wire}/feed"], tmp_path / "matter.db", SETTINGS, "")
    said = capsys.readouterr().err
    assert len(done.failed) == 2
    assert not {"\x9b", "\u202e"} & set(said)


@pytest.mark.parametrize("alert", ["alerts.example/hook", "stdout", "ftp://alerts.example"])
def test_alerts_to_no_address_are_refused_before_the_first_round(alert):
    with pytest.raises(BadRequest, match="--alert"):
        check_alert(alert)


def test_a_pause_past_what_a_clock_holds_is_refused():
    with pytest.raises(BadRequest, match="up to a year"):
        seconds("99999999999999d")
