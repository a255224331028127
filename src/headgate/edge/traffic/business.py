"""The shop's other streams: orders as they change, user profiles, and requests to erase."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from headgate.edge.traffic.source import Crowd, GeneratedRecord, instant, new_uuid

OPEN_ORDERS: Final = 1_000
CANCELLED_SHARE: Final = 0.05
NEXT_STATUS: Final = {"placed": "paid", "paid": "shipped", "shipped": "delivered"}
CURRENCIES: Final = ("EUR", "USD", "GBP", "SEK")
COUNTRIES: Final = ("DE", "FR", "GB", "SE", "US")
FIRST_NAMES: Final = ("Ada", "Björn", "Chloé", "Dmitri", "Eve", "Fatima", "Grace", "Hiro")
LAST_NAMES: Final = ("Lovelace", "Öberg", "Dupont", "Ivanov", "Moneypenny", "Zahra", "Hopper", "Tanaka")
REASONS: Final = ("user_request", "account_closed", "legal_order")
DELIVERY_DAYS: Final = 3


@dataclass(slots=True)
class Order:
    """An order on its way."""

    order_id: str
    customer: str
    amount: Decimal
    currency: str
    items: int
    status: str = "placed"


class Orders:
    """Every change of many orders, each from placed to delivered or cancelled."""

    def __init__(self, chance: random.Random, crowd: Crowd) -> None:
        self._chance = chance
        self._crowd = crowd
        self._orders = [self._placed() for _ in range(OPEN_ORDERS)]

    def next(self, at_ms: int) -> GeneratedRecord:
        """The next change of some order."""
        place = int(self._chance.random() * OPEN_ORDERS)
        order = self._orders[place]
        change = self._change(order, at_ms)
        if order.status not in NEXT_STATUS:
            self._orders[place] = self._placed()
        elif self._chance.random() < CANCELLED_SHARE:
            order.status = "cancelled"
        else:
            order.status = NEXT_STATUS[order.status]
        return change

    def _placed(self) -> Order:
        cents = int(500 + 50_000 * self._chance.random() ** 2)
        return Order(
            new_uuid(self._chance),
            self._crowd.pick(self._chance),
            Decimal(cents).scaleb(-2),
            self._chance.choice(CURRENCIES),
            1 + int(5 * self._chance.random()),
        )

    def _change(self, order: Order, at_ms: int) -> GeneratedRecord:
        changed_at = instant(at_ms)
        on_its_way = order.status in {"shipped", "delivered"}
        return {
            "order_id": order.order_id,
            "change_id": new_uuid(self._chance),
            "customer_id": order.customer,
            "status": order.status,
            "amount": order.amount,
            "currency": order.currency,
            "changed_at": changed_at,
            "coupon": "WELCOME10" if order.items == 1 else None,
            "delivery_date": (changed_at + timedelta(days=DELIVERY_DAYS)).date() if on_its_way else None,
            "items": order.items,
        }


@dataclass(frozen=True, slots=True)
class Profiles:
    """Users' profiles, each change a whole profile."""

    chance: random.Random
    crowd: Crowd

    def next(self, at_ms: int) -> GeneratedRecord:
        """The latest profile of some user."""
        user = self.crowd.pick(self.chance)
        first, last = self.chance.choice(FIRST_NAMES), self.chance.choice(LAST_NAMES)
        known = self.chance.random()
        return {
            "user_id": user,
            "email": f"{user}@example.com" if known < 0.9 else None,
            "full_name": f"{first} {last}" if known < 0.8 else None,
            "phone": f"+49{int(1e9 * known):09d}" if known < 0.5 else None,
            "country": self.chance.choice(COUNTRIES),
            "marketing_consent": known < 0.4,
            "birth_year": 1940 + int(70 * known) if known < 0.7 else None,
            "updated_at": instant(at_ms),
        }


@dataclass(frozen=True, slots=True)
class Deletes:
    """Requests to erase a user."""

    chance: random.Random
    crowd: Crowd

    def next(self, at_ms: int) -> GeneratedRecord:
        """The next request."""
        return {
            "request_id": new_uuid(self.chance),
            "user_id": self.crowd.pick(self.chance),
            "requested_at": instant(at_ms),
            "reason": self.chance.choice(REASONS),
        }
