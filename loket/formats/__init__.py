"""How dates are written where Django's own way would mislead (``FORMAT_MODULE_PATH``)."""
