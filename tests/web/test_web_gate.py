"""Who is let in, what every answer carries, and that nothing is written without leave."""

from urllib.parse import unquote

import pytest
from desks import asking

from sayso.web.gate import COOKIE, HEADERS
from sayso.web.serving import Address, _hosts


@pytest.mark.parametrize("address", ["/", "/static/app.js", "/nowhere", "/api/matter", "/api/claims/none"])
def test_every_answer_carries_the_policy(client, address):
    answer = client.get(address)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["evil.example", "testserver.local.evil.example", "testserver.local:81", ""])
def test_a_name_that_is_not_its_own_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 421


def test_beyond_this_machine_a_token_lets_in_once_and_becomes_a_cookie(path):
    with asking(path, token="s3cret") as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/static/app.js").status_code == 401
        entered = client.get("/claims?token=s3cret&page=1", follow_redirects=False)
        assert entered.status_code == 303
        assert entered.headers["location"] == "/claims?page=1"  # the token is out of the address
        cookie = entered.headers["set-cookie"]
        assert cookie.startswith(f"{COOKIE}=s3cret")
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert client.get("/").status_code == 200


def test_a_program_gives_the_token_as_bearer(path):
    with asking(path, token="s3cret") as client:
        assert client.get("/api/matter", headers={"authorization": "Bearer s3cret"}).status_code == 200
        assert client.get("/api/matter", headers={"authorization": "Bearer nope"}).status_code == 401


def test_the_way_in_never_leads_elsewhere(path):
    with asking(path, token="s3cret") as client:
        entered = client.get("//evil.example/x?token=s3cret", follow_redirects=False)
        assert not entered.headers["location"].startswith(("//", "/\\", "http"))


def test_the_way_in_keeps_letters_of_any_script(path):
    with asking(path, token="s3cret") as client:
        entered = client.get("/who/Ελένη?token=s3cret&q=Ærø", follow_redirects=False)
        assert unquote(entered.headers["location"]) == "/who/Ελένη?q=Ærø"


def test_only_loopback_needs_no_token():
    assert Address("127.0.0.1", 0).is_loopback
    assert Address("::1", 0).is_loopback
    assert Address("localhost", 0).is_loopback
    assert not Address("0.0.0.0", 0).is_loopback
    assert not Address("192.0.2.7", 0).is_loopback
    assert not Address("some.host", 0).is_loopback


def test_the_names_it_answers_to_have_its_port():
    assert _hosts(Address("127.0.0.1", 0), 8123) == ("127.0.0.1:8123", "[::1]:8123", "localhost:8123")
    assert "192.0.2.7:8123" in _hosts(Address("192.0.2.7", 0), 8123)


def test_a_machine_whose_name_has_capitals_is_reached_by_the_address_it_prints(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "Desk-7")
    hosts = _hosts(Address("0.0.0.0", 8000), 8000)
    assert "desk-7:8000" in hosts
    assert all(host == host.lower() for host in hosts)
