"""Shoppers' sessions: a small machine of states, many of them at a time."""

from __future__ import annotations

import random
from bisect import bisect
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from typing import Final

from headgate.edge.traffic.source import Crowd, GeneratedRecord, instant, new_uuid

OPEN_SESSIONS: Final = 500
PRODUCTS: Final = 5_000
END: Final = "end"
START: Final = "page_view"
DEVICES: Final = ("mobile", "desktop", "tablet", "tv")
DEVICE_WEIGHTS: Final = (60, 30, 8, 2)
PRICE_TAILS_CENTS: Final = (0, 49, 50, 95, 99)

NEXT: Final[dict[str, dict[str, int]]] = {
    "page_view": {"page_view": 40, "search": 20, "product_view": 30, END: 10},
    "search": {"product_view": 60, "search": 15, "page_view": 15, END: 10},
    "product_view": {"product_view": 30, "add_to_cart": 20, "page_view": 25, "search": 10, END: 15},
    "add_to_cart": {"checkout": 30, "product_view": 45, "page_view": 10, END: 15},
    "checkout": {"purchase": 70, "page_view": 10, END: 20},
    "purchase": {"page_view": 30, END: 70},
}
_STATES: Final = {state: tuple(ways) for state, ways in NEXT.items()}
_WEIGHTS: Final = {state: tuple(accumulate(ways.values())) for state, ways in NEXT.items()}
OF_A_PRODUCT: Final = frozenset({"product_view", "add_to_cart", "checkout", "purchase"})
OF_A_CART: Final = frozenset({"add_to_cart", "checkout", "purchase"})


@dataclass(slots=True)
class Session:
    """One visit of one user; `page` is the last page seen, empty before the first."""

    user: str
    session_id: str
    device: str
    state: str = START
    page: str = ""
    product: int = 0


class Sessions:
    """Clickstream events of many sessions, interleaved."""

    def __init__(self, chance: random.Random, crowd: Crowd) -> None:
        self._chance = chance
        self._crowd = crowd
        self._sessions = [self._arrival() for _ in range(OPEN_SESSIONS)]

    def next(self, at_ms: int) -> GeneratedRecord:
        """The next event of some session."""
        place = int(self._chance.random() * OPEN_SESSIONS)
        session = self._sessions[place]
        event = self._event(session, at_ms)
        session.state = self._onward(session.state)
        if session.state == END:
            self._sessions[place] = self._arrival()
        return event

    def _arrival(self) -> Session:
        device = self._chance.choices(DEVICES, DEVICE_WEIGHTS)[0]
        return Session(self._crowd.pick(self._chance), new_uuid(self._chance), device)

    def _onward(self, state: str) -> str:
        weights = _WEIGHTS[state]
        return _STATES[state][bisect(weights, self._chance.random() * weights[-1])]

    def _event(self, session: Session, at_ms: int) -> GeneratedRecord:
        kind = session.state
        if kind == "product_view" or (kind in OF_A_PRODUCT and not session.product):
            session.product = 1 + int(self._chance.random() * PRODUCTS)
        referrer, session.page = session.page, _page(kind, session.product)
        return {
            "event_id": new_uuid(self._chance),
            "user_id": session.user,
            "session_id": session.session_id,
            "event_type": kind,
            "occurred_at": instant(at_ms),
            "page_url": session.page,
            "referrer": referrer or None,
            "product_id": f"P{session.product:06d}" if kind in OF_A_PRODUCT else None,
            "quantity": 1 + int(3 * self._chance.random()) if kind in OF_A_CART else None,
            "price": price(session.product) if kind in OF_A_PRODUCT else None,
            "page_ms": int(200 + 30_000 * self._chance.random() ** 2),
            "device": session.device,
        }


def price(product: int) -> Decimal:
    """A product's price; the same whenever it is asked for."""
    cents = 100 * (1 + product * 7919 % 400) + PRICE_TAILS_CENTS[product % len(PRICE_TAILS_CENTS)]
    return Decimal(cents).scaleb(-2)


def _page(kind: str, product: int) -> str:
    match kind:
        case "product_view":
            return f"https://shop.example.com/p/P{product:06d}"
        case "add_to_cart":
            return "https://shop.example.com/cart"
        case "page_view":
            return "https://shop.example.com/"
        case _:
            return f"https://shop.example.com/{kind}"
