"""Floor 3: the arithmetic of objectives, exact until the last spelling."""

from headgate.burn.checkpoint import Derived, bound, checkpoint_interval, explain

__all__ = ["Derived", "bound", "checkpoint_interval", "explain"]
