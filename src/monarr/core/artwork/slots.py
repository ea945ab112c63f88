"""The slots of artwork with their ideal sizes (`spec/origins.md` 2.3) and the least that is worth having."""

from __future__ import annotations

import msgspec


class Slot(msgspec.Struct, frozen=True):
    """`transparent` slots hold cut-outs, whose shape is free."""

    name: str
    ideal_width: int
    ideal_height: int
    minimum_width: int
    minimum_height: int
    transparent: bool = False

    @property
    def ideal_pixels(self) -> int:
        return self.ideal_width * self.ideal_height

    @property
    def ideal_ratio(self) -> float:
        return self.ideal_width / self.ideal_height


_LISTED = (
    Slot("poster", 2000, 3000, 200, 300),
    Slot("keyart", 2000, 3000, 200, 300),
    Slot("fanart", 1920, 1080, 640, 360),
    Slot("landscape", 1920, 1080, 400, 225),
    Slot("thumb", 1920, 1080, 200, 112),
    Slot("banner", 758, 140, 370, 68),
    Slot("clearlogo", 800, 310, 150, 40, transparent=True),
    Slot("clearart", 1000, 562, 250, 140, transparent=True),
    Slot("discart", 1000, 1000, 250, 250, transparent=True),
    Slot("cover", 1000, 1000, 200, 200),
    Slot("photo", 1000, 1500, 100, 100),
)
SLOTS: dict[str, Slot] = {slot.name: slot for slot in _LISTED}
