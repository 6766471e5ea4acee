"""Statistics of samples and of weighted answers, each with its source.

The words of survey statistics, as R's package `survey` (Lumley 2010, "Complex Surveys") uses them: a *sample* has
weights, strata and clusters; its *domain* is a part of it; a *margin* is what is known of the population. Estimates
are those of Horvitz and Thompson, their errors those of Taylor linearisation (Binder 1983), for calibrated weights
with the residuals of the calibration (Deville and Särndal 1992). Where R has a choice, its default is ours, so that
the figures can be compared digit by digit. Everything here needs numpy: load it where it is used, not at start.
"""
