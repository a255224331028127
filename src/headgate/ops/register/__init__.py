"""Topics and schemas as the contracts want them: planned, shown, then done."""

from headgate.ops.register.run import Promised, apply_plan, plan_registration
from headgate.ops.register.steps import Deed, Step, SubjectStep, TopicStep

__all__ = [
    "Deed",
    "Promised",
    "Step",
    "SubjectStep",
    "TopicStep",
    "apply_plan",
    "plan_registration",
]
