"""Drawings as data: places in per cent of the width, so that one drawing fits any screen; templates draw them."""
