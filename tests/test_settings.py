"""Settings: one file, an unknown key is an error, and what is printed can be read back."""

import msgspec
import pytest

from sayso.errors import BadSettings
from sayso.settings import JsonlFields, Settings, as_toml, load_settings

BAD = [
    ("procceses = 2", "procceses"),  # a misspelt key is never ignored
    ("processes = -1", "processes"),  # out of range
    ("processes = 'two'", "processes"),  # wrong type
    ("processes = ", "TOML"),  # not TOML
    ("[jsonl]\nheading = ['h']", "heading"),  # unknown below a table
]


@pytest.mark.parametrize(("body", "named"), BAD)
def test_a_bad_file_is_an_error_that_names_file_and_key(tmp_path, body, named):
    path = tmp_path / "s.toml"
    path.write_text(body)
    with pytest.raises(BadSettings, match=named) as error:
        load_settings(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_an_error_only_when_asked_for(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings() == Settings()
    with pytest.raises(BadSettings, match="No such file"):
        load_settings(tmp_path / "none.toml")


def test_the_file_in_the_working_folder_is_read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sayso.toml").write_text("processes = 3")
    assert load_settings().worker_count() == 3


def test_what_is_printed_reads_back(tmp_path):
    settings = Settings(processes=3, jsonl=JsonlFields(text=("story", 'odd "key"')))
    path = tmp_path / "s.toml"
    path.write_text(as_toml(settings))
    assert load_settings(path) == settings
    for name in msgspec.to_builtins(settings):
        assert f"\n{name} = " in "\n" + path.read_text() or f"[{name}]" in path.read_text()
