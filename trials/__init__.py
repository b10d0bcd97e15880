"""
Trials: whole journeys of the real command, each one a sentence that is shown to be true or not.

    python -m trials                 all of them, at most 15 minutes; the table goes to bench/results/trials.md
    python -m trials loss folder     those whose name holds a word; nothing is written
    python -m trials --list          what there is

Every process is a real one: the installed command against the lab's servers, killed, interrupted, starved of disk.
Exit 1 when a sentence did not hold, 2 when the lab cannot run here.
"""
