"""Draw an address as a QR code."""

import io
from functools import lru_cache


@lru_cache(maxsize=64)
def qr_code(address: str, scale: int = 10) -> bytes:
    """Give the picture as PNG; `scale` is the width of its smallest square."""
    import segno  # noqa: PLC0415  # the web starts without it

    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=scale, border=4)
    return file.getvalue()
