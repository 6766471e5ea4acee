"""The few distributions that tests and intervals need, from scipy."""

from scipy import special


def normal_quantile(probability: float) -> float:
    """Give a quantile of the standard normal distribution."""
    return float(special.ndtri(probability))


def t_quantile(probability: float, freedom: float) -> float:
    """Give a quantile of Student's distribution; NaN without degrees of freedom."""
    return float(special.stdtrit(freedom, probability)) if freedom > 0 else float("nan")


def t_tails(value: float, freedom: float) -> float:
    """Give the probability of a value as far from zero, on both sides."""
    return 2 * float(special.stdtr(freedom, -abs(value))) if freedom > 0 else float("nan")


def chi_square_tail(value: float, freedom: float) -> float:
    """Give the probability of a larger value of chi-square."""
    return float(special.chdtrc(freedom, value))


def f_tail(value: float, above: float, below: float) -> float:
    """Give the probability of a larger value of Fisher's F; NaN without degrees of freedom."""
    return float(special.fdtrc(above, below, value)) if above > 0 and below > 0 else float("nan")
