"""A file is written whole or not at all, and what is said when it cannot be fits who named it."""

from __future__ import annotations

import pytest

from sayso.errors import CannotWrite
from sayso.writing import BESIDE, ELSEWHERE, whole


@pytest.mark.parametrize("remedy", [ELSEWHERE, BESIDE])
def test_what_to_do_is_said_for_the_file_that_it_is(tmp_path, remedy):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="File exists") as told, whole(tmp_path / "file" / "out", remedy):
        pass
    assert str(told.value).endswith(remedy)


def test_a_fault_without_a_number_is_told_in_its_own_words(tmp_path):
    with pytest.raises(CannotWrite, match="the archive is cut off"), whole(tmp_path / "out"):
        raise OSError("the archive is cut off")
    assert not list(tmp_path.iterdir())
