"""The secured form: a certificate authority of the stack's own, TLS on Kafka and the registry, a password for Kafka.

Controllers talk to each other in plain text, and Flink's REST API asks for nothing: both are on 127.0.0.1 alone.
"""

from __future__ import annotations

import os
import secrets
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from local_stack.settings import Settings

USER = "headgate"
MECHANISM = "SCRAM-SHA-512"
LISTENER = "SASL_SSL"
VALID = timedelta(days=3650)
PASSWORD_BYTES = 24
ARGUMENTS = "format.args"


def prepare(settings: Settings) -> None:
    """Makes the certificates and the password, once: Kafka's storage remembers the password."""
    folder = settings.secrets
    if not settings.secure or (folder / "password").exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in _certificates().items():
        write_owned(folder / name, content)
    write_owned(folder / "password", secrets.token_urlsafe(PASSWORD_BYTES).encode())


def write_owned(path: Path, content: bytes) -> None:
    """Writes a file which its owner alone can read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _certificates() -> dict[str, bytes]:
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name, server_name = _name("headgate local stack CA"), _name("127.0.0.1")
    authority = (
        _certificate(authority_name, authority_name, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority_key, SHA256())
    )
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1")), x509.DNSName("localhost")])
    server = (
        _certificate(server_name, authority_name, server_key)
        .add_extension(names, critical=False)
        .sign(authority_key, SHA256())
    )
    key = server_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = server.public_bytes(Encoding.PEM)
    # Kafka wants key and certificate in one file, the registry in two. The authority's key is kept nowhere.
    return {
        "ca.pem": authority.public_bytes(Encoding.PEM),
        "server.pem": chain,
        "server.key": key,
        "keystore.pem": key + chain,
    }


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    begin = datetime.now(UTC) - timedelta(hours=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + VALID)
    )


def _password(settings: Settings) -> str:
    return (settings.secrets / "password").read_text(encoding="ascii")


def broker_properties(settings: Settings) -> dict[str, str]:
    """What a broker needs to serve the secured listener, and to be a client of the other brokers."""
    module = "org.apache.kafka.common.security.scram.ScramLoginModule"
    return {
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(settings.secrets / "keystore.pem"),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(settings.secrets / "ca.pem"),
        "sasl.enabled.mechanisms": MECHANISM,
        "sasl.mechanism.inter.broker.protocol": MECHANISM,
        f"listener.name.{LISTENER.lower()}.{MECHANISM.lower()}.sasl.jaas.config": (
            f'{module} required username="{USER}" password="{_password(settings)}";'
        ),
    }


def scram_arguments(settings: Settings) -> Path:
    """The file of arguments which puts the user into a new storage: a command line is for all to see."""
    path = settings.secrets / ARGUMENTS
    write_owned(path, f"--add-scram\n{MECHANISM}=[name={USER},password={_password(settings)}]\n".encode())
    return path


def forget_arguments(settings: Settings) -> None:
    """Removes the file of arguments when it has served."""
    (settings.secrets / ARGUMENTS).unlink(missing_ok=True)


def registry_environment(settings: Settings) -> Iterator[tuple[str, str]]:
    """What lets the registry speak TLS, and nothing else."""
    yield "QUARKUS_HTTP_SSL_CERTIFICATE_FILES", str(settings.secrets / "server.pem")
    yield "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES", str(settings.secrets / "server.key")
    yield "QUARKUS_HTTP_SSL_PORT", str(settings.ports.registry)
    yield "QUARKUS_HTTP_INSECURE_REQUESTS", "disabled"


def client(settings: Settings) -> dict[str, str]:
    """The librdkafka settings of a client, without the password; empty when the stack is not secured."""
    if not settings.secure:
        return {}
    return {
        "security.protocol": LISTENER,
        "sasl.mechanism": MECHANISM,
        "sasl.username": USER,
        "ssl.ca.location": str(settings.secrets / "ca.pem"),
    }


def client_password(settings: Settings) -> dict[str, str]:
    """The setting that `client` leaves out."""
    return {"sasl.password": _password(settings)} if settings.secure else {}


def trust(settings: Settings) -> ssl.SSLContext | None:
    """What the registry's certificate is held against; None for the plain form."""
    return ssl.create_default_context(cafile=str(settings.secrets / "ca.pem")) if settings.secure else None
