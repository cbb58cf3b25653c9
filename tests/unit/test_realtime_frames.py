"""Phoenix frames of both protocol versions."""

import json

import pytest

from worker.local.gateway.realtime.frames import Codec, Frame, FrameError


def test_version_1_reads_what_realtime_py_sends() -> None:
    """An object with named fields, refs as text or null."""
    raw = json.dumps(
        {"event": "phx_join", "payload": {"config": {}}, "topic": "realtime:x", "ref": "1", "join_ref": "1"}
    )
    assert Codec("1.0.0").decode(raw) == Frame("1", "1", "realtime:x", "phx_join", {"config": {}})
    heartbeat = '{"event":"heartbeat","payload":{},"topic":"phoenix","ref":null,"join_ref":null}'
    assert Codec("1.0.0").decode(heartbeat) == Frame(None, None, "phoenix", "heartbeat", {})


def test_version_2_reads_what_supabase_js_sends() -> None:
    """An array of join_ref, ref, topic, event, payload."""
    raw = '["6","7","realtime:x","access_token",{"access_token":"t"}]'
    assert Codec("2.0.0").decode(raw) == Frame("6", "7", "realtime:x", "access_token", {"access_token": "t"})


def test_a_binary_broadcast_tells_where_it_belongs() -> None:
    """supabase-js sends broadcasts as bytes; topic, refs and event are enough to answer them."""
    parts = ["6", "8", "realtime:x", "ping", ""]
    raw = bytes([3, *map(len, parts), 1]) + "".join(parts).encode() + b'{"a":1}'
    frame = Codec("2.0.0").decode(raw)
    assert frame == Frame("6", "8", "realtime:x", "broadcast", {"type": "broadcast", "event": "ping"})


@pytest.mark.parametrize(
    ("version", "raw"),
    [
        ("1.0.0", "no json"),
        ("1.0.0", "[1]"),
        ("1.0.0", '{"topic": 1, "event": "x"}'),
        ("2.0.0", "{}"),
        ("2.0.0", '["1","2","t","e"]'),
        ("2.0.0", "[null,null,null,null,null]"),
        ("2.0.0", b""),
        ("2.0.0", b"\x00\x01\x01\x01\x01\x01\x01"),
    ],
)
def test_nonsense_is_refused(version: str, raw: str | bytes) -> None:
    """What is no message raises, so that the socket can pass over it."""
    with pytest.raises(FrameError):
        Codec(version).decode(raw)


@pytest.mark.parametrize("raw", [b"\x03", bytes([3, 200, 0, 0, 0, 0, 0])])
def test_a_short_binary_frame_does_no_harm(raw: bytes) -> None:
    """Sizes that reach beyond the frame are cut, too short a header is refused."""
    try:
        frame = Codec("2.0.0").decode(raw)
    except FrameError:
        return
    assert frame.topic == ""


def test_answers_have_the_version_s_form() -> None:
    """Version 1 answers without join_ref, version 2 with it; the payload is put in unread."""
    assert json.loads(Codec("1.0.0").encode("t", "phx_reply", '{"a":1.50}', "2", "1")) == {
        "ref": "2",
        "topic": "t",
        "event": "phx_reply",
        "payload": {"a": 1.5},
    }
    assert (
        Codec("2.0.0").encode("t", "system", '{"a":1.50}', None, "1") == '["1",null,"t","system",{"a":1.50}]'
    )


def test_an_unknown_version_is_refused() -> None:
    """Only 1.0.0 and 2.0.0 are spoken."""
    with pytest.raises(ValueError, match=r"3\.0\.0"):
        Codec("3.0.0")
