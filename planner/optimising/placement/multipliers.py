"""Prices on the limits: each moves along its supergradient with a step of its own."""

from __future__ import annotations

import numpy as np

from planner.optimising.placement.instance import Floats
from planner.optimising.placement.message_passing import Relaxation

__all__ = ["Prices"]

GROW, SHRINK = 1.3, 0.6


class Prices:
    """Step sizes of the multipliers: grown while the sign holds, shrunk where it turns."""

    def __init__(self, relaxation: Relaxation) -> None:
        self.relaxation = relaxation
        amount = relaxation.instance.amount
        most = amount.max(axis=(1, 2), initial=0.0)
        usable = relaxation.cost[np.isfinite(relaxation.cost)]
        spread = float(np.ptp(usable)) if usable.size else 1.0
        self.step: Floats = 0.1 * max(spread, 1e-9) / np.where(most > 0, most, 1.0)
        self.floor: Floats = self.step * 1e-5
        self.sign = np.zeros(len(amount))

    def wake(self) -> None:
        """Give every price room to move again, as the bound it stands for has changed."""
        least = np.maximum(20 * self.floor, 0.01 * np.abs(self.relaxation.multipliers))
        self.step = np.maximum(self.step, least)

    def update(self, heat: float = 0.0) -> bool:
        """Move every price once; whether any price changed."""
        if not len(self.step):
            return False
        relaxation = self.relaxation
        sign = np.sign(relaxation.excess(heat))
        turned = sign * self.sign
        self.step *= np.where(turned > 0, GROW, np.where(turned < 0, SHRINK, 1.0))
        old = relaxation.multipliers
        new = old + self.step * sign
        new = np.where(np.isfinite(relaxation.upper), new, np.minimum(new, 0.0))
        new = np.where(np.isfinite(relaxation.lower), new, np.maximum(new, 0.0))
        # a price stops where a further step of extension begins to pay
        step, toll = relaxation.instance.step, relaxation.instance.toll
        kink = np.where(step > 0, toll / np.where(step > 0, step, 1.0), np.inf)
        new = np.where((old < kink) & (new > kink) | (old > kink) & (new < kink), kink, new)
        # a price passes through zero before it stands for the other end of its limit
        new = np.where(old * new < 0, 0.0, new)
        relaxation.multipliers = new
        self.sign = sign
        return bool((new != old).any())
