"""Settings: one file, the environment above it, and one clear line for every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from headgate.connect.faults import SettingsError
from headgate.connect.settings import Settings, load_settings

FULL = """
[kafka]
bootstrap = "a:9092"
replication = 1
[kafka.client]
"security.protocol" = "SASL_SSL"
sasl.password = {env = "PASSWORD"}
socket.keepalive.enable = true
[registry]
url = "https://registry/"
password = {file = "secret.txt"}
[keys]
keyring = "keyring.json"
"""


def load(folder: Path, text: str, **environ: str) -> Settings:
    file = folder / "headgate.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ)


def test_a_full_file(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("s3cret\n", encoding="utf-8")
    settings = load(tmp_path, FULL, PASSWORD="hush")
    assert settings.kafka.bootstrap == "a:9092"
    assert settings.kafka.replication == 1
    assert settings.kafka.client == {
        "security.protocol": "SASL_SSL",
        "sasl.password": "hush",
        "socket.keepalive.enable": "true",
    }
    assert settings.registry.url == "https://registry"
    assert settings.registry.password == "s3cret"
    assert settings.keys.keyring == tmp_path / "keyring.json"
    assert "hush" not in repr(settings)
    assert "s3cret" not in repr(settings)


def test_the_environment_is_above_the_file(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        '[kafka]\nbootstrap = "file:1"\nclient = {"sasl.username" = "file"}',
        HEADGATE_KAFKA_BOOTSTRAP="environment:1",
        HEADGATE_KAFKA_SASL_USERNAME="environment",
        HEADGATE_KAFKA_MIN_INSYNC="2",
        HEADGATE_REGISTRY_TOKEN="t",
        HEADGATE_STATE="elsewhere",
    )
    assert settings.kafka.bootstrap == "environment:1"
    assert settings.kafka.client == {"sasl.username": "environment"}
    assert settings.kafka.min_insync == 2
    assert settings.registry.token == "t"


def test_the_file_is_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "local.toml").write_text('kafka.bootstrap = "state:1"', encoding="utf-8")
    environ = {"HEADGATE_STATE": str(tmp_path)}
    assert load_settings(None, {}) == Settings()
    assert load_settings(None, environ).kafka.bootstrap == "state:1"
    (tmp_path / "headgate.toml").write_text('kafka.bootstrap = "here:1"', encoding="utf-8")
    assert load_settings(None, environ).kafka.bootstrap == "here:1"
    with pytest.raises(SettingsError, match=r"absent\.toml: cannot be read"):
        load_settings(None, {**environ, "HEADGATE_CONFIG": "absent.toml"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[kafka]\nbootsrap = 'a'", "`kafka.bootsrap` is not a setting; did you mean `kafka.bootstrap`?"),
        ("[kafak]", "`kafak` is not a section"),
        ("kafka = 3", "`kafka` must be a table"),
        ("[kafka]\nreplication = 'three'", "`kafka.replication` must be a whole number"),
        ("[kafka]\nreplication = 0", "`kafka.replication` must be a whole number"),
        ("[kafka]\nclient = 'x'", "`kafka.client` must be a table"),
        ("[registry]\nurl = 3", "`registry.url` must be a text"),
        ("[registry]\npassword = {env = 'NOPE'}", "names the variable NOPE, which is not set"),
        ("[registry]\npassword = {file = 'nope'}", "names the file nope, which cannot be read"),
        ("[kafka", "is not TOML"),
    ],
)
def test_a_mistake_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert message in str(caught.value)
    assert str(tmp_path / "headgate.toml") in str(caught.value)


def test_an_unknown_variable_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"`registry\.ulr` is not a setting; did you mean `registry\.url`"
    ):
        load(tmp_path, "", HEADGATE_REGISTRY_ULR="x")


def test_a_required_setting_that_is_absent(tmp_path: Path) -> None:
    with pytest.raises(
        SettingsError, match=r"`flink\.rest` is not set; set it under \[flink\] or as HEADGATE_FLINK_REST"
    ):
        load(tmp_path, "").require("flink.rest")


def test_a_secret_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"`registry\.password` names the file secret, which is no text"):
        load(tmp_path, "[registry]\npassword = {file = 'secret'}")
