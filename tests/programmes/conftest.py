from tests.recommendations.conftest import _now, english, kielce, powiat, signed

__all__ = ["_now", "english", "kielce", "powiat", "signed"]
