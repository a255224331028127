"""Protobuf (proto3): the raw and the clean record as messages."""

from headgate.emit.protobuf.emitter import EMITTER
from headgate.emit.protobuf.schema import proto_schema
from headgate.emit.protobuf.spec import message_spec

__all__ = ["EMITTER", "message_spec", "proto_schema"]
