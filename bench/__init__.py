"""
Bench: what a look costs, as medians and ratios, measured from outside the program.

    python -m bench                  everything; the tables go to bench/results/spine.md
    python -m bench site many start  parts; nothing is written

Exit 1 when a bound of the spine is not met, 2 when the lab cannot run here.
"""
