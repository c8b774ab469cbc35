"""What the settings say, in a file and in the environment."""

from __future__ import annotations

import pytest

from fxconv import settings
from fxconv.errors import InvalidOption


@pytest.fixture
def written(tmp_path, monkeypatch):
    for name in ("OFFLINE", "BUDGET", "MIRROR", "KEY_FRED", "KEY_TCMB_EVDS", "KEY_FIXER"):
        monkeypatch.delenv(f"FXCONV_{name}", raising=False)

    def write(text):
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setenv("FXCONV_CONFIG", str(path))
        return path

    return write


SETTINGS = """
offline = true
budget = 1.5
mirror = "https://mirror.example/"
order = ["cbr", "ecb"]

[keys]
fred = "of the file"
tcmb-evds = "of the file too"
"""


def test_the_settings_of_a_file(written):
    written(SETTINGS)
    assert settings.offline() is True
    assert settings.budget() == 1.5
    assert settings.mirror() == "https://mirror.example/"
    assert settings.order() == ["cbr", "ecb"]
    assert settings.key("fred") == "of the file"
    assert settings.key("tcmb-evds") == "of the file too"
    assert settings.key("fixer") == ""


def test_the_environment_goes_before_the_file(written, monkeypatch):
    written(SETTINGS)
    monkeypatch.setenv("FXCONV_OFFLINE", "0")
    monkeypatch.setenv("FXCONV_BUDGET", "0")
    monkeypatch.setenv("FXCONV_MIRROR", "https://other.example")
    monkeypatch.setenv("FXCONV_KEY_FRED", "of the environment")
    monkeypatch.setenv("FXCONV_KEY_TCMB_EVDS", "of the environment too")
    assert settings.offline() is False
    assert settings.budget() == 0
    assert settings.mirror() == "https://other.example"
    assert settings.key("fred") == "of the environment"
    assert settings.key("tcmb-evds") == "of the environment too"


@pytest.mark.parametrize(("given", "off"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_what_turns_the_network_off(written, monkeypatch, given, off):
    written(f"offline = {str(not off).lower()}")
    monkeypatch.setenv("FXCONV_OFFLINE", given)
    assert settings.offline() is off


def test_without_a_file_the_usual_holds(written, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_CONFIG", str(tmp_path / "none.toml"))
    assert settings.offline() is False
    assert settings.budget() == 3
    assert settings.mirror() == ""
    assert settings.order() == []
    assert settings.key("fred") == ""


@pytest.mark.parametrize(
    "text", ["offline = ", "[keys", "budget = 1\nbudget = 2", b'mirror = "\xff"']
)
def test_a_broken_file_is_an_error_that_names_it(written, text):
    path = written(text)
    with pytest.raises(InvalidOption) as caught:
        settings.mirror()
    assert path.name in str(caught.value)
    assert "TOML" in str(caught.value)


@pytest.mark.parametrize("text", ['keys = "Ziffer"', 'order = "ecb"', 'offline = "no"'])
def test_a_setting_of_the_wrong_kind_is_an_error(written, text):
    written(text)
    with pytest.raises(InvalidOption) as caught:
        (settings.key("fred"), settings.order(), settings.offline())
    assert "Ziffer" not in str(caught.value)


def test_a_folder_is_no_file_of_settings(written, tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_CONFIG", str(tmp_path))
    with pytest.raises(InvalidOption):
        settings.mirror()


@pytest.mark.parametrize("given", ["soon", "3 s", "nan", "inf"])
def test_a_budget_is_a_number_of_seconds(written, monkeypatch, given):
    monkeypatch.setenv("FXCONV_BUDGET", given)
    with pytest.raises(InvalidOption, match="seconds, from 0"):
        settings.budget()
    monkeypatch.delenv("FXCONV_BUDGET")
    written(f'budget = "{given}"')
    with pytest.raises(InvalidOption, match="seconds, from 0"):
        settings.budget()


def test_files_are_where_the_variables_say(tmp_path, monkeypatch):
    monkeypatch.setenv("FXCONV_STORE", "here.sqlite")
    monkeypatch.setenv("FXCONV_CONFIG", "there.toml")
    assert (settings.store_path(), settings.config_path()) == ("here.sqlite", "there.toml")


@pytest.mark.skipif("not sys.platform.startswith('linux')")
def test_files_are_where_the_platform_keeps_them(tmp_path, monkeypatch):
    for name in ("FXCONV_STORE", "FXCONV_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/bob")
    assert settings.store_path() == "/home/bob/.local/share/fxconv/rates.sqlite"
    assert settings.config_path() == "/home/bob/.config/fxconv/config.toml"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert settings.store_path() == str(tmp_path / "fxconv" / "rates.sqlite")
