"""
The lab: a small, real internet in a network namespace, and the scenarios that are audited in it.

    python -m lab.up -- dig +short www.golden.example      any command inside the lab
    python -m lab.report                                   every scenario, as a table

`scenario.py` reads what a scenario asks for, `zones.py`, `certs.py`, `nginx.py`, `web.py`, `hostile.py` and
`liars.py` make it real, `internet.py` starts and stops it all, `up.py` is the way in, `run.py` audits.
"""
