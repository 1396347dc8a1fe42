"""Networks by name."""


def build(architecture, size="s"):
    """The freshly initialized network `architecture` (fusion, koalarization, koalarization-softmax)."""
    if architecture == "fusion":
        from .fusion import Fusion
        return Fusion(size)
    if architecture in ("koalarization", "koalarization-softmax"):
        from .koalarization import Koalarization
        return Koalarization(size, softmax=architecture.endswith("softmax"))
    raise ValueError("Unknown architecture '%s': fusion, koalarization or koalarization-softmax." % architecture)
