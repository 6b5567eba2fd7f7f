"""The test that numbers of persons and of legal persons pass in the Netherlands."""

__all__ = ["passes_eleven_test"]

#: Digits times these weights add up to a multiple of eleven.
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_eleven_test(digits: str) -> bool:
    """Nine digits, of an RSIN or a citizen service number; all zeros do not count."""
    if len(digits) != len(WEIGHTS) or not (digits.isascii() and digits.isdigit()) or not int(digits):
        return False
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11 == 0
