"""What the jobs are told of this installation, and what they are not told."""

from __future__ import annotations

import os
import stat
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.require import require_tool

from headgate.connect.faults import SettingsError
from headgate.connect.settings import (
    FlinkSettings,
    IcebergSettings,
    KafkaSettings,
    KeySettings,
    RegistrySettings,
    Settings,
)
from headgate.emit.flink import Job
from headgate.ops.pipeline.kafka_client import java_client, table_options
from headgate.ops.pipeline.recovery import newest_state
from headgate.ops.pipeline.surroundings import flink_home, placeholder_values


def settings(folder: Path, client: dict[str, str] | None = None) -> Settings:
    jar = folder / "functions.jar"
    jar.touch()
    return Settings(
        kafka=KafkaSettings("broker:9092", client or {}),
        registry=RegistrySettings("http://registry", username="me", password="pä ss\\word"),
        flink=FlinkSettings("http://flink:8081", folder, jar, "file:///c", "file:///s"),
        iceberg=IcebergSettings("jdbc:sqlite:/x.db", "file:///w"),
        keys=KeySettings(folder / "keyring.json"),
        source="test.toml",
    )


def test_credentials_travel_in_a_file_of_the_owner(tmp_path: Path) -> None:
    values = placeholder_values(settings(tmp_path), Job.GUARD, "group")
    file = Path(values["REGISTRY_AUTH_FILE"])
    assert file.read_bytes() == "username=me\npassword=pä ss\\\\word\n".encode("latin-1")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not any("word" in value for value in values.values())
    assert values["CHECKPOINTS"] == "file:///c/group"


def test_a_certificate_authority_reaches_java(tmp_path: Path) -> None:
    keytool = require_tool("keytool")
    store = tmp_path / "made.p12"
    named = ("-alias", "ca", "-keystore", str(store), "-storepass", "changeit")
    subprocess.run([keytool, "-genkeypair", "-keyalg", "EC", "-dname", "CN=our ca", *named], check=True)
    pem = subprocess.run([keytool, "-exportcert", "-rfc", *named], check=True, capture_output=True).stdout
    (tmp_path / "ca.pem").write_bytes(pem)
    given = settings(tmp_path)
    given = replace(given, registry=replace(given.registry, ca=tmp_path / "ca.pem"))
    written = Path(placeholder_values(given, Job.LAND, "group")["REGISTRY_AUTH_FILE"]).read_text("latin-1")
    properties = dict(line.split("=", 1) for line in written.splitlines())
    place = ("-keystore", properties["truststore"], "-storepass", properties["truststore.password"])
    listed = subprocess.run(
        [keytool, "-list", "-v", *place], check=True, capture_output=True, text=True
    ).stdout
    assert "trustedCertEntry" in listed
    assert "CN=our ca" in listed


def test_a_missing_jar_is_told_before_anything_starts(tmp_path: Path) -> None:
    given = settings(tmp_path)
    (tmp_path / "functions.jar").unlink()
    with pytest.raises(SettingsError, match=r"functions\.jar is not there; build it with `make setup`"):
        placeholder_values(given, Job.LAND, "group")


def test_login_is_spelled_for_the_java_client(tmp_path: Path) -> None:
    client = {
        "security.protocol": "SASL_SSL",
        "sasl.mechanisms": "SCRAM-SHA-512",
        "sasl.username": "me",
        "sasl.password": 'it\'s "so"',
        "debug": "all",
    }
    java = java_client(settings(tmp_path, client))
    assert java["sasl.mechanism"] == "SCRAM-SHA-512"
    assert java["sasl.jaas.config"].endswith(
        'ScramLoginModule required username="me" password="it\'s \\"so\\"";'
    )
    assert java.keys() == {"security.protocol", "sasl.mechanism", "sasl.jaas.config"}
    assert "it''s" in table_options(java)


def test_certificates_are_passed_on_as_text(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("PEM")
    java = java_client(settings(tmp_path, {"ssl.ca.location": str(tmp_path / "ca.pem")}))
    assert java == {"ssl.truststore.type": "PEM", "ssl.truststore.certificates": "PEM"}


@pytest.mark.parametrize(
    ("client", "told"),
    [
        ({"sasl.kerberos.keytab": "x"}, "`kafka.client.sasl.kerberos.keytab` has no counterpart"),
        ({"sasl.mechanism": "GSSAPI"}, "GSSAPI cannot be passed on to Flink"),
        ({"ssl.ca.location": "/nowhere.pem"}, "/nowhere.pem cannot be read"),
    ],
)
def test_what_flink_cannot_be_told_is_an_error(tmp_path: Path, client: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        java_client(settings(tmp_path, client))


def whole(folder: Path, age: int) -> Path:
    folder.mkdir(parents=True)
    metadata = folder / "_metadata"
    metadata.touch()
    os.utime(metadata, (1000 - age, 1000 - age))
    return folder


def test_the_newest_whole_state_is_found(tmp_path: Path) -> None:
    checkpoints, savepoints = tmp_path / "c", tmp_path / "s"
    whole(checkpoints / "job1" / "chk-9", 30)
    (checkpoints / "job2" / "chk-12").mkdir(parents=True)
    newest = whole(savepoints / "savepoint-ab", 10)
    assert newest_state(checkpoints.as_uri(), savepoints.as_uri()) == newest.as_uri()
    later = whole(checkpoints / "job2" / "chk-13", 5)
    assert newest_state(checkpoints.as_uri(), savepoints.as_uri()) == later.as_uri()


def test_nothing_to_restore_is_no_fault_but_an_unlisted_store_is(tmp_path: Path) -> None:
    assert newest_state((tmp_path / "none").as_uri()) is None
    with pytest.raises(SettingsError, match="cannot be listed from here"):
        newest_state("s3://bucket/checkpoints")


def test_state_that_may_not_be_read_is_not_taken_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", denied)
    with pytest.raises(SettingsError, match=f"{tmp_path} may not be read: Permission denied"):
        newest_state(tmp_path.as_uri())


def test_a_home_without_flink_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is no home of Flink: it has no folder `lib`"):
        flink_home(settings(tmp_path))
