"""Schemas as other people write them, and records with one field of a kind."""

from __future__ import annotations

import json

AVRO = """\
{"type": "record", "name": "Order", "namespace": "com.shop", "doc": "An order.", "fields": [
  {"name": "order_id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "The order."},
  {"name": "status", "type": {"type": "enum", "name": "Status", "symbols": ["PLACED", "PAID"]}, "default": "PLACED"},
  {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
  {"name": "placed_at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
  {"name": "note", "type": ["null", "string"], "default": null},
  {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
    {"name": "sku", "type": "string"}, {"name": "pieces", "type": "int"}]}}},
  {"name": "labels", "type": {"type": "map", "values": "string"}}
]}
"""

PROTOBUF = """\
syntax = "proto3";
package shop.v1;

import "google/protobuf/timestamp.proto";

// An order.
// One line a change.
message Order {
  enum Status {
    STATUS_UNSPECIFIED = 0;
    STATUS_PLACED = 1;
    STATUS_PAID = 2;
  }
  message Line {
    string sku = 1;
    int32 pieces = 4; // How many.
  }
  /* The order. */
  string order_id = 2;
  optional Status status = 3;
  google.protobuf.Timestamp placed_at = 5;
  repeated Line lines = 7;
  map<string, string> labels = 9;
  string coupon = 10 [deprecated = true];
}
"""

JSON = """\
{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Order", "description": "An order.",
 "type": "object", "additionalProperties": false, "required": ["order_id", "placed_at"],
 "properties": {
  "order_id": {"type": "string", "format": "uuid", "description": "The order."},
  "status": {"type": ["string", "null"], "enum": ["PLACED", "PAID", null]},
  "placed_at": {"type": "string", "format": "date-time"},
  "email": {"type": ["string", "null"], "maxLength": 80, "pattern": "^[a-z]+$"},
  "lines": {"type": ["array", "null"], "minItems": 1, "items": {"$ref": "#/$defs/Line"}},
  "labels": {"type": ["object", "null"], "additionalProperties": {"type": "string"}}},
 "$defs": {"Line": {"type": "object", "additionalProperties": false, "required": ["sku"],
  "properties": {"sku": {"type": "string"}}}}}
"""


def avro(of: object, **more: object) -> str:
    field = {"name": "f", "type": of, **more}
    return json.dumps({"type": "record", "name": "R", "fields": [{"name": "id", "type": "long"}, field]})


def proto(body: str) -> str:
    return f'syntax = "proto3"; package shop.v1;\nmessage R {{ int64 id = 1;\n{body}\n}}\n'


def json_schema(of: object, **more: object) -> str:
    closed = {"type": "object", "additionalProperties": False, "required": ["f", "id"]}
    return json.dumps({**closed, "properties": {"id": {"type": "string"}, "f": of}, **more})
