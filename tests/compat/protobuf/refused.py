"""Texts that are no schema, and what the user reads about each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """A text, the message, and whether the official compiler refuses it too."""

    text: str
    message: str
    by_protoc: bool = True


P3 = 'syntax = "proto3";\n'
P2 = 'syntax = "proto2";\n'
OF_M = P3 + "message M { "

REFUSED = (
    Refused("/* open", "1:1: the comment that begins here has no end; close it with `*/`"),
    Refused(P3 + 'import "a', "2:8: the text that begins here has no closing quote on its line"),
    Refused(OF_M + "int32 a = 1; § }", "2:26: '§' has no meaning in a .proto file"),
    Refused(OF_M + "int32 a = 1x; }", "2:23: no number begins with `1`x; put a space after the number"),
    Refused('edition = "2023";', "1:1: editions are not read here", by_protoc=False),
    Refused('syntax = "proto4";', "1:10: the syntax `proto4` is not read here; proto2 and proto3 are"),
    Refused(P3 + "package a;\npackage b;", "3:1: the file has the package `a` already"),
    Refused(P3 + "struct M {}", "2:1: `struct` begins no statement"),
    Refused(P3 + "message { }", "2:9: the name of a message is missing; `{` stands here"),
    Refused(OF_M, "2:13: the name of a type is missing; the end of the text stands here"),
    Refused(OF_M + "int32 a; }", "2:20: `=` is missing after the field `a`; `;` stands here"),
    Refused(OF_M + "int32 a = 1 }", "2:25: `;` is missing after the field `a`; `}` stands here"),
    Refused(OF_M + "int32 a = x; }", "2:23: the number of the field `a` is missing; `x` stands here"),
    Refused(OF_M + "int32 a = 0; }", "2:23: the field `a` has the number 0, and only 1 to 536870911"),
    Refused(OF_M + "int32 a = 19500; }", "2:19: `a` has the number 19500; 19000 to 19999 are Protobuf's own"),
    Refused(OF_M + "int32 a = 099; }", "2:23: `099` begins with 0, so it is octal, and has a digit above 7"),
    Refused(OF_M + f"int32 a = {'9' * 30}; }}", "2:23: 9999999999999999999999… is larger than any number"),
    Refused(OF_M + "int32 a = 1; int32 b = 1; }", "2:32: `b` has the number 1, which `a` has already"),
    Refused(OF_M + "int32 a = 1; int32 a = 2; }", "2:32: `M.a` is declared already, at 2:19"),
    Refused(OF_M + "reserved 1; int32 a = 1; }", "2:31: `a` has the number 1, which `M` reserves"),
    Refused(OF_M + 'reserved "a"; int32 a = 1; }', "2:33: `a` is a name that `M` reserves"),
    Refused(OF_M + "reserved 9 to 2; }", "2:22: a range goes up, and 9 to 2 goes down"),
    Refused(OF_M + "reserved 2 to 4, 3; }", "2:9: `M` reserves or opens 3 and 2 to 4, which overlap"),
    Refused(OF_M + "Gone a = 1; }", "2:13: the type `Gone` is declared nowhere; declare it, or import"),
    Refused(
        OF_M + "google.protobuf.Timestamp a = 1; }",
        '2:13: the type `google.protobuf.Timestamp` is not imported; add `import "google/protobuf/timestamp.proto";`',
    ),
    Refused(OF_M + "required int32 a = 1; }", "2:13: proto3 has no required fields"),
    Refused(OF_M + "optional group A = 1 {} }", "2:22: proto3 has no groups"),
    Refused(OF_M + "int32 a = 1 [default = 2]; }", "2:19: `a` has a default, which proto3 has not"),
    Refused(OF_M + "extensions 1 to 2; }", "2:13: `M` opens numbers for extensions, which proto3 has not"),
    Refused(OF_M + "oneof o { } }", "2:19: the oneof `o` has no field; give it one"),
    Refused(OF_M + "oneof o { repeated int32 a = 1; } }", "2:23: a field of the oneof `o` has no label"),
    Refused(
        OF_M + "oneof o { map<int32, int32> a = 1; } }", "2:23: a map field has no label and is in no oneof"
    ),
    Refused(OF_M + "map<double, int32> a = 1; }", "2:17: the key of a map is an integer, bool or string"),
    Refused(OF_M + "int32 a = 1 [deprecated = ]; }", "2:39: the value of the option `deprecated` is missing"),
    Refused(P3 + "option (a) = { b: [1 };", "2:22: `}` does not close the `[` at 2:19 in the option `(a)`"),
    Refused(P3 + "service S { rpc", "2:11: `{` is never closed in `service S`"),
    Refused(P3 + "enum E { }", "2:6: the enum `E` has no value; give it one"),
    Refused(P3 + "enum E { A = 1; }", "2:10: the first value of `E` must be 0 in proto3"),
    Refused(P3 + "enum E { A = 0; B = 0; }", "2:17: `B` has the number 0, which `A` has already"),
    Refused(P3 + "enum E { A = 0; } enum F { A = 0; }", "2:28: `A` is declared already, at 2:10"),
    Refused(P3 + "enum E { A = 0; reserved 0; }", "2:10: `A` has the number 0, which `E` reserves"),
    Refused(P3 + "enum E { A = 0; B = 2147483648; }", "2:21: the enum value `B` has the number 2147483648"),
    Refused(
        P2 + "message M { int32 a = 1; }", "2:13: `int32` begins no field: proto2 wants optional, required"
    ),
    Refused(
        P2 + "message M { optional group a = 1 {} }",
        "2:28: the name of the group `a` must begin with a capital",
    ),
    Refused(
        P2 + "message M { repeated int32 a = 1 [default = 1]; }",
        "2:28: `a` has a default, which only a single",
    ),
    Refused(
        P2 + "message M { optional M a = 1 [default = 1]; }",
        "2:24: `a` has a default, which a message cannot",
    ),
    Refused(
        P2 + "message M { extensions 5; optional int32 a = 5; }",
        "2:42: `a` has the number 5, which `M` leaves to extensions",
    ),
    Refused(
        P2 + "enum E { A = 0; } extend E { optional int32 a = 1; }",
        "2:45: `E` is an enum, and only a message",
    ),
    Refused(P3 + "message M { " * 40 + "}" * 40, "messages are nested more than 32 deep"),
)
