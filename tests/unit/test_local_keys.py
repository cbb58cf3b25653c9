"""The secrets of a data folder (worker/local/keys.py)."""

import stat
from pathlib import Path

import pytest

from worker.local.binaries import LocalStackError
from worker.local.keys import load_keys, make_keys, save_keys


def test_keys_come_back_as_saved_and_private(tmp_path: Path) -> None:
    """Saved keys are read again, from a file nobody else may read."""
    keys = make_keys()
    save_keys(tmp_path, keys)
    assert load_keys(tmp_path) == keys
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_no_two_folders_share_a_secret() -> None:
    """Every key of every folder is its own."""
    values = [value for keys in (make_keys(), make_keys()) for value in vars(keys).values()]
    assert len(set(values)) == len(values)


def test_each_key_opens_its_role() -> None:
    """Both forms of both API keys are verified as their role."""
    keys = make_keys()
    verifier = keys.verifier()
    roles = {
        name: verifier.verify(getattr(keys, name), None).role
        for name in ("anon_key", "publishable_key", "service_role_key", "secret_key")
    }
    assert roles == {
        "anon_key": "anon",
        "publishable_key": "anon",
        "service_role_key": "service_role",
        "secret_key": "service_role",
    }


def test_repr_shows_no_secret() -> None:
    """Keys that end up in a log or a traceback tell nothing."""
    keys = make_keys()
    assert not [value for value in vars(keys).values() if value in repr(keys)]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"anon_key": "x"}'])
def test_damaged_file_is_said(tmp_path: Path, text: str) -> None:
    """A file that is no set of keys leads to --reset, not to new keys that open nothing."""
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(LocalStackError, match="is damaged") as caught:
        load_keys(tmp_path)
    assert "--reset" in caught.value.hint


def test_no_file_no_keys(tmp_path: Path) -> None:
    """A fresh folder has none yet."""
    assert load_keys(tmp_path) is None
