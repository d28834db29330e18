"""How good the answers are: gold cases, measures, runs, reports and the gate of the build.

Nothing here is judged by a model: the same run gives the same result.
"""
